import type { Cause, PartId } from './model';
import type { RefusalReason } from './snapshot-types';

/** Names of the command line's `--json` stream: binding. */
export const restartStepIds = ['precheck', 'stop', 'start', 'answering', 'workers', 'stable'] as const;
export type RestartStepId = (typeof restartStepIds)[number];

export interface RestartStep {
  readonly id: RestartStepId;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: number;
  readonly ms: number | null;
  /** What the server's script printed: untrusted, capped, control characters made visible. */
  readonly output: string;
  readonly progress: { readonly done: number; readonly of: number } | null;
}

export type RestartFailure =
  | { readonly kind: 'script-missing'; readonly path: string }
  | { readonly kind: 'exit-code'; readonly code: number }
  | { readonly kind: 'old-process-remains' }
  | { readonly kind: 'no-process' }
  | { readonly kind: 'connection-lost' }
  | { readonly kind: 'gate-refused' }
  /** A fault of Vigía's own; the order may have been given. */
  | { readonly kind: 'internal' }
  /** Everything answers, and nothing shows that it was restarted. */
  | { readonly kind: 'nothing-changed' }
  | { readonly kind: 'not-answering' }
  | { readonly kind: 'permission' }
  | { readonly kind: 'start-limit' }
  | { readonly kind: 'workers-missing'; readonly n: number; readonly total: number }
  | { readonly kind: 'command-timeout'; readonly limitMs: number };

export type RestartOutcome =
  | { readonly kind: 'verified'; readonly ms: number }
  | { readonly kind: 'unverified'; readonly ms: number; readonly why: RestartFailure }
  | { readonly kind: 'failed'; readonly ms: number; readonly step: RestartStepId; readonly why: RestartFailure }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** Before and after, for the sheet and the audit. */
export interface RestartEvidence {
  readonly at: number;
  readonly cause: Cause | null;
  /** gunicorn's masters. */
  readonly pids: readonly number[];
  /** Processes of the API that serve, and how many there should be; null: not seen. */
  readonly workers: { readonly n: number; readonly total: number } | null;
  /** When the dashboard's unit entered its state; null: not known. */
  readonly unitChangedAt: number | null;
  readonly apiStatus: number | null;
  readonly apiMs: number | null;
  readonly portalStatus: number | null;
  readonly portalMs: number | null;
  readonly errors: ErrorCount | null;
}

/** Errors of the application in its log from `fromAt` on: the first of them, or since when there was none. */
export interface ErrorCount {
  readonly n: number;
  readonly fromAt: number;
  /** The last one's own line: server text. Also the reason of a start that failed. */
  readonly error: string | null;
}

export interface RestartRun {
  readonly serverId: string;
  readonly service: PartId;
  readonly startedAt: number;
  readonly steps: readonly RestartStep[];
  readonly outcome: RestartOutcome | null;
  readonly before: RestartEvidence | null;
  readonly after: RestartEvidence | null;
  /** She gave the order although three had not helped. */
  readonly anyway?: true;
}

/** A restart that was ordered and has ended: what the lock counts, and what is told of the last times. */
export interface PastRestart {
  readonly service: 'api' | 'dashboard';
  readonly startedAt: number;
  readonly ms: number;
  readonly outcome: 'verified' | 'unverified' | 'failed';
  /** Where it failed. */
  readonly step: RestartStepId | null;
  /** What failed before it; null: nothing, or nobody saw it. */
  readonly cause: Cause | null;
  /** From the beginning until the service answered; null: it did not. */
  readonly answeredMs: number | null;
  /** The application's last error in its log afterwards: server text. */
  readonly error: string | null;
}
