import { describe, expect, test } from 'vitest';
import {
  endOf,
  isAtMost,
  meanTimeBetween,
  repairMsOf,
  repairStatistics,
  statisticsByCause,
  touches,
} from '../../../src/core/history/repair-statistics';
import type { IncidentRecord } from '../../../src/core/history/types';
import { minute, someTime } from '../../support/builders';
import { incident } from '../../support/hand-made-history';

const at = (minutes: number) => someTime + minutes * minute;
const hourMs = 60 * minute;
const hour = { fromAt: at(0), toAt: at(60) };

test('of no outage there is nothing but its number', () => {
  expect(repairStatistics([], hour, at(60))).toEqual({
    n: 0,
    open: 0,
    totalMs: 0,
    longestMs: null,
    isLongestAtMost: false,
    medianRepairMs: null,
    meanRepairMs: null,
    repairs: 0,
    ends: { reconstructed: 0, atMost: 0 },
    detection: { n: 0, medianMs: null, worstMs: null },
  });
});

test('a repair lasts from the first sign, wherever it was seen, to the first of two good looks', () => {
  const signed = incident(at(10), 5 * minute, { firstSignAt: at(8), toldAt: at(13) });
  const late = incident(at(30), 5 * minute, { firstSignAt: at(33), toldAt: at(31) });
  const { medianRepairMs, meanRepairMs, longestMs, detection } = repairStatistics([signed, late], hour, at(60));
  expect([medianRepairMs, meanRepairMs, longestMs]).toEqual([6 * minute, 6 * minute, 7 * minute]);
  expect(detection).toEqual({ n: 2, medianMs: 3 * minute, worstMs: 5 * minute });
});

test('the median is not moved by one bad night, the mean is', () => {
  const outages = [1, 2, 3, 4, 90].map((minutes, index) => incident(at(index * 100), minutes * minute));
  const statistics = repairStatistics(outages, { fromAt: at(0), toAt: at(1000) }, at(1000));
  expect([statistics.medianRepairMs, statistics.meanRepairMs]).toEqual([3 * minute, 20 * minute]);
});

test('one that goes on counts with its time so far, and its repair is not guessed', () => {
  const statistics = repairStatistics([incident(at(50), null)], hour, at(55));
  expect(statistics).toMatchObject({ n: 1, open: 1, totalMs: 5 * minute, longestMs: null, repairs: 0 });
});

test('one that crosses the end of the range counts with its part, so that the parts of two ranges are the whole', () => {
  const crossing = [incident(at(50), 30 * minute)];
  const next = { fromAt: at(60), toAt: at(120) };
  const first = repairStatistics(crossing, hour, at(500));
  const second = repairStatistics(crossing, next, at(500));
  expect([first.totalMs, second.totalMs]).toEqual([10 * minute, 20 * minute]);
  expect([first.longestMs, second.longestMs]).toEqual([30 * minute, 30 * minute]);
});

test('what lies outside does not count', () => {
  const outside = [incident(at(-10), 10 * minute), incident(at(60), minute)];
  expect(repairStatistics(outside, hour, at(500)).n).toBe(0);
});

test('one that was over at once counts where it lies, also at the very beginning', () => {
  expect([at(0), at(30), at(60)].map((moment) => repairStatistics([incident(moment, 0)], hour, at(500)).n)).toEqual([
    1, 1, 0,
  ]);
});

test('no length is negative, whatever the clock did', () => {
  const backwards = incident(at(20), -5 * minute, { toldAt: at(1) });
  expect(repairStatistics([backwards], hour, at(0))).toMatchObject({
    n: 1,
    totalMs: 0,
    longestMs: 0,
    detection: { worstMs: 0 },
  });
});

test('causes stand in the order of how often they were it', () => {
  const outages = [
    incident(at(1), 30 * minute, { cause: 'database-down' }),
    incident(at(40), minute),
    incident(at(50), minute),
  ];
  const causes = statisticsByCause(outages, hour, at(60)).map(({ cause, statistics }) => [cause, statistics.n]);
  expect(causes).toEqual([
    ['api-down', 2],
    ['database-down', 1],
  ]);
});

test('the time between outages needs three of them, and counts known time only', () => {
  expect([meanTimeBetween(2, 600), meanTimeBetween(3, 600)]).toEqual([null, 200]);
});

test('time that two outages share is down once', () => {
  const asleep = incident(at(0), 30 * minute);
  const inside = incident(at(10), 10 * minute, { source: 'reconstructed' });
  expect(repairStatistics([asleep, inside, incident(at(40), 5 * minute)], hour, at(60))).toMatchObject({
    n: 3,
    totalMs: 35 * minute,
  });
});

describe('an outage whose end nobody watched', () => {
  const recovery = { at: at(20), source: 'watchdog-log', atMost: false } as const;

  test('is as long as the server’s own record says, and the look stays', () => {
    const seen = incident(at(0), 9 * hourMs, { recovery });
    expect([endOf(seen), repairMsOf(seen), isAtMost(seen), seen.recoveredAt]).toEqual([
      at(20),
      20 * minute,
      false,
      at(0) + 9 * hourMs,
    ]);
    const statistics = repairStatistics([seen], { fromAt: at(0), toAt: at(600) }, at(600));
    expect([statistics.longestMs, statistics.totalMs, statistics.ends]).toEqual([
      20 * minute,
      20 * minute,
      { reconstructed: 1, atMost: 0 },
    ]);
  });

  test('touches no time after that end', () => {
    expect(touches(incident(at(0), 9 * hourMs, { recovery }), { fromAt: at(30), toAt: at(60) })).toBe(false);
  });

  test('never lasts longer than until it was seen well', () => {
    expect(endOf(incident(at(0), 5 * minute, { recovery }))).toBe(at(5));
  });

  test('is bounded where no record, or only a later one, says when it was over', () => {
    expect(isAtMost(incident(at(0), 9 * hourMs, { recovery: { ...recovery, atMost: true } }))).toBe(true);
    expect(isAtMost(incident(at(0), 9 * hourMs, { atMost: true }))).toBe(true);
    const day = { fromAt: at(0), toAt: at(24 * 60) };
    const bounded = incident(at(0), 9 * minute, { atMost: true });
    const longestOf = (...all: readonly IncidentRecord[]) => repairStatistics(all, day, day.toAt).isLongestAtMost;
    expect([longestOf(bounded), longestOf(bounded, incident(at(20), 5 * minute))]).toEqual([true, true]);
    expect([longestOf(bounded, incident(at(20), 9 * minute)), longestOf(incident(at(20), minute))]).toEqual([
      false,
      false,
    ]);
  });
});
