import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestPauseMs, nextRoundIn } from '../../src/core/cadence';
import { initialServerState, type ServerState } from '../../src/core/monitor-state';
import { minute, server, someTime } from '../support/builders';

const every5 = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55];
const calm: ServerState = { ...initialServerState(server, undefined), rounds: 3, health: { status: 'up' } };

function delay(
  state: ServerState,
  watchdogMinutes: readonly number[] | null = null,
  at = someTime,
  random = 0.5,
): number {
  return nextRoundIn(state, { intervalMs: 5 * minute, watchdogMinutes, random }, at);
}

test('the first round is due at once', () => {
  expect(delay(initialServerState(server, undefined))).toBe(0);
});

test.each([
  [
    'one failed round',
    { status: 'failing', firstFailureAt: 0, lastFailureAt: 0, startSeen: true, rounds: 1, cause: 'api-down' },
    10_000,
  ],
  [
    'two failed rounds',
    { status: 'failing', firstFailureAt: 0, lastFailureAt: 0, startSeen: true, rounds: 2, cause: 'api-down' },
    20_000,
  ],
  ['an outage', { status: 'down' }, 60_000],
  ['a recovery', { status: 'recovering', goodSinceAt: 0, repairedBy: 'unknown', endSeen: true }, 20_000],
] as const)('after %s the next round comes soon', (_title, health, expected) => {
  expect(delay({ ...calm, health })).toBe(expected);
});

test('no pause without a look is longer than what the settings say', () => {
  const minutes = fc.integer({ min: 60, max: 3600 }).map((seconds) => (seconds / 60) * minute);
  const periods = fc.constantFrom(null, 1, 2, 3, 5, 10, 15, 30);
  fc.assert(
    fc.property(minutes, periods, fc.nat(3_600_000), fc.double({ min: 0, max: 1, noNaN: true }), (...drawn) => {
      const [intervalMs, period, offset, random] = drawn;
      const watchdogMinutes =
        period === null ? null : Array.from({ length: 60 / period }, (_, index) => index * period);
      const wait = nextRoundIn(calm, { intervalMs, watchdogMinutes, random }, someTime + offset);
      const bound = longestPauseMs(intervalMs, period === null ? null : period * minute);
      expect(wait).toBeLessThanOrEqual(bound);
    }),
  );
  // The bound is reached, so it is no idle promise.
  const every = { intervalMs: 5 * minute, watchdogMinutes: every5, random: 1 };
  const waits = Array.from({ length: 300 }, (_, second) => nextRoundIn(calm, every, someTime + second * 1000));
  expect(longestPauseMs(5 * minute, 5 * minute) - Math.max(...waits)).toBeLessThanOrEqual(1000);
});

test('five minutes with at most 30 s of jitter where no watchdog is known', () => {
  expect([delay(calm, null, someTime, 0), delay(calm, null, someTime, 1)]).toEqual([4.5 * minute, 5.5 * minute]);
});

test('rounds fall halfway between two runs of the watchdog, wherever they began', () => {
  for (let offset = 0; offset < 300; offset += 7) {
    const at = someTime + offset * 1000;
    const wait = delay(calm, every5, at);
    expect((at + wait) % (5 * minute)).toBe(2.5 * minute);
    expect(wait).toBeGreaterThanOrEqual(2.5 * minute);
    expect(wait).toBeLessThanOrEqual(7.5 * minute);
  }
});
