/**
 * The open file over time: opened at the first need, opened anew after any trouble, put aside and salvaged where it is
 * damaged. What cannot be written waits in memory, and at the end in a file. Nothing here throws.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AppWarning } from '../../core/snapshot-types';
import { systemReason } from '../atomic-file';
import type { Clock } from '../clock';
import { openConnection, type Connection } from './connection';
import { sqlFailure, type Driver } from './driver';
import type { HistoryProblem } from './history';
import { createOnlooker } from './onlooker';
import { finishSalvage, salvage } from './salvage';
import type { Spare } from './spool';

export type Work = (connection: Connection) => void;

export interface Session {
  /** Everything that waits, and this, in one transaction; false: it waits. `spare`: what it writes, for a file. */
  write(work: Work, spare?: Spare | null): boolean;
  /** All of these now, or as if nobody had asked: they do not wait. */
  writeNow(works: readonly Work[]): WrittenNow;
  /** Null: it cannot be read now, or there is nothing. */
  ask<T>(question: (connection: Connection) => T): T | null;
  problem(): HistoryProblem | null;
  warning(): AppWarning | null;
  /** Tries once more. What is not on the disk then, or comes later, goes to the waiting room; nothing is opened again. */
  close(): void;
}

export interface WrittenNow {
  readonly done: boolean;
  /** How many make no sense to the file and were left out. */
  readonly impossible: number;
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
  readonly toWaitingRoom: (spares: readonly Spare[]) => void;
}

interface Waiting {
  readonly work: Work;
  readonly spare: Spare | null;
}

type Opened = Connection & {
  /** Of the file itself: another one may have taken its place. */
  readonly identity: string | null;
};

/** Days of rounds. */
const mostWaiting = 5_000;

export function createSession(options: SessionOptions): Session {
  const { driver, path, clock, busyMs, isWriter } = options;
  const onlooker = createOnlooker({ driver, path, busyMs });
  let connection: Opened | null = null;
  let isNew = true;
  let isClosed = false;
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

  function open(): Connection {
    // Somebody removed it, or put it aside as damaged: what is written there is lost.
    if (connection !== null && connection.identity !== identityOf(path)) drop();
    if (connection === null) {
      finishSalvage(path);
      const opened = openConnection({ driver, path, readOnly: false, busyMs });
      connection = { ...opened, identity: identityOf(path) };
    }
    const opened = connection;
    if (isNew && isWriter()) {
      opened.database.transaction('write', () => {
        options.onFirstOpen(opened);
      });
      isNew = false;
    }
    return opened;
  }

  /** Once more after a repair; throws what remains. */
  function attempt<T>(act: (connection: Connection) => T): T {
    try {
      return act(open());
    } catch (error) {
      drop();
      // Whoever writes a line beside the writer leaves that to it.
      if (sqlFailure(error) !== 'damaged' || !isWriter() || !existsSync(path)) throw error;
      repair();
      return act(open());
    }
  }

  function repair(): void {
    const { path: aside, untilAt } = salvage(driver, path, clock.now());
    warning =
      untilAt === null ? { kind: 'history-damaged', path: aside } : { kind: 'history-repaired', path: aside, untilAt };
  }

  function fail(error: unknown): HistoryProblem['kind'] {
    drop();
    const kind = existsSync(dirname(path)) ? sqlFailure(error) : 'gone';
    failing = { sinceAt: failing?.sinceAt ?? clock.now(), kind, reason: systemReason(error) };
    return kind;
  }

  function writeAll(all: readonly Waiting[]): void {
    attempt((open) => {
      open.database.transaction('write', () => {
        for (const { work } of all) work(open);
      });
    });
  }

  /** Whether it is the work's fault and not the file's. */
  function canWrite(): boolean {
    try {
      attempt(({ database }) => {
        database.transaction('write', () => {
          const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
          database.exec(`PRAGMA user_version = ${version}`);
        });
      });
      return true;
    } catch {
      return false;
    }
  }

  /** In order, and all at once where that is possible. What can never be written is found by halves and left out. */
  function writeParts(all: readonly Waiting[]): { readonly rest: readonly Waiting[]; readonly impossible: number } {
    let rest = all;
    let many = all.length;
    let impossible = 0;
    while (rest.length > 0) {
      try {
        writeAll(rest.slice(0, many));
        rest = rest.slice(many);
        many = rest.length;
      } catch (error) {
        if (fail(error) !== 'other' || !canWrite()) return { rest, impossible };
        if (many === 1) {
          impossible += 1;
          rest = rest.slice(1);
          many = rest.length;
        } else many = Math.ceil(many / 2);
      }
    }
    failing = null;
    return { rest, impossible };
  }

  /** False: something waits, or had to be given up. */
  function flush(): boolean {
    const { rest, impossible } = writeParts(waiting);
    waiting = rest;
    dropped += impossible;
    return rest.length === 0 && impossible === 0;
  }

  /** What is on the disk can be read where nothing can be written: a full disk, a file of somebody else. */
  function lookOn<T>(question: (connection: Connection) => T): T | null {
    try {
      return onlooker.ask(question);
    } catch {
      return null;
    }
  }

  return {
    write: (work, spare = null) => {
      if (isClosed) {
        options.toWaitingRoom(spare === null ? [] : [spare]);
        return false;
      }
      waiting = [...waiting, { work, spare }];
      const written = flush();
      dropped += Math.max(0, waiting.length - mostWaiting);
      waiting = waiting.slice(-mostWaiting);
      return written;
    },
    writeNow: (works) => {
      if (!isClosed) flush();
      if (isClosed || waiting.length > 0) return { done: false, impossible: 0 };
      const { rest, impossible } = writeParts(works.map((work) => ({ work, spare: null })));
      return { done: rest.length === 0, impossible };
    },
    ask: (question) => {
      if (isClosed) return null;
      try {
        // Whoever only looks in makes no file, nor does it keep the writer waiting.
        if (!isWriter()) return onlooker.ask(question);
        const answer = attempt((open) => open.database.transaction('read', () => question(open)));
        onlooker.close();
        return answer;
      } catch {
        drop();
        return lookOn(question);
      }
    },
    problem: () => (failing === null ? null : { ...failing, waiting: waiting.length, dropped }),
    warning: () => warning,
    close: () => {
      flush();
      drop();
      onlooker.close();
      isClosed = true;
      options.toWaitingRoom(waiting.flatMap(({ spare }) => spare ?? []));
      waiting = [];
    },
  };
}

function identityOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : `${stat.dev} ${stat.ino}`;
}
