/**
 * Reads the history without a lock and without leaving anything behind: from a folder that is not hers to write to, beside a
 * process that writes, on a full disk. So it may read a change half made: the file is looked at before and after, and where
 * it changed meanwhile all is asked again.
 *
 *   somebody is writing ─────────────────────► wait
 *   quiet ─► ask the file itself ─► the same? ─► answer, else again
 *   left half written, or of an older version ─► ask a copy that is mended elsewhere
 */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../clock';
import { olderSchema, openConnection, type Connection } from './connection';
import type { Driver } from './driver';
import { pause } from '../pause';
import { isInUse, isLocked } from './lock-folder';
import { draftOf } from './salvage';

export interface Onlooker {
  /** Null: there is no history yet. Throws what SQLite or the system says. */
  ask<T>(question: (connection: Connection) => T): T | null;
  close(): void;
}

interface Opened {
  readonly connection: Connection;
  /** What the file was when it was opened: nothing is read again of one that changed. */
  readonly stamp: string;
  close(): void;
}

type FileState = { readonly kind: 'writing' } | { readonly kind: 'quiet' | 'half-written'; readonly stamp: string };

const retryMs = 5;
/** The temporary folder is often memory. A usual history has a tenth of it. */
const mostCopiedBytes = 256_000_000;

/** Of a file that nobody may mend here and that is too large to be mended elsewhere. */
export const unfinishedWrite = 'a write was left unfinished';

export function createOnlooker(options: {
  readonly driver: Driver;
  readonly path: string;
  readonly busyMs: number;
}): Onlooker {
  const { driver, path, busyMs } = options;
  const clock = createSystemClock();
  let opened: Opened | null = null;

  function drop(): void {
    try {
      opened?.close();
    } catch {
      // Whatever it has to say was said.
    }
    opened = null;
  }

  function connect(source: string, { kind, stamp }: Exclude<FileState, { kind: 'writing' }>): Connection {
    if (opened?.stamp === stamp) return opened.connection;
    drop();
    opened = { ...(kind === 'quiet' ? openItself(driver, source, busyMs) : openCopy(driver, source, busyMs)), stamp };
    return opened.connection;
  }

  return {
    ask: (question) => {
      const until = clock.monotonic() + busyMs;
      for (;;) {
        const source = sourceOf(path);
        if (source === null) return null;
        const before = stateOf(source);
        if (before.kind !== 'writing') {
          const answer = attempt(() => {
            const connection = connect(source, before);
            return connection.database.transaction('read', () => question(connection));
          });
          if (!answer.ok) drop();
          const after = stateOf(source);
          if (after.kind === before.kind && after.stamp === before.stamp) {
            if (answer.ok) return answer.value;
            throw answer.error;
          }
          drop();
        }
        if (clock.monotonic() >= until) throw new Error('database is locked');
        pause(retryMs);
      }
    },
    close: drop,
  };
}

function attempt<T>(
  act: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown } {
  try {
    return { ok: true, value: act() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Whoever put a damaged file aside may have been killed before the whole one took its place. */
function sourceOf(path: string): string | null {
  return [path, draftOf(path)].find((file) => existsSync(file)) ?? null;
}

function stateOf(path: string): FileState {
  const journal = statSync(`${path}-journal`, { throwIfNoEntry: false, bigint: true });
  const hot = journal !== undefined && journal.size > 0n ? journal : null;
  if ((hot !== null || isLocked(path)) && isInUse(path)) return { kind: 'writing' };
  const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
  const parts = [dev, ino, size, mtimeNs, readChanges(path), hot?.size, hot?.mtimeNs];
  return { kind: hot === null ? 'quiet' : 'half-written', stamp: parts.join(' ') };
}

/** How often it was written to: each transaction counts it on (sqlite.org/fileformat2.html, "File change counter"). */
function readChanges(path: string): number {
  const bytes = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, 4, 24);
    return bytes.readUInt32BE(0);
  } finally {
    closeSync(file);
  }
}

function openItself(driver: Driver, path: string, busyMs: number): Omit<Opened, 'stamp'> {
  try {
    const connection = openConnection({ driver, path, readOnly: true, lockless: true, busyMs });
    return { connection, close: connection.database.close };
  } catch (error) {
    if (!(error instanceof Error) || error.message !== olderSchema) throw error;
    return openCopy(driver, path, busyMs);
  }
}

/** Whoever opens it to write undoes what is half written, and brings it up to date. */
function openCopy(driver: Driver, path: string, busyMs: number): Omit<Opened, 'stamp'> {
  if (statSync(path).size > mostCopiedBytes) throw new Error(unfinishedWrite);
  const folder = mkdtempSync(join(tmpdir(), 'vigia-history-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const copy = join(folder, 'history.db');
    for (const end of ['-journal', '']) {
      if (!existsSync(path + end)) continue;
      copyFileSync(path + end, copy + end, constants.COPYFILE_FICLONE);
      chmodSync(copy + end, 0o600);
    }
    const connection = openConnection({ driver, path: copy, readOnly: false, busyMs });
    return {
      connection,
      close: () => {
        try {
          connection.database.close();
        } finally {
          remove();
        }
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
