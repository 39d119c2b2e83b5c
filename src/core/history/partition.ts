/**
 * What every millisecond of a range was. Layers, each over the ones before it:
 *
 *   1. looks         two of them at most `maxGapMs` apart say what was between; everything else is no data  (seen.ts)
 *   2. known gaps    why there is no data
 *   3. spans         what the server's own records prove of the time without data, the strongest record first
 *   4. maintenance   planned
 *   5. corrections   what she said it was, the latest first
 *   6. the future    has not happened
 */
import { flatten, paint } from './intervals';
import { seen } from './seen';
import {
  evidenceSources,
  type Correction,
  type KnownGap,
  type Look,
  type MaintenanceRecord,
  type NoDataReason,
  type Range,
  type ReconstructedSpan,
  type Segment,
} from './types';

export interface PartitionInput {
  readonly range: Range;
  readonly now: number;
  /**
   * In any order, also twice. Those up to `maxGapMs` outside of the range are needed too (`lookRange`): what is between
   * two looks follows from both.
   */
  readonly looks: readonly Look[];
  readonly gaps: readonly KnownGap[];
  readonly spans: readonly ReconstructedSpan[];
  readonly maintenances: readonly MaintenanceRecord[];
  readonly corrections: readonly Correction[];
  /** Twice the interval of rounds. */
  readonly maxGapMs: number;
}

/**
 * The range as segments that touch, do not overlap and fill it exactly, whatever clocks did. Neighbours differ.
 * The partition of a part of the range is the cut of this one. `reason` is null where the time has not come yet, or its
 * next look is not due yet.
 */
export function partition(input: PartitionInput): readonly Segment[] {
  const { range, now } = input;
  if (!(range.toAt > range.fromAt)) return [];
  const { fromAt, toAt } = lookRange(range, input.maxGapMs);
  const near = <T extends Range>(records: readonly T[]) =>
    records.filter((record) => record.fromAt < toAt && record.toAt > fromAt);
  const spans = flatten(near(input.spans), strongerFirst);
  const gaps = flatten(near(input.gaps), tellingFirst);
  const maintenances = flatten(near(input.maintenances), earlierFirst);
  const corrections = near(input.corrections);
  const layers = [
    (segments: readonly Segment[]) => paint(segments, gaps, toNamed),
    (segments: readonly Segment[]) => paint(segments, spans, toRebuilt),
    (segments: readonly Segment[]) => paint(segments, maintenances, toPlanned),
    (segments: readonly Segment[]) => correct(segments, corrections),
    (segments: readonly Segment[]) => paint(segments, [{ fromAt: now, toAt: Infinity, item: null }], toFuture),
  ];
  return layers.reduce((segments, layer) => layer(segments), seen({ ...input, spans }));
}

/** Lays her corrections over what was measured: also where only segments are left of that. */
export function correct(segments: readonly Segment[], corrections: readonly Correction[]): readonly Segment[] {
  return paint(segments, flatten(corrections, latestFirst), toCorrected);
}

/** The looks that a partition of the range needs. */
export function lookRange({ fromAt, toAt }: Range, maxGapMs: number): Range {
  return { fromAt: fromAt - maxGapMs, toAt: toAt + maxGapMs };
}

/** Two records of the same kind that contradict each other: the one that flatters less. */
function strongerFirst(one: ReconstructedSpan, other: ReconstructedSpan): number {
  const rank = (span: ReconstructedSpan) =>
    evidenceSources.indexOf(span.source) * 4 + (span.state === 'down' ? 0 : 2) + (span.atMost ? 1 : 0);
  return rank(one) - rank(other) || earlierFirst(one, other);
}

/** What tells most about why nothing was seen. */
const reasons: readonly NoDataReason[] = ['damaged', 'paused', 'asleep', 'not-running', 'own-network', 'unknown'];

function tellingFirst(one: KnownGap, other: KnownGap): number {
  return reasons.indexOf(one.reason) - reasons.indexOf(other.reason) || earlierFirst(one, other);
}

function latestFirst(one: Correction, other: Correction): number {
  return other.madeAt - one.madeAt || earlierFirst(one, other);
}

function earlierFirst(one: Range, other: Range): number {
  return one.fromAt - other.fromAt || one.toAt - other.toAt;
}

function toNamed(segment: Segment, { reason }: KnownGap): Segment {
  return segment.kind === 'noData' ? { ...segment, reason } : segment;
}

/** A direct look outranks every record. */
function toRebuilt(segment: Segment, { state, source, cause, atMost }: ReconstructedSpan): Segment {
  if (segment.kind !== 'noData') return segment;
  return state === 'up'
    ? { ...segment, kind: 'reconstructedUp', cause: null, reason: null, source, unsure: atMost }
    : { ...segment, kind: 'reconstructedDown', cause, reason: null, source, unsure: atMost };
}

function toPlanned(segment: Segment): Segment {
  return { ...segment, kind: 'planned', cause: null, reason: null, source: null, unsure: false };
}

/** What she knows is certain. Cause, reason and source stay where they still make sense. */
function toCorrected(segment: Segment, { kind }: Correction): Segment {
  return {
    ...segment,
    kind,
    cause: kind === 'down' || kind === 'reconstructedDown' ? segment.cause : null,
    reason: kind === 'noData' ? (segment.reason ?? 'unknown') : null,
    source: kind === 'reconstructedUp' || kind === 'reconstructedDown' ? segment.source : null,
    unsure: false,
  };
}

function toFuture(segment: Segment): Segment {
  return { ...segment, kind: 'noData', cause: null, reason: null, source: null, unsure: false };
}
