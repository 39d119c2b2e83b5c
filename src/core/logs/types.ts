/** The words of the logs: plain data that main process, command line and window share. No Node, no DOM. */
import type { RemoteError } from '../errors';

export const logSources = ['api-monitor', 'api-error', 'api-access', 'dashboard', 'nginx-error'] as const;
export type LogSource = (typeof logSources)[number];

/** How loud a line is by its own words; a line that says nothing stays without a level. */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug' | 'none';

/** How stamps without a zone are read: in the server's own, minutes east of UTC. */
export interface LogZone {
  readonly utcOffsetMinutes: number;
}

export interface ParsedLine {
  /** By the server's clock; null where the line bears no date. */
  readonly at: number | null;
  readonly level: LogLevel;
  /** Where the text begins after stamp, level and process. */
  readonly bodyFrom: number;
  /** It belongs to the line before: a traceback, a message of several lines. */
  readonly continues: boolean;
  /** A request that we made ourselves. */
  readonly isOwn: boolean;
}

/** The last lines, or all of some minutes by the server's clock. */
export type LogSpan =
  | { readonly kind: 'last'; readonly lines: number }
  | { readonly kind: 'window'; readonly fromAt: number; readonly toAt: number };

/** Why a log cannot be read. `drill`: nothing is read while one runs. */
export type LogFailure =
  RemoteError | { readonly kind: 'file-missing' } | { readonly kind: 'permission' } | { readonly kind: 'drill' };

/** `bad-pattern`: no regular expression that grep understands. `too-slow`: the server gave it up. */
export type LogSearchFailure =
  LogFailure | { readonly kind: 'bad-pattern'; readonly detail: string } | { readonly kind: 'too-slow' };

/** `limit`: there is more; ask again with `continues`. `stopped`: by her. */
export type LogSearchState = 'running' | 'finished' | 'limit' | 'stopped' | 'failed';

/** Of one source, with what was found since the last one. The last one of a source is not `running`. */
export interface LogSearchProgress {
  readonly source: LogSource;
  /** Raw, in file order; each progress is older than the one before. */
  readonly lines: readonly string[];
  /** Of each line, by the server's clock: its own stamp, else that of the last stamped line above it. */
  readonly ats: readonly (number | null)[];
  /** How far back was looked. */
  readonly reachedAt: number | null;
  readonly bytesRead: number;
  /** Null: not known, as in a journal. */
  readonly bytesTotal: number | null;
  /** Files that could not be read, or only in part. */
  readonly unreadFiles: number;
  readonly state: LogSearchState;
  readonly error: LogSearchFailure | null;
}
