/** All that views may see: plain data, immutable, with a revision. No secrets. */
import type { Cause, CheckResult, Diagnosis, Observation, OverallStatus, PartId, Since } from './model';
import type { DrillScenario } from './drill/scenario-ids';
import type { DrillCaption } from './drill/scenarios';
import type { MachineSnapshot } from './machine';
import type { OptionalCheck } from './optional-checks';
import type { PastRestart, RestartRun } from './restart-types';
import type { Thresholds } from './thresholds';

export interface Snapshot {
  readonly revision: number;
  readonly at: number;
  /** Worst of all servers. `no-data` where there is none. */
  readonly overall: OverallStatus;
  readonly demo: boolean;
  /** A drill is shown: none of this is happening on the server. */
  readonly drill: DrillSnapshot | null;
  readonly servers: readonly ServerSnapshot[];
  readonly warnings: readonly AppWarning[];
}

export interface DrillSnapshot {
  readonly scenario: DrillScenario;
  readonly caption: DrillCaption;
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  readonly paused: boolean;
  /** The drill's clock minus the real one: ages are counted by it. */
  readonly aheadMs: number;
}

export interface ServerSnapshot {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly url: string;
  readonly host: string;
  readonly user: string | null;
  readonly status: OverallStatus;
  /** Why `no-data`, where it is. */
  readonly noData: NoDataReason | null;
  /** The verdict that holds; null until the first round has ended, and when its evidence is too old. */
  readonly diagnosis: Diagnosis | null;
  /** A failure was seen and is being confirmed: shown under the previous answer. */
  readonly confirming: { readonly cause: Cause; readonly sinceAt: number; readonly answerBy: number } | null;
  /** Users are served again since then, and one more good look is needed before the outage counts as over. */
  readonly recoveringSinceAt: number | null;
  readonly incident: IncidentSnapshot | null;
  readonly checking: boolean;
  readonly lastRoundAt: number | null;
  readonly nextRoundAt: number | null;
  readonly services: readonly ServiceSnapshot[];
  readonly checks: readonly CheckResult[];
  /** Null: nobody could look inside, or what was seen is too old. */
  readonly machine: MachineSnapshot | null;
  /** Its disks, also while nothing is known of them. */
  readonly mounts: readonly string[];
  /** From which value on something is worth a word. */
  readonly thresholds: Thresholds;
  /** What she switched off. */
  readonly off: readonly OptionalCheck[];
  readonly observation: ObservationSummary | null;
  readonly restart: RestartRun | null;
  /** Her last ones that were ordered, the newest last. */
  readonly restarts: readonly RestartSnapshot[];
  /** What was known is silenced until then. Measuring goes on. */
  readonly snoozedUntil: number | null;
  /** `troubled`: something fails in it right now. */
  readonly maintenance: { readonly fromAt: number; readonly untilAt: number; readonly troubled: boolean } | null;
  /** Why nothing is told of what is wrong now. */
  readonly quiet: { readonly reason: QuietReason; readonly until: number | null } | null;
  /** What mended itself within a day. */
  readonly repairsOfDay: number;
  /** Since when the status has been what it is. */
  readonly statusSinceAt: number | null;
  /** A host key that waits for her: unknown or changed. */
  readonly hostKey: {
    readonly kind: 'unknown' | 'changed';
    readonly fingerprint: string;
    readonly known: string | null;
  } | null;
}

export const quietReasons = [
  'snoozed',
  'maintenance',
  'quiet-hours',
  'acknowledged',
  'own-restart',
  'waking',
  'folded',
] as const;
export type QuietReason = (typeof quietReasons)[number];

export type NoDataReason =
  | { readonly kind: 'slept'; readonly sleptMs: number }
  | { readonly kind: 'maintenance-ended' }
  | { readonly kind: 'never-checked' }
  | { readonly kind: 'too-old'; readonly lastAt: number }
  | { readonly kind: 'blind'; readonly cause: Cause };

export interface IncidentSnapshot {
  readonly id: string;
  readonly cause: Cause;
  readonly firstFailureAt: number;
  readonly confirmedAt: number;
  readonly toldAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly nextReminderAt: number | null;
}

/** What a service row shows. `restart` says whether the button works, and why not. */
export interface ServiceSnapshot {
  readonly id: PartId;
  readonly status: 'well' | 'attention' | 'down' | 'unknown';
  /** What the last round saw of it inside; null: nothing that counts. */
  readonly facts: ServiceFacts | null;
  /** While it fails, since it fails; else since it runs. */
  readonly since: Since | null;
  readonly explainedBy: Cause | null;
  readonly restart: RestartOffer;
  /** What a restart runs on the server: to be read, never to be sent. */
  readonly orders: readonly string[];
  /** The API's processes, the master first, and how many workers it should have. */
  readonly workers: readonly WorkerSnapshot[];
  readonly workersWanted: number;
}

export interface WorkerSnapshot {
  readonly pid: number;
  readonly ageSeconds: number | null;
  /** `young`: took the place of another since its master began; `orphan`: its master is gone. */
  readonly role: 'master' | 'worker' | 'young' | 'orphan';
}

export type UnitWord =
  | 'running'
  | 'starting'
  | 'stopping'
  /** It falls at every start, and systemd starts it again. */
  | 'looping'
  | 'stopped'
  | 'failed'
  /** systemd's start limit: it tries no more. */
  | 'given-up'
  | 'masked'
  | 'missing'
  | 'unknown';

/** `raw`: the server's own words, shown small where something is wrong. */
export type ServiceFacts =
  | { readonly kind: 'processes'; readonly masters: number; readonly n: number; readonly total: number }
  /** `isEnabled`: it starts with the machine. */
  | { readonly kind: 'unit'; readonly word: UnitWord; readonly raw: string; readonly isEnabled: boolean }
  | {
      readonly kind: 'database';
      readonly word: 'accepting' | 'rejecting' | 'no-answer' | 'running' | 'stopped' | 'unknown';
      readonly raw: string | null;
    };

export interface RestartSnapshot extends PastRestart {
  /** How long after it worked the service failed again; 0: the outage went on. Null: it held, as far as is known. */
  readonly failedAgainMs: number | null;
}

export type RestartOffer =
  /** No restart exists for this part. */
  | { readonly kind: 'none' }
  /** One click restarts at once: the diagnosis says that it helps. */
  | { readonly kind: 'one-click' }
  /** Works, and asks first: the service is well, or it may help only once. */
  | { readonly kind: 'confirm' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export type RefusalReason =
  | { readonly kind: 'database' }
  | { readonly kind: 'disk'; readonly usedPercent: number }
  | { readonly kind: 'disk-damaged' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'booting'; readonly by: number }
  | { readonly kind: 'running'; readonly service: PartId; readonly beganAt: number }
  | { readonly kind: 'watchdog'; readonly leftMs: number; readonly waitMs: number }
  /** `n` restarts in half an hour did not mend it. */
  | { readonly kind: 'locked'; readonly at: number; readonly n: number }
  | { readonly kind: 'permission'; readonly service: PartId }
  | { readonly kind: 'identity' }
  | { readonly kind: 'two-masters' }
  | { readonly kind: 'useless'; readonly cause: Cause }
  /** The service is well and nobody confirmed. */
  | { readonly kind: 'not-confirmed' }
  | { readonly kind: 'drill' };

/** Figures of the last round for the evidence lists; no bodies, no log lines. */
export interface ObservationSummary {
  readonly at: number;
  readonly portal: Observation['portal'];
  readonly api: Observation['api'];
  readonly ssh:
    | { readonly kind: 'facts'; readonly ms: number }
    | { readonly kind: 'failed'; readonly error: string; readonly ms: number };
  readonly witnesses: Observation['witnesses'];
}

export type AppWarning =
  | { readonly kind: 'settings-restored'; readonly from: number; readonly path: string }
  | { readonly kind: 'settings-lost'; readonly path: string }
  | { readonly kind: 'settings-newer' }
  | { readonly kind: 'secrets-unavailable' }
  | { readonly kind: 'secrets-unreadable' }
  | { readonly kind: 'disk-full'; readonly sinceAt: number }
  /** The damaged file is at `path`; the new one begins empty, or with what could be saved of the old one. */
  | { readonly kind: 'history-damaged'; readonly path: string }
  | { readonly kind: 'history-repaired'; readonly path: string; readonly untilAt: number }
  | { readonly kind: 'notices-blocked'; readonly reason: string };
