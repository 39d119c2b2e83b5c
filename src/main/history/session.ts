/**
 * The open file over time: opened at the first need, opened anew after any trouble, put aside and salvaged where it is
 * damaged. What cannot be written waits in memory. Nothing here throws.
 */
import { existsSync } from 'node:fs';
import type { AppWarning } from '../../core/snapshot-types';
import { systemReason } from '../atomic-file';
import type { Clock } from '../clock';
import { openConnection, type Connection } from './connection';
import { sqlFailure, type Driver, type SqlFailure } from './driver';
import type { HistoryProblem, RecordedEntry } from './history';
import { finishSalvage, salvage } from './salvage';

export type Work = (connection: Connection) => void;

export interface Session {
  /** Everything that waits, and this, in one transaction; false: it waits. `entry`: what it writes, if that is one. */
  write(work: Work, entry?: RecordedEntry): boolean;
  /** Null: it cannot be read now, or there is nothing. */
  ask<T>(question: (connection: Connection) => T): T | null;
  problem(): HistoryProblem | null;
  warning(): AppWarning | null;
  /** Tries once more. Answers the entries that are not on the disk. */
  close(): readonly RecordedEntry[];
}

export interface SessionOptions {
  readonly driver: Driver;
  readonly path: string;
  readonly clock: Clock;
  readonly busyMs: number;
  /** Whether this is the process that keeps the history. Asked at each need: another one may have ended. */
  readonly isWriter: () => boolean;
  /** Once, when the writer has it open. */
  readonly onFirstOpen: Work;
}

interface Waiting {
  readonly work: Work;
  readonly entry: RecordedEntry | null;
}

/** Days of rounds. */
const mostWaiting = 5_000;

export function createSession({ driver, path, clock, busyMs, isWriter, onFirstOpen }: SessionOptions): Session {
  let connection: (Connection & { readonly readOnly: boolean }) | null = null;
  let isNew = true;
  let waiting: readonly Waiting[] = [];
  let dropped = 0;
  let failing: Omit<HistoryProblem, 'waiting' | 'dropped'> | null = null;
  let warning: AppWarning | null = null;

  function drop(): void {
    try {
      connection?.database.close();
    } catch {
      // Whatever it has to say was said.
    }
    connection = null;
  }

  function open(readOnly: boolean): Connection {
    if (connection === null || (!readOnly && connection.readOnly)) {
      drop();
      if (!readOnly) finishSalvage(path);
      connection = { ...openConnection({ driver, path, readOnly, busyMs }), readOnly };
    }
    const opened = connection;
    if (!readOnly && isNew && isWriter()) {
      opened.database.transaction('write', () => {
        onFirstOpen(opened);
      });
      isNew = false;
    }
    return opened;
  }

  /** Once more after a repair; throws what remains. */
  function attempt<T>(readOnly: boolean, act: (connection: Connection) => T): T {
    try {
      return act(open(readOnly));
    } catch (error) {
      drop();
      // Whoever only looks in, or writes a line beside the writer, leaves that to it.
      if (readOnly || sqlFailure(error) !== 'damaged' || !isWriter() || !existsSync(path)) throw error;
      repair();
      return act(open(false));
    }
  }

  function repair(): void {
    const { path: aside, untilAt } = salvage(driver, path, clock.now());
    warning =
      untilAt === null ? { kind: 'history-damaged', path: aside } : { kind: 'history-repaired', path: aside, untilAt };
  }

  function fail(error: unknown): SqlFailure {
    drop();
    const kind = sqlFailure(error);
    failing = { sinceAt: failing?.sinceAt ?? clock.now(), kind, reason: systemReason(error) };
    return kind;
  }

  function writeAll(all: readonly Waiting[]): void {
    attempt(false, (open) => {
      open.database.transaction('write', () => {
        for (const { work } of all) work(open);
      });
    });
  }

  /** One of them can never be written: it must not hold up the others. */
  function writeOneByOne(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        writeAll([next]);
        failing = null;
      } catch (error) {
        if (fail(error) !== 'other' || !canOpen()) return;
        dropped += 1;
      }
      waiting = waiting.slice(1);
    }
  }

  function canOpen(): boolean {
    try {
      open(false);
      return true;
    } catch {
      return false;
    }
  }

  function flush(): boolean {
    if (waiting.length === 0) return true;
    try {
      writeAll(waiting);
      waiting = [];
      failing = null;
    } catch (error) {
      if (fail(error) === 'other' && canOpen()) writeOneByOne();
    }
    return waiting.length === 0;
  }

  return {
    write: (work, entry) => {
      waiting = [...waiting, { work, entry: entry ?? null }];
      const written = flush();
      dropped += Math.max(0, waiting.length - mostWaiting);
      waiting = waiting.slice(-mostWaiting);
      return written;
    },
    ask: (question) => {
      try {
        const readOnly = !isWriter();
        if (readOnly && !existsSync(path)) return null;
        return attempt(readOnly, (open) => open.database.transaction('read', () => question(open)));
      } catch {
        drop();
        return null;
      }
    },
    problem: () => (failing === null ? null : { ...failing, waiting: waiting.length, dropped }),
    warning: () => warning,
    close: () => {
      flush();
      drop();
      const lost = waiting.flatMap(({ entry }) => entry ?? []);
      waiting = [];
      return lost;
    },
  };
}
