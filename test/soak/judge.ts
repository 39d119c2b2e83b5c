import { median } from '../../src/core/samples';
import type { Held } from './soak';

export const countNames = ['handles', 'sockets', 'timers', 'listeners', 'connections', 'files'] as const;
export const memoryNames = ['heapBytes', 'rssBytes'] as const;

/** Medians of each quarter of the samples. */
export function toQuarters(samples: readonly Held[], name: keyof Held): readonly number[] {
  return [0, 1, 2, 3].map((n) => median(quarter(samples, n).map((one) => one[name])) ?? 0);
}

/**
 * What grew from the second quarter to the last; the first one is for warming up. Memory by its medians, within 5 %. Counts
 * go up and down by what is planned at the moment: the last quarter must usually be within what the second one reached.
 */
export function findGrowth(samples: readonly Held[], names: readonly (keyof Held)[]): readonly string[] {
  return names.filter((name) => {
    const [, second = 0, , last = 0] = toQuarters(samples, name);
    if (name === 'heapBytes' || name === 'rssBytes') return last > 1.05 * second;
    return last > Math.max(...quarter(samples, 1).map((one) => one[name]));
  });
}

function quarter(samples: readonly Held[], n: number): readonly Held[] {
  const size = samples.length / 4;
  return samples.slice(Math.round(n * size), Math.round((n + 1) * size));
}
