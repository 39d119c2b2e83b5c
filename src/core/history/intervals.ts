/** Stretches of time laid over each other. Nothing here knows what they mean. */
import type { Range, Segment } from './types';

/** A stretch and the record that holds there. */
export interface Piece<T> extends Range {
  readonly item: T;
}

/** Whole, and longer than nothing: a clock that was set may have left others. */
function isProper({ fromAt, toAt }: Range): boolean {
  return toAt > fromAt;
}

/**
 * Records that may overlap, in any order, as pieces that do not. Where several hold, the first of `compare`'s order wins.
 */
export function flatten<T extends Range>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
): readonly Piece<T>[] {
  const sorted = items.filter(isProper).toSorted((one, other) => one.fromAt - other.fromAt);
  const edges = [...new Set(sorted.flatMap(({ fromAt, toAt }) => [fromAt, toAt]))].sort((one, other) => one - other);
  const pieces: Piece<T>[] = [];
  let active: readonly T[] = [];
  let next = 0;
  edges.slice(1).forEach((toAt, index) => {
    const fromAt = edges[index] ?? toAt;
    const begun: T[] = [];
    for (let item = sorted[next]; item !== undefined && item.fromAt <= fromAt; item = sorted[(next += 1)]) {
      begun.push(item);
    }
    active = [...active, ...begun].filter((item) => item.toAt > fromAt);
    const [first, ...others] = active;
    if (first === undefined) return;
    const item = others.reduce((best, one) => (compare(one, best) < 0 ? one : best), first);
    const last = pieces.at(-1);
    if (last?.item === item && last.toAt === fromAt) pieces[pieces.length - 1] = { ...last, toAt };
    else pieces.push({ fromAt, toAt, item });
  });
  return pieces;
}

/** The parts of the pieces inside a range; the pieces are sorted and do not overlap. */
export function cutTo<T extends Range>(pieces: readonly T[], { fromAt, toAt }: Range): readonly T[] {
  const cut: T[] = [];
  if (!isProper({ fromAt, toAt })) return cut;
  for (let at = firstAfter(pieces, fromAt); at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined || piece.fromAt >= toAt) break;
    cut.push({ ...piece, fromAt: Math.max(piece.fromAt, fromAt), toAt: Math.min(piece.toAt, toAt) });
  }
  return cut;
}

/** Index of the first piece that ends after a moment. */
function firstAfter(pieces: readonly Range[], at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.toAt ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The segments, with `color` applied where a piece covers them. Both are sorted; the segments stay gapless. */
export function paint<T>(
  segments: readonly Segment[],
  pieces: readonly Piece<T>[],
  color: (segment: Segment, item: T) => Segment,
): readonly Segment[] {
  if (pieces.length === 0) return segments;
  const painted: Segment[] = [];
  for (const segment of segments) {
    let at = segment.fromAt;
    for (const { fromAt, toAt, item } of cutTo(pieces, segment)) {
      append(painted, { ...segment, fromAt: at, toAt: fromAt });
      append(painted, { ...color(segment, item), fromAt, toAt });
      at = toAt;
    }
    append(painted, { ...segment, fromAt: at });
  }
  return painted;
}

/** Adds a segment; it is joined with the last one where they say the same. Nothing is added of no length. */
export function append(segments: Segment[], segment: Segment): void {
  if (!isProper(segment)) return;
  const last = segments.at(-1);
  if (last !== undefined && saysTheSame(last, segment)) segments[segments.length - 1] = { ...last, toAt: segment.toAt };
  else segments.push(segment);
}

function saysTheSame(one: Segment, other: Segment): boolean {
  return (
    one.kind === other.kind &&
    one.cause === other.cause &&
    one.reason === other.reason &&
    one.source === other.source &&
    one.unsure === other.unsure
  );
}
