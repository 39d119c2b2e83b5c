/** The short version of `npm run soak`: what grows with every round shows in two hundred. */
import { expect, test } from 'vitest';
import { countNames, findGrowth } from '../soak/judge';
import { runSoak } from '../soak/soak';

test(
  'two hundred rounds with random faults leave no handle, timer, listener or connection behind',
  { timeout: 120_000 },
  async () => {
    const result = await runSoak({ rounds: 200, seed: 7, realShare: 0.1, collect: () => undefined });
    expect(findGrowth(result.samples, countNames)).toEqual([]);
    // A fault of our own costs its round and nothing else.
    expect(result.rounds - result.kept).toBeLessThan(10);
    expect(result.realRounds).toBeGreaterThan(10);
  },
);
