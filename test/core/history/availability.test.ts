import { describe, expect, test } from 'vitest';
import { availabilityOf } from '../../../src/core/history/availability';
import { portalProfile } from '../../../src/core/portal-profile';
import { targetLine, targetOf, toIsoDuration } from '../../../src/core/history/targets';
import { noTotals, withoutShortOutages, totalsOf } from '../../../src/core/history/totals';
import type { Segment, SecondsKind, Totals } from '../../../src/core/history/types';

const hour = 3_600_000;
const sure = { up: 0, down: 0 };
const hours = (change: Partial<Totals>): Totals => ({
  ...noTotals,
  ...Object.fromEntries(Object.entries(change).map(([kind, value]) => [kind, value * hour])),
});

describe('a month of 720 hours', () => {
  test('seen all the time, with 3 h 36 min of downtime, keeps a target of 99.5 % exactly', () => {
    const figure = availabilityOf(hours({ up: 716.4, down: 3.6 }), sure, 0.995);
    expect(figure).toEqual({
      coverage: 1,
      availability: 0.995,
      bounds: { low: 0.995, high: 0.995 },
      verdict: 'met',
      left: 0,
    });
  });

  test('with one second more does not', () => {
    const totals = { ...hours({ up: 716.4, down: 3.6 }), up: 716.4 * hour - 1000, down: 3.6 * hour + 1000 };
    const { verdict, left } = availabilityOf(totals, sure, 0.995);
    expect([verdict, left]).toEqual(['missed', -1000]);
  });

  test('of which a third was not seen has the same figure, a lower coverage, and no verdict', () => {
    const { coverage, availability, bounds, verdict } = availabilityOf(
      hours({ up: 400, reconstructedUp: 78, down: 1, reconstructedDown: 1, noData: 240 }),
      sure,
      0.995,
    );
    expect([coverage, availability, verdict]).toEqual([480 / 720, 478 / 480, 'cannot-be-stated']);
    expect(bounds).toEqual({ low: 478 / 720, high: 718 / 720 });
  });

  test('that is known to have been down for longer than the target allows has missed it, whatever was not seen', () => {
    expect(availabilityOf(hours({ up: 300, down: 4, noData: 416 }), sure, 0.995).verdict).toBe('missed');
  });

  test('does not count planned time on either side', () => {
    const { coverage, availability, left } = availabilityOf(hours({ up: 600, planned: 120 }), sure, 0.995);
    expect([coverage, availability, left]).toEqual([1, 1, 3 * hour]);
  });

  test('carries changes that nobody saw in the bounds, not in the figure', () => {
    const totals = hours({ up: 716, down: 4 });
    const figure = availabilityOf(totals, { up: hour, down: 2 * hour }, 0.995);
    expect([figure.availability, figure.verdict]).toEqual([716 / 720, 'cannot-be-stated']);
    expect(figure.bounds).toEqual({ low: 715 / 720, high: 718 / 720 });
  });
});

test('of nothing, nothing is said', () => {
  const nothing = { coverage: 0, availability: null, bounds: { low: 0, high: 1 }, verdict: 'cannot-be-stated' };
  expect(availabilityOf(noTotals, sure, 0.995)).toEqual({ ...nothing, left: 0 });
  expect(availabilityOf(hours({ noData: 24 }), sure, 0.995)).toMatchObject(nothing);
  expect(availabilityOf(hours({ planned: 24 }), sure, 0.995)).toMatchObject(nothing);
});

describe('a target', () => {
  test.each([
    [0.995, 'PT3H36M', 'PT43H48M'],
    [0.999, 'PT43M12S', 'PT8H45M36S'],
    [0.9996, 'PT17M17S', 'PT3H30M14S'],
    [0.99, 'PT7H12M', 'PT87H36M'],
    [1, 'PT0S', 'PT0S'],
  ])('of %d allows %s a month and %s a year', (value, month, year) => {
    const { perMonthMs, perYearMs } = targetLine(value);
    expect([toIsoDuration(perMonthMs), toIsoDuration(perYearMs)]).toEqual([month, year]);
  });

  test.each([
    [99.5, 0.995],
    [99.9, 0.999],
    [99.99, 0.9999],
    [99.999, 0.99999],
    [90, 0.9],
  ])('that is set as %d %% is exactly %d', (targetPercent, share) => {
    expect(targetOf({ targetPercent })).toBe(share);
  });

  test('is that of the guide, unless another one is set', () => {
    expect(targetOf(portalProfile)).toBe(0.995);
  });
});

describe('outages under a minute', () => {
  /** Kinds and seconds, one after the other. */
  function row(...parts: readonly (readonly [SecondsKind, number])[]): readonly Segment[] {
    let at = 0;
    return parts.map(([kind, seconds]) => {
      const fromAt = at;
      at += seconds * 1000;
      return { fromAt, toAt: at, kind, cause: null, reason: null, source: null, unsure: false };
    });
  }
  const without = (...parts: readonly (readonly [SecondsKind, number])[]) => {
    const { up, down } = totalsOf(withoutShortOutages(row(...parts), 60_000));
    return [up / 1000, down / 1000];
  };

  test('are left out, those of a minute are not', () => {
    expect(without(['up', 300], ['down', 59], ['up', 300])).toEqual([659, 0]);
    expect(without(['up', 300], ['down', 60], ['up', 300])).toEqual([600, 60]);
  });

  test('are measured whole, also where their parts have different sources', () => {
    expect(without(['up', 300], ['down', 30], ['reconstructedDown', 40], ['up', 300])).toEqual([600, 30]);
  });

  test('stay where it is not known how long they really were', () => {
    expect(without(['up', 300], ['down', 30], ['noData', 300])).toEqual([300, 30]);
    expect(without(['down', 30], ['up', 300])).toEqual([300, 30]);
  });
});
