import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock';
import { createRedactor, type Redactor } from '../redact';
import { chooseDriver } from './choose-driver';
import type { Connection } from './connection';
import { unroll } from './days';
import type { Driver } from './driver';
import {
  insertCorrection,
  insertIncidentNote,
  insertInterval,
  readCursor,
  removeCorrection,
  removeServer,
  storeBackFill,
  writeCursor,
} from './edits';
import { insertEntry, insertGap } from './entries';
import { exportRows } from './export-lines';
import { readFact, writeFact } from './facts';
import { defaultIntervalMs, markPruned, unfreeze } from './frozen';
import type { History, RecordedEntry } from './history';
import { importLines, settleLeft, takeSpool } from './import-lines';
import { maintainStep } from './maintain';
import { checkSoundness } from './soundness';
import { createReader } from './reader';
import { insertRound, toPlainRound } from './rounds';
import { createSession, type Session } from './session';
import { insertSpans } from './spans';
import { createWaitingRoom, type Spare } from './spool';
import { toSpareCorrection, toSpareNote, toSpareRound } from './spares';
import { createWriterLock } from './writer-lock';

export interface HistoryOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly redactor?: Redactor;
  readonly driver?: Driver;
  readonly maxBytes?: number;
}

/** Several years of a usual set-up. */
const usualMaxBytes = 1_000_000_000;
/** How long the tray application stands still at most because another process reads. */
const writerBusyMs = 250;
/** Rounds themselves take a while, and a failing one takes longer. */
const shortestIntervalMs = 60_000;
const byHand: ReadonlySet<RecordedEntry['kind']> = new Set([
  'restart',
  'restart-ordered',
  'maintenance-started',
  'maintenance-ended',
]);

export function createHistory(options: HistoryOptions): History {
  const { dataDir, clock, redactor = createRedactor(), maxBytes = usualMaxBytes } = options;
  const path = join(dataDir, 'history.db');
  const lock = createWriterLock(join(dataDir, 'history.lock'), clock.now);
  const session = createSession({
    driver: options.driver ?? chooseDriver(),
    path,
    clock,
    busyMs: writerBusyMs,
    isWriter: lock.take,
    onFirstOpen: (connection) => {
      checkSoundness(connection, path, clock.now());
      closeAbsence(connection, clock.now());
      markPruned(connection);
      settleLeft(connection);
    },
    toWaitingRoom: createWaitingRoom({ dataDir, redactor, clock }),
  });
  /** Whether it kept the history until its end; null: that is still to come. What is late is that one's too. */
  let kept: boolean | null = null;
  const keeps = (): boolean => kept ?? lock.take();
  const ofServer = (
    serverId: string,
    work: (connection: Connection, server: number) => void,
    spare: Spare | null = null,
  ): boolean =>
    session.write((connection) => {
      work(connection, connection.names.server(serverId));
    }, spare);

  return {
    reader: createReader({ now: clock.now, ask: session.ask }),
    isWriter: () => kept === null && lock.take(),
    recordRound: (round) => {
      // Whoever writes looks for itself.
      if (!keeps()) return false;
      const plain = toPlainRound(round);
      return session.write((connection) => {
        if (insertRound(connection, plain)) settleRound(connection, plain.server, plain.startedAt);
        writeFact(connection, 'alive_at', clock.now());
      }, toSpareRound(plain));
    },
    recordEntry: (entry, by) => {
      const isWriter = keeps();
      // Two that watch the same server would tell each outage twice.
      if (!isWriter && !byHand.has(entry.kind)) return false;
      const kept = withoutOutput(entry);
      const safe = JSON.parse(redactAll(by === undefined ? kept : { ...kept, by }, redactor)) as RecordedEntry;
      return session.write((connection) => {
        insertEntry(connection, safe);
        if (isWriter) writeFact(connection, 'alive_at', clock.now());
      }, safe);
    },
    recordSpans: (serverId, spans) =>
      ofServer(serverId, (connection, server) => {
        insertSpans(connection, server, spans);
      }),
    recordBackFill: (serverId, backFill) =>
      ofServer(serverId, (connection, server) => {
        storeBackFill(connection, server, backFill);
      }),
    addNote: (serverId, incidentId, note) =>
      ofServer(
        serverId,
        (connection, server) => {
          insertIncidentNote(connection, server, incidentId, note);
        },
        toSpareNote(serverId, incidentId, note),
      ),
    addCorrection: (serverId, correction) =>
      ofServer(
        serverId,
        (connection, server) => {
          insertCorrection(connection, server, correction);
        },
        toSpareCorrection(serverId, correction),
      ),
    removeCorrection: (serverId, id) =>
      ofServer(
        serverId,
        (connection, server) => {
          removeCorrection(connection, server, id);
        },
        { kind: 'correction-undone', at: clock.now(), serverId, id },
      ),
    getCursor: (serverId, key) => session.ask((connection) => readCursor(connection, serverId, key)),
    setCursor: (serverId, key, value) =>
      ofServer(serverId, (connection, server) => {
        writeCursor(connection, server, key, value);
      }),
    // Whoever looks says how often.
    setInterval: (intervalMs) =>
      keeps() &&
      session.write((connection) => {
        insertInterval(connection, clock.now(), Math.max(intervalMs, shortestIntervalMs));
      }),
    exportLines: () => exportRows((question) => askOrThrow(session, path, question)),
    importLines: (lines) => importLines(session, lines),
    removeServer: (serverId) =>
      ofServer(serverId, (connection, server) => {
        removeServer(connection, server);
      }),
    maintain: () =>
      kept === null && lock.take() && (takeSpool(session, dataDir) || maintain(session, clock.now(), maxBytes)),
    size: () => ({ ...sizeOf(session, path), maxBytes }),
    problem: session.problem,
    warning: session.warning,
    close: () => {
      if (kept !== null) return;
      kept = lock.isHeld();
      if (kept)
        session.writeNow([
          (connection) => {
            writeFact(connection, 'alive_at', clock.now());
          },
        ]);
      session.close();
      lock.give();
    },
  };
}

/** What scripts and sudo printed is for whoever ordered the restart: it may hold anything, and nothing of it is asked later. */
function withoutOutput(entry: RecordedEntry): RecordedEntry {
  if (entry.kind !== 'restart') return entry;
  return { ...entry, run: { ...entry.run, steps: entry.run.steps.map((step) => ({ ...step, output: '' })) } };
}

/** Null: there is no history. */
function askOrThrow<T>(session: Session, path: string, question: (connection: Connection) => T): T | null {
  const answer = session.ask((connection) => ({ value: question(connection) }));
  if (answer === null && existsSync(path)) throw new Error(session.problem()?.reason ?? 'database is locked');
  return answer === null ? null : answer.value;
}

function redactAll(value: unknown, redactor: Redactor): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? redactor.redact(one) : one));
}

/** Nobody watched between the last sign of life and now. A short while is what rounds bridge. */
function closeAbsence(connection: Connection, now: number): void {
  const aliveAt = readFact(connection, 'alive_at');
  if (aliveAt !== null && now - aliveAt > 2 * defaultIntervalMs)
    insertGap(connection, 0, { fromAt: aliveAt, toAt: now, reason: 'not-running' });
  writeFact(connection, 'alive_at', now);
}

/** A clock that was set back dates rounds into what is concluded already. */
function settleRound(connection: Connection, serverId: string, at: number): void {
  const server = connection.names.server(serverId);
  unfreeze(connection, server, at);
  unroll(connection, server, at);
}

function maintain(session: Session, now: number, maxBytes: number): boolean {
  const found: boolean[] = [];
  const { done } = session.writeNow([
    (connection) => {
      found.push(maintainStep(connection, now, maxBytes));
    },
  ]);
  return done && found.includes(true);
}

function sizeOf(session: Session, path: string): Omit<ReturnType<History['size']>, 'maxBytes'> {
  const rounds = session.ask(({ database }) =>
    database.prepare('SELECT count(*) AS n, min(started_at) AS at FROM rounds').get(),
  );
  return {
    bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    rounds: Number(rounds?.['n'] ?? 0),
    oldestRoundAt: (rounds?.['at'] ?? null) as number | null,
  };
}
