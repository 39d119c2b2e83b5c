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
import type { HistoryProblem } from './history';
import { finishSalvage, salvage } from './salvage';

export type Work = (connection: Connection) => void;

export interface Session {
  /** Everything that waits, and this, in one transaction; false: it waits. */
  write(work: Work): boolean;
  /** What waits; true: nothing does any more. */
  flush(): boolean;
  /** Null: it cannot be read now, or there is nothing. */
  ask<T>(question: (connection: Connection) => T): T | null;
  problem(): HistoryProblem | null;
  warning(): AppWarning | null;
  close(): void;
}

export interface SessionOptions {
  readonly driver: Driver;
  readonly path: string;
  readonly clock: Clock;
  readonly busyMs: number;
  /** Whether this process may write. Asked at each need: the other writer may have ended. */
  readonly mayWrite: () => boolean;
  /** Once, when it is first open for writing. */
  readonly onFirstOpen: Work;
}

/** Days of rounds. */
const mostWaiting = 5_000;

export function createSession({ driver, path, clock, busyMs, mayWrite, onFirstOpen }: SessionOptions): Session {
  let connection: (Connection & { readonly readOnly: boolean }) | null = null;
  let isNew = true;
  let waiting: readonly Work[] = [];
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
    if (connection !== null && (readOnly || !connection.readOnly)) return connection;
    drop();
    if (!readOnly) finishSalvage(path);
    const opened = openConnection({ driver, path, readOnly, busyMs });
    connection = { ...opened, readOnly };
    if (!readOnly && isNew) {
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
      if (readOnly || sqlFailure(error) !== 'damaged' || !existsSync(path)) throw error;
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

  function writeAll(works: readonly Work[]): void {
    attempt(false, (open) => {
      open.database.transaction('write', () => {
        for (const work of works) work(open);
      });
    });
  }

  /** One of them can never be written: it must not hold up the others. */
  function writeOneByOne(): void {
    for (let work = waiting[0]; work !== undefined; work = waiting[0]) {
      try {
        writeAll([work]);
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
    if (!mayWrite()) return false;
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
    write: (work) => {
      waiting = [...waiting, work];
      const written = flush();
      dropped += Math.max(0, waiting.length - mostWaiting);
      waiting = waiting.slice(-mostWaiting);
      return written;
    },
    flush,
    ask: (question) => {
      try {
        const readOnly = !mayWrite();
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
    },
  };
}
