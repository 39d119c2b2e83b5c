import type { Range } from './types';

/** Sets of time as ranges in order that neither overlap nor touch. Two sets joined in any order make the same one. */
export function joinRanges(...sets: readonly (readonly Range[])[]): readonly Range[] {
  const joined: Range[] = [];
  for (const { fromAt, toAt } of sets.flat().sort((a, b) => a.fromAt - b.fromAt)) {
    const last = joined.at(-1);
    if (toAt <= fromAt) continue;
    if (last !== undefined && fromAt <= last.toAt)
      joined[joined.length - 1] = { fromAt: last.fromAt, toAt: Math.max(last.toAt, toAt) };
    else joined.push({ fromAt, toAt });
  }
  return joined;
}

/** What is in the first set and not in the second. */
export function withoutRanges(set: readonly Range[], taken: readonly Range[]): readonly Range[] {
  const left: Range[] = [];
  const cuts = joinRanges(taken);
  let first = 0;
  for (const { fromAt, toAt } of joinRanges(set)) {
    let at = fromAt;
    while ((cuts[first]?.toAt ?? Infinity) <= fromAt) first += 1;
    for (let index = first; (cuts[index]?.fromAt ?? Infinity) < toAt; index += 1) {
      const cut = cuts[index];
      if (cut === undefined) break;
      if (cut.fromAt > at) left.push({ fromAt: at, toAt: cut.fromAt });
      at = Math.max(at, cut.toAt);
    }
    if (at < toAt) left.push({ fromAt: at, toAt });
  }
  return left;
}

export function commonRanges(a: readonly Range[], b: readonly Range[]): readonly Range[] {
  return withoutRanges(a, withoutRanges(a, b));
}

export function isWithin(at: number, set: readonly Range[]): boolean {
  return set.some(({ fromAt, toAt }) => fromAt <= at && at < toAt);
}
