import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildScript } from '../support/build-script';
import type { TargetResult } from './read-target';
import { targets } from './targets';

export interface FuzzRow extends TargetResult {
  readonly target: string;
  /** Where the input that failed was put. */
  readonly input: string | null;
}

export interface FuzzOptions {
  readonly seed: number;
  readonly casesPerTarget: number;
  /** Null: all of them. */
  readonly only: string | null;
  /** Where inputs that fail are kept. */
  readonly failures: string;
  /** At once. */
  readonly processes: number;
  readonly onRow?: (row: FuzzRow) => void;
}

/** A reader that needs more of the heap than this for 192 kB has no bound. */
const heapMb = 256;
/** Without a word of it, it hangs: for as many inputs as a short run has, much more than it takes. */
const patienceMs = (cases: number) => 120_000 + cases * 60;

export const targetNames: readonly string[] = targets.map(({ name }) => name);

/** Reads damaged inputs with every target, each in a process with little memory, which is ended when it hangs. */
export async function runFuzz(options: FuzzOptions): Promise<readonly FuzzRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-fuzz-'));
  try {
    const script = await buildScript('test/fuzz/read-target.ts', folder);
    const waiting = targetNames.filter((name) => options.only === null || name === options.only);
    const rows: FuzzRow[] = [];
    const next = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const row = await readOne(name, script, folder, options);
        rows.push(row);
        options.onRow?.(row);
      }
    };
    await Promise.all(Array.from({ length: options.processes }, next));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readOne(name: string, script: string, folder: string, options: FuzzOptions): Promise<FuzzRow> {
  const { seed, casesPerTarget, failures } = options;
  const input = join(folder, `${fileName(name)}.input`);
  const answer = await runTarget(
    [`--max-old-space-size=${String(heapMb)}`, script, name, String(seed), String(casesPerTarget), input],
    { ...process.env, VIGIA_FUZZ_FOLDER: folder },
    patienceMs(casesPerTarget),
  );
  if (answer.failure === null) return { target: name, ...answer, input: null };
  mkdirSync(failures, { recursive: true });
  const kept = join(failures, `${fileName(name)}-${String(seed)}.input`);
  // Where it could not even start there is none.
  if (existsSync(input)) copyFileSync(input, kept);
  return { target: name, ...answer, input: kept };
}

const fileName = (name: string) => name.replaceAll(/\W+/g, '-');

function runTarget(args: readonly string[], env: NodeJS.ProcessEnv, patience: number): Promise<TargetResult> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-4000)));
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const line = out.trimEnd().split('\n').at(-1) ?? '';
      if (code === 0 && line.startsWith('{')) {
        resolve(JSON.parse(line) as TargetResult);
        return;
      }
      const hung = signal === 'SIGKILL' && Date.now() - startedAt >= patience;
      const failure = hung ? 'hangs' : `ended with ${String(code ?? signal)}: ${complaint}`;
      resolve({ cases: 0, slowestMs: 0, peakMb: 0, failure });
    });
  });
}
