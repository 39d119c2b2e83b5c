/**
 * A copy of settings and history in one file, a record per line: a head with the settings, the lines of the history's own
 * export, and an end that counts them, so that half a file is told from a whole one. No secret is in it.
 */
import { statSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Settings } from '../../core/settings';
import { readSettings } from '../../core/settings-reading';
import type { FileSaved } from '../../shared/ipc';
import { systemReason } from '../atomic-file';
import { readBoundedLines } from '../history/bounded-lines';
import { exportHistory } from '../history/export-file';
import type { History } from '../history/history';
import { judgeLine, longestLine } from '../history/import-judgement';

const format = 1;
const mostBytes = 4_000_000_000;
const longestHead = 4_000_000;

export interface CopySource {
  readonly settings: Settings;
  readonly history: Pick<History, 'exportLines'>;
  readonly at: number;
}

export function saveCopy({ settings, history, at }: CopySource, path: string): Promise<FileSaved> {
  return exportHistory({ exportLines: () => linesOf() }, path);

  function* linesOf(): Generator<string> {
    yield JSON.stringify({ vigia: 'copy', format, madeAt: at, settings });
    let lines = 0;
    for (const line of history.exportLines()) {
      yield line;
      lines += 1;
    }
    yield JSON.stringify({ vigia: 'copy-end', lines });
  }
}

export interface FoundCopy {
  readonly kind: 'copy';
  readonly settings: Settings;
  readonly madeAt: number;
  readonly rounds: number;
  readonly firstRoundAt: number | null;
}
export type CopyReading =
  | FoundCopy
  | { readonly kind: 'not-a-copy' | 'newer' | 'damaged' | 'too-large' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Looks through all of it, as of a file that may be anybody's; nothing is taken from it. */
export async function inspectCopy(path: string): Promise<CopyReading> {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { kind: 'not-a-copy' };
    return stat.size > mostBytes ? { kind: 'too-large' } : await inspect(path);
  } catch (error) {
    return { kind: 'failed', reason: systemReason(error) };
  }
}

async function inspect(path: string): Promise<CopyReading> {
  let head: Omit<FoundCopy, 'rounds' | 'firstRoundAt'> | null = null;
  let rounds = 0;
  let firstRoundAt: number | null = null;
  let lines = 0;
  let isEnded = false;
  for await (const part of readBoundedLines(path, longestLine)) {
    for (const { text } of part) {
      if (head === null) {
        const read = text === null ? ({ kind: 'not-a-copy' } as const) : readHead(text);
        if (read.kind !== 'copy') return read;
        head = read;
        continue;
      }
      // Nothing follows the end.
      if (text === null || isEnded) return { kind: 'damaged' };
      const judged = judgeLine(text);
      if (judged.kind === 'foreign' && isEnd(text, lines)) isEnded = true;
      else if (judged.kind === 'foreign' || judged.kind === 'too-many-measurements') return { kind: 'damaged' };
      else lines += 1;
      if (judged.kind !== 'round') continue;
      rounds += 1;
      firstRoundAt = Math.min(firstRoundAt ?? Infinity, judged.round.startedAt);
    }
    await breathe();
  }
  if (head === null) return { kind: 'not-a-copy' };
  return isEnded ? { ...head, rounds, firstRoundAt } : { kind: 'damaged' };
}

function readHead(text: string): Omit<FoundCopy, 'rounds' | 'firstRoundAt'> | Exclude<CopyReading, FoundCopy> {
  const head = text.length > longestHead ? null : parseObject(text);
  if (head?.['vigia'] !== 'copy') return { kind: 'not-a-copy' };
  if (typeof head['format'] === 'number' && head['format'] > format) return { kind: 'newer' };
  const raw = head['settings'];
  const madeAt = head['madeAt'];
  if (head['format'] !== format || !isObject(raw) || !Number.isSafeInteger(madeAt)) return { kind: 'damaged' };
  const reading = readSettings(raw);
  if (reading.kind === 'newer') return { kind: 'newer' };
  return reading.kind === 'valid'
    ? { kind: 'copy', settings: reading.settings, madeAt: Number(madeAt) }
    : { kind: 'damaged' };
}

function isEnd(text: string, lines: number): boolean {
  const end = parseObject(text);
  return end?.['vigia'] === 'copy-end' && end['lines'] === lines;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
