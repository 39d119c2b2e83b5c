import { describe, expect, test } from 'vitest';
import {
  graceMs,
  joinRestarts,
  lockOf,
  rememberRestart,
  usualRestart,
  whatRepeats,
  withHolding,
} from '../../src/core/past-restarts';
import type { PastRestart, RestartRun } from '../../src/core/restart-types';
import { minute, someTime } from '../support/builders';

function past(startedAt: number, change: Partial<PastRestart> = {}): PastRestart {
  return {
    service: 'api',
    startedAt,
    ms: 40_000,
    outcome: 'verified',
    step: null,
    cause: 'api-down',
    answeredMs: 20_000,
    error: null,
    ...change,
  };
}

describe('the lock', () => {
  const three = [0, 5, 10].map((minutes) => past(someTime + minutes * minute));
  test.each([
    [10, { n: 3, untilAt: someTime + 25 * minute }],
    [24, { n: 3, untilAt: someTime + 25 * minute }],
    [25, null],
  ])('of the third restart, %i min after the first', (minutes, expected) => {
    expect(lockOf(three, 'api', someTime + minutes * minute)).toEqual(expected);
  });

  test('needs three within half an hour', () => {
    expect(
      lockOf(
        [past(someTime), past(someTime + 20 * minute), past(someTime + 31 * minute)],
        'api',
        someTime + 32 * minute,
      ),
    ).toBeNull();
  });

  test('does not count what a clock that was set back puts into the future', () => {
    expect(lockOf(three, 'api', someTime - minute)).toBeNull();
  });
});

test('what is remembered says how long it took to answer, what failed before and what the log told after', () => {
  const run: RestartRun = {
    serverId: 'a',
    service: 'api',
    startedAt: someTime,
    steps: [{ id: 'answering', state: 'done', startedAt: someTime + 12_000, ms: 6000, output: '', progress: null }],
    outcome: { kind: 'unverified', ms: 30_000, why: { kind: 'workers-missing', n: 1, total: 4 } },
    before: null,
    after: {
      at: someTime + 30_000,
      cause: null,
      pids: [],
      workers: null,
      unitChangedAt: null,
      apiStatus: 200,
      apiMs: 20,
      portalStatus: 200,
      portalMs: 20,
      errors: { n: 1, fromAt: someTime, error: 'KeyError: x' },
    },
  };
  expect(rememberRestart([], run)).toEqual([
    past(someTime, { ms: 30_000, outcome: 'unverified', cause: null, answeredMs: 18_000, error: 'KeyError: x' }),
  ]);
});

test('restarts of two processes are each told once, in order, and of each service the last ones', () => {
  const mine = [past(30), past(10)];
  const theirs = [past(20), past(10), past(15, { service: 'dashboard' })];
  expect(joinRestarts(mine, theirs).map(({ startedAt }) => startedAt)).toEqual([10, 15, 20, 30]);
  const many = Array.from({ length: 20 }, (_, index) => past(index));
  const kept = joinRestarts(many, [past(0, { service: 'dashboard' })]);
  expect([kept.length, kept.at(-1)?.startedAt, kept.some(({ service }) => service === 'dashboard')]).toEqual([
    9,
    19,
    true,
  ]);
});

describe('how long one usually takes', () => {
  test('is the middle of those that worked', () => {
    const all = [past(1, { ms: 30_000 }), past(2, { ms: 90_000, outcome: 'failed' }), past(3, { ms: 50_000 })];
    expect(usualRestart(all, 'api')).toEqual({ ms: 40_000, n: 2 });
    expect(usualRestart(all, 'dashboard')).toBeNull();
  });

  test.each([
    [[20_000, 24_000], 90_000],
    [[20_000, 24_000, 40_000], 60_000],
    [[2000, 2000, 3000], 20_000],
    [[60_000, 100_000, 90_000], 120_000],
  ])('starts of %j give it %i ms to answer', (starts, expected) => {
    expect(
      graceMs(
        starts.map((answeredMs, index) => past(index, { answeredMs })),
        'api',
      ),
    ).toBe(expected);
  });
});

describe('whether it held', () => {
  const outage = (fromAt: number, toAt: number | null, cause: 'api-down' | 'proxy-down' = 'api-down') => ({
    id: String(fromAt),
    cause,
    fromAt,
    toAt,
    folded: false,
  });
  const endAt = someTime + 40_000;
  test.each([
    ['nothing failed since', [], null],
    ['the API failed again', [outage(endAt + 4 * minute, null)], 4 * minute],
    ['something else failed', [outage(endAt + 4 * minute, null, 'proxy-down')], null],
    ['the outage of before was over with it', [outage(someTime - minute, endAt + 20_000)], null],
    ['the outage of before went on', [outage(someTime - minute, null)], 0],
  ])('%s', (_what, outages, expected) => {
    const [seen] = withHolding({ restarts: [past(someTime)], outages }, someTime + 10 * minute);
    expect(seen?.failedAgainMs).toBe(expected);
  });

  test('ends with the next restart, which stops it on purpose', () => {
    const restarts = [past(someTime), past(someTime + 2 * minute)];
    const outages = [outage(someTime + 3 * minute, null)];
    expect(withHolding({ restarts, outages }, someTime + 10 * minute).map((one) => one.failedAgainMs)).toEqual([
      null,
      3 * minute - 2 * minute - 40_000,
    ]);
  });

  test('is not asked of one that did not work', () => {
    const restarts = [past(someTime, { outcome: 'failed' })];
    expect(withHolding({ restarts, outages: [outage(endAt + 1, null)] }, endAt + minute)[0]?.failedAgainMs).toBeNull();
  });
});

describe('what repeats', () => {
  test('is the error that most of them left, before the trouble that they had in common', () => {
    const error = "ModuleNotFoundError: No module named 'x'";
    expect(whatRepeats([past(1, { error }), past(2, { error: 'other' }), past(3, { error })])).toEqual({
      kind: 'error',
      error,
      n: 2,
      of: 3,
    });
    expect(whatRepeats([past(1, { error }), past(2), past(3, { cause: 'api-hung' })])).toEqual({
      kind: 'cause',
      cause: 'api-down',
      n: 2,
      of: 3,
    });
  });

  test('is nothing where nothing was seen twice', () => {
    expect(whatRepeats([past(1, { error: 'a' }), past(2, { error: 'b', cause: null })])).toBeNull();
  });
});
