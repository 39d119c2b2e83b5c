/** What follows from direct looks alone, and from records of the server about a moment between two of them. */
import type { Cause } from '../model';
import { append, cutTo, type Piece } from './intervals';
import type { Look, NoDataReason, Range, ReconstructedSpan, Segment } from './types';

export interface SeenInput {
  readonly range: Range;
  readonly now: number;
  readonly looks: readonly Look[];
  /** Without overlaps. */
  readonly spans: readonly Piece<ReconstructedSpan>[];
  readonly maxGapMs: number;
}

/** The range as `up`, `down` and `noData`. */
export function seen({ range, now, looks, spans, maxGapMs }: SeenInput): readonly Segment[] {
  const sorted = inOrder(looks);
  const segments: Segment[] = [];
  const add = (segment: Segment) => {
    const fromAt = Math.max(segment.fromAt, range.fromAt);
    append(segments, { ...segment, fromAt, toAt: Math.min(segment.toAt, range.toAt) });
  };
  add(noData(-Infinity, sorted[0]?.at ?? Infinity, 'unknown'));
  sorted.forEach((look, index) => {
    const next = sorted[index + 1];
    if (next === undefined) add(noData(look.at, Infinity, tailReason(look, now, maxGapMs)));
    else if (next.at > range.fromAt && look.at < range.toAt) between(look, next, spans, maxGapMs).forEach(add);
  });
  return segments;
}

/** By time; of several at one moment the worst, and any look before one that saw nothing. */
function inOrder(looks: readonly Look[]): readonly Look[] {
  const rank = { down: 0, up: 1, unseen: 2 };
  const compare = (one: Look, other: Look) => one.at - other.at || rank[one.state] - rank[other.state];
  // As they are stored: then a year of them need not be sorted again.
  const inOrderAlready = looks.every((look, index) => index === 0 || compare(looks[index - 1] ?? look, look) <= 0);
  const sorted = inOrderAlready ? looks : looks.toSorted(compare);
  return sorted.filter((look, index) => look.at !== sorted[index - 1]?.at);
}

function between(
  look: Look,
  next: Look,
  spans: readonly Piece<ReconstructedSpan>[],
  maxGapMs: number,
): readonly Segment[] {
  const near = next.at - look.at <= maxGapMs;
  if (look.state === 'unseen' || next.state === 'unseen')
    return [noData(look.at, next.at, near ? 'own-network' : 'unknown')];
  if (!near) return [noData(look.at, next.at, 'unknown')];
  if (look.state === next.state) return [known(look.at, next.at, look.state, look.cause, false)];
  const marks: readonly Mark[] = [
    { fromAt: look.at, toAt: look.at, state: look.state, cause: look.cause, from: false, to: false },
    ...cutTo(spans, { fromAt: look.at, toAt: next.at }).flatMap((piece) => toMark(piece)),
    { fromAt: next.at, toAt: next.at, state: next.state, cause: next.cause, from: false, to: false },
  ];
  return marks.flatMap((mark, index) => [
    known(mark.fromAt, mark.toAt, mark.state, mark.cause, false),
    ...holeAfter(mark, marks[index + 1]),
  ]);
}

/** A stretch whose state is proven; `from` and `to`: the state changed at that very end. */
interface Mark extends Range {
  readonly state: 'up' | 'down';
  readonly cause: Cause | null;
  readonly from: boolean;
  readonly to: boolean;
}

/** Who stopped and started says when. A failing minute or a watchdog's question only says that it was down then. */
export const exactSources: ReadonlySet<ReconstructedSpan['source']> = new Set(['service-journal', 'boot']);

/**
 * Only a record of the outage itself says when it began and ended; one of good answers says that it was up then.
 * One that only bounds an outage pins nothing.
 */
function toMark({ fromAt, toAt, item }: Piece<ReconstructedSpan>): readonly Mark[] {
  if (item.atMost) return [];
  const exact = item.state === 'down' && exactSources.has(item.source);
  const { state, cause } = item;
  return [{ fromAt, toAt, state, cause, from: exact && fromAt === item.fromAt, to: exact && toAt === item.toAt }];
}

/** Between two proven stretches: what both say, or a change somewhere inside, counted as what came first. */
function holeAfter(mark: Mark, next: Mark | undefined): readonly Segment[] {
  if (next === undefined) return [];
  const hole = (state: 'up' | 'down', cause: Cause | null, unsure: boolean) => [
    known(mark.toAt, next.fromAt, state, cause, unsure),
  ];
  // A unit that ran again and a failure after it are two outages, and nobody knows since when there is the second.
  if (mark.state === next.state) return hole(mark.state, mark.cause, mark.state === 'down' && (mark.to || next.from));
  if (mark.to) return hole(next.state, next.cause, false);
  return hole(mark.state, mark.cause, !next.from);
}

/** The time since the last look is not lost yet while the next one is not due. */
function tailReason(last: Look, now: number, maxGapMs: number): NoDataReason | null {
  if (now - last.at > maxGapMs) return 'unknown';
  return last.state === 'unseen' ? 'own-network' : null;
}

function known(fromAt: number, toAt: number, state: 'up' | 'down', cause: Cause | null, unsure: boolean): Segment {
  return { fromAt, toAt, kind: state, cause: state === 'down' ? cause : null, reason: null, source: null, unsure };
}

function noData(fromAt: number, toAt: number, reason: NoDataReason | null): Segment {
  return { fromAt, toAt, kind: 'noData', cause: null, reason, source: null, unsure: false };
}
