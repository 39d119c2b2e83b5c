import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emptyFold, foldTracebacks, type FoldLine } from '../../src/core/logs/fold';
import { parseLogLine } from '../../src/core/logs/parse-line';
import { explainLine } from '../../src/core/logs/explain';
import { logSources } from '../../src/core/logs/types';
import { readLogs, startLogServer, type LogServer } from '../support/log-server';
import { median } from './median';
import { clientArgs } from './ssh-round';

const RUNS = 15;
const FILE_BYTES = 200_000_000;
const LINES = 500;

/**
 * From nothing to the last 500 lines of a log of 200 MB, by us as the window asks for them and by `ssh … tail -n 500`, on the
 * same real sshd, taking turns. Medians.
 */
export async function compareFirstLines(): Promise<{ readonly oursMs: number; readonly clientMs: number }> {
  const logs = await startLogServer();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-logs-'));
  const options = clientArgs(logs.sshd, path.join(folder, 'client_known_hosts'));
  const times: { ours: number[]; client: number[] } = { ours: [], client: [] };
  try {
    await writeLarge(logs.path('api-error'));
    for (let run = -1; run < RUNS; run += 1) {
      const ours = await timed(() => readOurs(logs));
      let ended: Promise<void> = Promise.resolve();
      const theirs = await timed(() => {
        const client = readByClient([...options, logs.sshd.host], logs.path('api-error'));
        ({ ended } = client);
        return client.lines;
      });
      await ended;
      // The first of each pays for what is loaded once.
      if (run < 0) continue;
      times.ours.push(ours);
      times.client.push(theirs);
    }
  } finally {
    await logs.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { oursMs: median(times.ours), clientMs: median(times.client) };
}

async function readOurs(logs: LogServer): Promise<void> {
  const log = readLogs(logs, { span: { kind: 'last', lines: LINES }, follow: true });
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (log.has('end')) reject(new Error(JSON.stringify(log.events.at(-1))));
      else if (log.lines().length >= LINES) resolve();
      else setImmediate(look);
    };
    look();
  });
  log.close();
}

/** Resolves with the last of the lines; `ended` when the program is gone too. */
function readByClient(
  args: readonly string[],
  file: string,
): { readonly lines: Promise<void>; readonly ended: Promise<void> } {
  const quoted = `'${file.replaceAll("'", `'"'"'`)}'`;
  const command = `tail -n ${String(LINES)} -- ${quoted}`;
  const child = spawn('ssh', [...args, command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', resolve));
  const lines = new Promise<void>((resolve, reject) => {
    let count = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      count += chunk.toString('latin1').split('\n').length - 1;
      if (count === LINES) resolve();
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(`ssh brought ${String(count)} lines`)));
  });
  return { lines, ended };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The recorded lines over and over. */
async function writeLarge(file: string): Promise<void> {
  const text = recorded('api-error').join('\n') + '\n';
  const out = createWriteStream(file);
  for (let bytes = 0; bytes < FILE_BYTES; bytes += text.length) if (!out.write(text)) await once(out, 'drain');
  await new Promise<void>((resolve) => {
    out.end(resolve);
  });
}

function recorded(source: (typeof logSources)[number]): readonly string[] {
  const file = path.join(import.meta.dirname, '..', 'fixtures', 'logs', `${source}.txt`);
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

export interface Throughput {
  readonly lines: number;
  /** Everything that is worked out for a line; and only looking for the end of it, for comparison. */
  readonly workMs: number;
  readonly plainMs: number;
}

/** A million recorded lines of all sources: parsed, explained and folded. */
export function measureThroughput(): Throughput {
  const zone = { utcOffsetMinutes: -300 };
  const sources = logSources.map((source) => ({ source, lines: recorded(source) }));
  const total = sources.reduce((sum, { lines }) => sum + lines.length, 0);
  const rounds = Math.ceil(1_000_000 / total);
  let startedAt = performance.now();
  let explained = 0;
  for (const { source, lines } of sources) {
    let fold = emptyFold;
    for (let round = 0; round < rounds; round += 1) {
      const parsed: FoldLine[] = lines.map((text) => ({ text, ...parseLogLine(source, text, zone) }));
      for (const { text } of parsed) if (explainLine(source, text) !== null) explained += 1;
      // A buffer that forgets its oldest lines, as the window's.
      fold = { ...foldTracebacks(fold, parsed), groups: [] };
    }
  }
  const workMs = performance.now() - startedAt;
  startedAt = performance.now();
  let characters = 0;
  for (const { lines } of sources) {
    const text = lines.join('\n');
    for (let round = 0; round < rounds; round += 1) for (const line of text.split('\n')) characters += line.length;
  }
  if (explained === 0 || characters === 0) throw new Error('nothing was measured');
  return { lines: rounds * total, workMs, plainMs: performance.now() - startedAt };
}
