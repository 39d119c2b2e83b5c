import type { ErrorLogFacts, RemoteFacts } from './remote-facts';
import { isAhead, parseLogStamp } from './log-stamp';
import { findArbiterEvents, type ArbiterEvents } from './error-log/arbiter';
import { findBootFailure, type BootFailure } from './error-log/boot-failure';
import { findDatabaseError } from './error-log/database-error';
import { findTracebacks, type Traceback } from './error-log/tracebacks';

export type { BootFailure, Traceback };

export type DatabaseErrorKind =
  'too-many-connections' | 'starting-up' | 'authentication' | 'refused' | 'timeout' | 'other';

export interface ErrorLogFindings {
  /** gunicorn could not load the application, and has not succeeded since. */
  readonly bootFailure: BootFailure | null;
  /** The last trouble with the database. `at` null: the log does not say when. */
  readonly databaseError: { readonly kind: DatabaseErrorKind; readonly at: number | null } | null;
  /** A write failed because the disk is full. */
  readonly diskFull: { readonly at: number | null } | null;
  /** By exception and place, the most recent last. */
  readonly tracebacks: readonly Traceback[];
  readonly arbiter: ArbiterEvents;
}

/** How the server's stamps relate to the laptop's clock, and when was looked: what is later bears no date. */
export interface LogClock {
  /** Server minus laptop. */
  readonly offsetMs: number;
  readonly zoneMinutes: number;
  readonly at?: number;
}

export interface StampedLine {
  readonly text: string;
  /** Of the line, or of the last stamped line before it; null where that stamp cannot be true. */
  readonly at: number | null;
  /** The stamp is the line's own: a record of the log begins here. */
  readonly isStamped: boolean;
}

const diskFullPattern = /No space left on device|\[Errno 28\]|ENOSPC|could not extend file|psycopg2\.errors\.DiskFull/i;

/**
 * Reads the tail of api-error.log as gunicorn, uvicorn and psycopg2 write it. Moments are by the laptop's clock; a stamp
 * without a zone is read as the server's own.
 */
export function readErrorLog(log: ErrorLogFacts, clock: LogClock = { offsetMs: 0, zoneMinutes: 0 }): ErrorLogFindings {
  const lines = stampLines(log, clock);
  return {
    bootFailure: findBootFailure(lines),
    databaseError: findDatabaseError(lines),
    diskFull: findDiskFull(lines),
    tracebacks: findTracebacks(lines, log.modifiedAt),
    arbiter: findArbiterEvents(lines),
  };
}

/** The log of one round, whose moments are by the laptop's clock. Null: it was not seen. */
export function readRoundLog(facts: RemoteFacts | null, at: number): ErrorLogFindings | null {
  if (facts?.errorLog == null) return null;
  const { clockOffsetMs: offsetMs, serverTimeZoneOffsetMinutes: zoneMinutes } = facts;
  return readErrorLog(facts.errorLog, { at, offsetMs, zoneMinutes });
}

function stampLines({ tail, modifiedAt }: ErrorLogFacts, clock: LogClock): readonly StampedLine[] {
  let last: number | null = null;
  return tail.map((text) => {
    const stamp = /^\[?\d{4}-/.test(text) ? parseLogStamp(text, clock.zoneMinutes) : null;
    const at = stamp === null ? null : stamp - clock.offsetMs;
    if (at !== null) last = isAhead(at, clock.at, modifiedAt) ? null : at;
    return { text, at: last, isStamped: stamp !== null };
  });
}

function findDiskFull(lines: readonly StampedLine[]): ErrorLogFindings['diskFull'] {
  const line = lines.findLast(({ text }) => diskFullPattern.test(text));
  return line === undefined ? null : { at: line.at };
}
