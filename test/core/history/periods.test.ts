import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parsePeriod,
  periodAt,
  periodKindOf,
  periodKinds,
  periodsIn,
  usualRange,
} from '../../../src/core/history/periods';
import type { Range } from '../../../src/core/history/types';
import { dayOf, startOfDay } from '../../../src/core/local-time';

const bogota = 'America/Bogota';
const madrid = 'Europe/Madrid';
/** UTC+5:45 all year, and UTC+12:45 or +13:45. */
const kathmandu = 'Asia/Kathmandu';
const chatham = 'Pacific/Chatham';
/** Its clocks go forward at midnight: that day begins at 1:00. */
const santiago = 'America/Santiago';
const zones = [bogota, madrid, kathmandu, chatham, santiago, 'UTC', 'Pacific/Apia', 'America/St_Johns'];
const hour = 3_600_000;

const iso = ({ fromAt, toAt }: Range) => [fromAt, toAt].map((at) => new Date(at).toISOString().replace('.000', ''));
const hours = ({ fromAt, toAt }: Range) => (toAt - fromAt) / hour;

describe('a day', () => {
  test.each([
    [bogota, '2026-11-24', '2026-11-24T05:00:00Z', 24],
    [kathmandu, '2026-11-24', '2026-11-23T18:15:00Z', 24],
    [madrid, '2026-03-29', '2026-03-28T23:00:00Z', 23],
    [madrid, '2026-10-25', '2026-10-24T22:00:00Z', 25],
    [chatham, '2026-04-05', '2026-04-04T10:15:00Z', 25],
    [chatham, '2026-09-27', '2026-09-26T11:15:00Z', 23],
    [santiago, '2026-09-06', '2026-09-06T04:00:00Z', 23],
  ])('in %s, %s begins at %s and has %d hours', (zone, day, begins, length) => {
    const range = parsePeriod(day, zone) ?? { fromAt: 0, toAt: 0 };
    expect([iso(range)[0], hours(range)]).toEqual([begins, length]);
  });

  test('begins with the first moment of its date, in every zone, on every date', () => {
    const at = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(at, fc.constantFrom(...zones.slice(0, 6)), (moment, zone) => {
        const day = dayOf(moment, zone);
        const start = startOfDay(day, zone);
        expect([dayOf(start, zone), dayOf(start - 1, zone) < day]).toEqual([day, true]);
      }),
    );
  });
});

describe('months, quarters and years', () => {
  const at = Date.UTC(2026, 10, 24, 15, 42);

  test.each([
    ['month', 0, '2026-11-01T05:00:00Z', '2026-12-01T05:00:00Z'],
    ['month', -11, '2025-12-01T05:00:00Z', '2026-01-01T05:00:00Z'],
    ['quarter', 0, '2026-10-01T05:00:00Z', '2027-01-01T05:00:00Z'],
    ['quarter', -1, '2026-07-01T05:00:00Z', '2026-10-01T05:00:00Z'],
    ['year', 1, '2027-01-01T05:00:00Z', '2028-01-01T05:00:00Z'],
    ['day', -24, '2026-10-31T05:00:00Z', '2026-11-01T05:00:00Z'],
  ] as const)('%s %d', (kind, steps, from, to) => {
    const range = periodAt(kind, at, bogota, steps);
    expect(iso(range)).toEqual([from, to]);
    expect(periodKindOf(range, bogota)).toBe(kind);
  });

  test('a range that is none of them is a free one', () => {
    expect(periodKindOf({ fromAt: at, toAt: at + hour }, bogota)).toBeNull();
    expect(periodKindOf(periodAt('month', at, bogota), madrid)).toBeNull();
  });

  test('cut a range into pieces that touch and fill it', () => {
    const moment = fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2030, 0, 1) });
    const length = fc.integer({ min: 1, max: 400 * 24 * hour });
    fc.assert(
      fc.property(
        moment,
        length,
        fc.constantFrom(...zones),
        fc.constantFrom(...periodKinds),
        (fromAt, ms, zone, kind) => {
          const range = { fromAt, toAt: fromAt + ms };
          const pieces = periodsIn(kind, range, zone);
          expect([pieces[0]?.fromAt, pieces.at(-1)?.toAt]).toEqual([range.fromAt, range.toAt]);
          pieces.forEach((piece, index) => {
            expect(piece.toAt).toBeGreaterThan(piece.fromAt);
            expect(pieces[index + 1]?.fromAt ?? range.toAt).toBe(piece.toAt);
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what she types', () => {
  test.each([
    ['2026', '2026-01-01T05:00:00Z', '2027-01-01T05:00:00Z'],
    ['2026-Q4', '2026-10-01T05:00:00Z', '2027-01-01T05:00:00Z'],
    ['2026-t1', '2026-01-01T05:00:00Z', '2026-04-01T05:00:00Z'],
    ['2024-02', '2024-02-01T05:00:00Z', '2024-03-01T05:00:00Z'],
    ['2024-02-29', '2024-02-29T05:00:00Z', '2024-03-01T05:00:00Z'],
  ])('%s', (text, from, to) => {
    expect(iso(parsePeriod(text, bogota) ?? { fromAt: 0, toAt: 0 })).toEqual([from, to]);
  });

  test.each(['', '26', '2026-13', '2026-00', '2026-02-30', '2026-11-24T10:00', '2026-Q5', '0026-11-24', 'ayer'])(
    '%j is none',
    (text) => {
      expect(parsePeriod(text, bogota)).toBeNull();
    },
  );
});

describe('the usual range', () => {
  const now = Date.UTC(2026, 10, 24, 15, 42);

  test('is the last full month, where anything of it is known', () => {
    const range = usualRange({ fromAt: Date.UTC(2026, 9, 30), toAt: now }, now, bogota);
    expect(iso(range)).toEqual(['2026-10-01T05:00:00Z', '2026-11-01T05:00:00Z']);
  });

  test('is else this month so far', () => {
    const soFar = ['2026-11-01T05:00:00Z', '2026-11-24T15:42:00Z'];
    expect(iso(usualRange({ fromAt: Date.UTC(2026, 10, 2), toAt: now }, now, bogota))).toEqual(soFar);
    expect(iso(usualRange(null, now, bogota))).toEqual(soFar);
  });
});
