/**
 * The words of history: what is stored, and what is concluded from it. Moments are epoch milliseconds of the laptop's
 * clock; a range is half-open, [fromAt, toAt).
 */
import type { Cause, CheckResult, Confidence, Evidence, HttpPhases, OverallStatus } from '../model';
import type { RepairedBy } from '../monitor-state';

export interface Range {
  readonly fromAt: number;
  readonly toAt: number;
}

// ── What was seen ────────────────────────────────────────────────────────────

/** Whether users were served when somebody looked. `unseen`: the look proved nothing (our own network). */
export type LookState = 'up' | 'down' | 'unseen';

/** One round, as far as availability goes. */
export interface Look {
  /** When the round began: a failure is dated by its first failed probe. */
  readonly at: number;
  readonly state: LookState;
  /** Of `down` and `unseen`. */
  readonly cause: Cause | null;
}

/** One round as it is stored. */
export interface StoredRound {
  readonly serverId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: OverallStatus;
  readonly cause: Cause | null;
  readonly confidence: Confidence;
  readonly checks: readonly CheckResult[];
  /** Phases of the two public probes; null where that probe did not run. */
  readonly portal: HttpPhases | null;
  readonly api: HttpPhases | null;
}

/** Why nobody looked, or what was seen proves nothing. */
export type NoDataReason = 'asleep' | 'not-running' | 'own-network' | 'paused' | 'damaged' | 'unknown';

/** A stretch without data whose reason is known. */
export interface KnownGap extends Range {
  readonly reason: NoDataReason;
}

// ── What the server's own records prove of the time when nobody looked ───────

/** The strongest first; a direct look outranks them all. */
export const evidenceSources = ['access-log', 'service-journal', 'watchdog-log', 'boot'] as const;
export type EvidenceSource = (typeof evidenceSources)[number];

/** A stretch that a record of the server proves. The absence of a record proves nothing and makes no span. */
export interface ReconstructedSpan extends Range {
  readonly state: 'up' | 'down';
  readonly source: EvidenceSource;
  /**
   * Down: it began or ended somewhere inside, the true length is at most this ("como máximo"). Up: that is proved of one
   * part of the portal, and of the other nothing is known.
   */
  readonly atMost: boolean;
  readonly cause: Cause | null;
}

// ── What is concluded ────────────────────────────────────────────────────────

export const secondsKinds = ['up', 'down', 'reconstructedUp', 'reconstructedDown', 'planned', 'noData'] as const;
export type SecondsKind = (typeof secondsKinds)[number];

/** One piece of a range; the pieces of a range touch, do not overlap, and fill it exactly. */
export interface Segment extends Range {
  readonly kind: SecondsKind;
  /** Of `down` and `reconstructedDown`. */
  readonly cause: Cause | null;
  /** Of `noData`. */
  readonly reason: NoDataReason | null;
  /** Of the reconstructed kinds. */
  readonly source: EvidenceSource | null;
  /**
   * Carried in the bounds: the two looks at its ends differ and no record says when it changed (counted as its first
   * end), a record only bounds it, or proves it of one part of the portal.
   */
  readonly unsure: boolean;
}

/** Milliseconds of each kind; they add up to the range exactly. */
export type Totals = Readonly<Record<SecondsKind, number>>;

/** She corrected a stretch; what was measured is kept beside it. */
export interface Correction extends Range {
  readonly id: string;
  readonly kind: SecondsKind;
  readonly reason: string;
  readonly by: string;
  readonly madeAt: number;
}

export interface IncidentNote {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

export interface IncidentAction {
  readonly at: number;
  readonly service: 'api' | 'dashboard';
  readonly outcome: string;
  readonly ms: number | null;
}

/** When a watched outage was over by the server's own records, between the last failed look and the first good one. */
export interface Recovery {
  readonly at: number;
  readonly source: EvidenceSource;
  /** It was over by then, and no record says since when. */
  readonly atMost: boolean;
}

/** One outage with its whole timeline. */
export interface IncidentRecord {
  readonly id: string;
  readonly cause: Cause;
  /** The first sign in a record of the server, where there is one before the first failed look. */
  readonly firstSignAt: number | null;
  readonly firstFailureAt: number;
  readonly confirmedAt: number | null;
  readonly toldAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly actions: readonly IncidentAction[];
  /** The first of two good looks; null: it goes on. */
  readonly recoveredAt: number | null;
  /** Null: no record of the server proves an earlier end, or somebody watched it. It never takes the place of the look. */
  readonly recovery: Recovery | null;
  readonly repairedBy: RepairedBy | null;
  readonly source: 'observed' | 'reconstructed';
  /** It began or ended while nobody looked and no record says when. */
  readonly atMost: boolean;
  /** Of a reconstructed one: it was over by `recoveredAt`, and no record says since when. */
  readonly endAtMost?: boolean;
  readonly evidence: readonly Evidence[];
  /** Later causes of the same outage, in order. */
  readonly causes: readonly { readonly at: number; readonly cause: Cause }[];
  readonly notes: readonly IncidentNote[];
}

/** How long something took, as well as stamps of a whole second tell it. */
export interface Bounded {
  readonly atLeastMs: number;
  readonly atMostMs: number;
}

/** Something without an outage of its own: a worker replaced, a reboot, a repair by the watchdog, a certificate renewed … */
export interface NoteRecord {
  readonly at: number;
  readonly note: string;
  readonly source: 'observed' | 'reconstructed';
  /** By the server's records; null: they do not tell. */
  readonly took: Bounded | null;
}

export interface MaintenanceRecord extends Range {
  readonly plannedUntilAt: number | null;
}

/** One point of a trend. Null: nothing was measured in it. */
export interface SeriesPoint {
  readonly at: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly n: number;
}

/** What views, reports and the command line may ask. Every answer is plain data; nothing is written. */
export interface HistoryReader {
  /** From the first to the last thing known of this server; null: nothing is. */
  extent(serverId: string): Range | null;
  /** An exact partition of the range; time before the extent and after `now` is `noData`. */
  segments(serverId: string, range: Range): readonly Segment[];
  looks(serverId: string, range: Range): readonly Look[];
  incidents(serverId: string, range: Range): readonly IncidentRecord[];
  notes(serverId: string, range: Range): readonly NoteRecord[];
  maintenances(serverId: string, range: Range): readonly MaintenanceRecord[];
  corrections(serverId: string, range: Range): readonly Correction[];
  /** Values of one check, e.g. `api.public`, `disk:/`, or of a phase, `portal.firstByte`; at most `points` points. */
  series(serverId: string, check: string, range: Range, points: number): readonly SeriesPoint[];
  /** Its series' names. */
  checks(serverId: string): readonly string[];
}
