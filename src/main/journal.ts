import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from './atomic-file';
import type { Clock } from './clock';
import type { Redactor } from './redact';
import { rotatedPath, rotateFile } from './rotate-file';

/** One line of `history.ndjson`. Further fields as the kind needs; never a secret. */
export interface JournalEntry {
  readonly at: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Append-only record of what was observed and done. One process's lines never tear another's. */
export interface Journal {
  /** `durable`: on the disk before this returns; for actions, which must outlive a power failure. Never throws. */
  append(entry: JournalEntry, options?: { readonly durable: boolean }): void;
  /** Newest last, at most `limit`. Torn or foreign lines are left out. */
  read(limit: number): readonly JournalEntry[];
  /** Since when and why nothing can be written; null: all is on disk. */
  problem(): JournalProblem | null;
  /** Tries to write what waits in memory. Called by `append` as well; at the end call it once. */
  flush(): void;
}

export interface JournalProblem {
  readonly sinceAt: number;
  /** A system error code, e.g. `ENOSPC`. */
  readonly reason: string;
  readonly waiting: number;
  /** Entries that had to be given up because too many waited. */
  readonly dropped: number;
}

const limits = { maxBytes: 10_000_000, files: 3 };
/** Days of rounds, well below a megabyte. */
const maxWaiting = 2_000;

export function createJournal(options: {
  readonly dataDir: string;
  readonly redactor: Redactor;
  readonly clock: Clock;
}): Journal {
  const path = join(options.dataDir, 'history.ndjson');
  let waiting: readonly string[] = [];
  let dropped = 0;
  let failing: { readonly sinceAt: number; readonly reason: string } | null = null;

  function writeWaiting(durable: boolean): void {
    if (waiting.length === 0) return;
    try {
      rotateFile(path, limits);
      appendLines(path, waiting, durable);
      waiting = [];
      failing = null;
    } catch (error) {
      failing = { sinceAt: failing?.sinceAt ?? options.clock.now(), reason: systemReason(error) };
    }
  }

  return {
    append: (entry, { durable } = { durable: false }) => {
      const line = JSON.stringify(entry, (_key, value: unknown) =>
        typeof value === 'string' ? options.redactor.redact(value) : value,
      );
      waiting = [...waiting, line];
      writeWaiting(durable);
      dropped += Math.max(0, waiting.length - maxWaiting);
      waiting = waiting.slice(-maxWaiting);
    },
    read: (limit) => readEntries(path, waiting, limit),
    problem: () => (failing === null ? null : { ...failing, waiting: waiting.length, dropped }),
    flush: () => {
      writeWaiting(true);
    },
  };
}

/** All lines by one write at the end of the file, so that two processes do not mix theirs. */
function appendLines(path: string, lines: readonly string[], durable: boolean): void {
  const file = openSync(path, 'a+', 0o600);
  try {
    // A line torn by a crash stays a line of its own.
    const begin = endsInsideLine(file) ? '\n' : '';
    const bytes = Buffer.from(`${begin}${lines.join('\n')}\n`);
    // A full disk may take a part; all of it is written again later and the torn rest is skipped by readers.
    if (writeSync(file, bytes) < bytes.length) throw new Error('ENOSPC');
    if (durable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function endsInsideLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

function readEntries(path: string, waiting: readonly string[], limit: number): readonly JournalEntry[] {
  let newest: readonly JournalEntry[] = waiting.flatMap(parseEntry);
  for (let number = 0; number < limits.files && newest.length < limit; number += 1) {
    newest = [...readLines(rotatedPath(path, number)).flatMap(parseEntry), ...newest];
  }
  return limit > 0 ? newest.slice(-limit) : [];
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function parseEntry(line: string): readonly JournalEntry[] {
  if (line === '') return [];
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null || !('at' in entry) || !('kind' in entry)) return [];
    return typeof entry.at === 'number' && typeof entry.kind === 'string' ? [entry as JournalEntry] : [];
  } catch {
    return [];
  }
}
