/** When somebody looked: stretches between rounds that had evidence. What lies outside of them is no data. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const keptMs = 36 * 3_600_000;

/** A round with evidence at `at` goes on with the last stretch when it came within `lifeMs`, else it begins a new one. */
export function addWatched(
  stretches: readonly Stretch[],
  at: number,
  lifeMs: number,
  gap: boolean,
): readonly Stretch[] {
  const kept = stretches.filter(({ from, to }) => to > at - keptMs && from <= at);
  const last = kept.at(-1);
  const goesOn = last !== undefined && !gap && at >= last.to && at - last.to <= lifeMs;
  return goesOn ? [...kept.slice(0, -1), { from: last.from, to: at }] : [...kept, { from: at, to: at }];
}

/** How much of a time was watched, in milliseconds. */
export function watchedMs(stretches: readonly Stretch[], from: number, to: number): number {
  return stretches.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
}
