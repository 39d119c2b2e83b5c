import type { Cause, PartId } from './model';
import type { RefusalReason } from './snapshot-types';

/** Names of the command line's `--json` stream: binding. */
export type RestartStepId = 'precheck' | 'stop' | 'start' | 'answering' | 'workers' | 'stable';

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
  readonly pids: readonly number[];
  /** When the dashboard's unit entered its state; null: not known. */
  readonly unitChangedAt: number | null;
  readonly apiStatus: number | null;
  readonly portalStatus: number | null;
}

export interface RestartRun {
  readonly serverId: string;
  readonly service: PartId;
  readonly startedAt: number;
  readonly steps: readonly RestartStep[];
  readonly outcome: RestartOutcome | null;
  readonly before: RestartEvidence | null;
  readonly after: RestartEvidence | null;
}
