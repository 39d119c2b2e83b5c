import { describe, expect, test } from 'vitest';
import { dayOf, minuteOfDay, nextAt } from '../../src/core/local-time';
import { quietUntil } from '../../src/core/silence';

const bogota = 'America/Bogota';
const madrid = 'Europe/Madrid';
const hour = 3_600_000;

describe('her own clock', () => {
  test('is that of her zone', () => {
    const at = Date.UTC(2026, 10, 24, 3, 30);
    expect([minuteOfDay(at, bogota), dayOf(at, bogota)]).toEqual([22 * 60 + 30, '2026-11-23']);
    expect(minuteOfDay(Date.UTC(2026, 10, 24, 5, 0), bogota)).toBe(0);
  });

  test('shows the next 8:00 today or tomorrow', () => {
    const early = Date.UTC(2026, 10, 24, 11, 0);
    expect(nextAt(early, 8 * 60, bogota)).toBe(Date.UTC(2026, 10, 24, 13, 0));
    expect(nextAt(early + 2 * hour, 8 * 60, bogota)).toBe(Date.UTC(2026, 10, 25, 13, 0));
  });

  test('is right over the nights in which the clocks are changed', () => {
    // Forward on 29 March 2026 at 2:00, back on 25 October 2026 at 3:00.
    for (const evening of [Date.UTC(2026, 2, 28, 21, 0), Date.UTC(2026, 9, 24, 20, 0)]) {
      const morning = nextAt(evening, 7 * 60, madrid);
      expect(minuteOfDay(morning, madrid)).toBe(7 * 60);
      expect(morning - evening).toBeLessThan(12 * hour);
    }
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00', soundForOutage: false };

  test.each([
    ['before', 2, 59, null],
    ['at their beginning', 3, 0, Date.UTC(2026, 10, 24, 12, 0)],
    ['in the night', 8, 30, Date.UTC(2026, 10, 24, 12, 0)],
    ['at their end', 12, 0, null],
  ])('%s', (_when, utcHour, utcMinute, expected) => {
    expect(quietUntil(night, Date.UTC(2026, 10, 24, utcHour, utcMinute), bogota)).toBe(expected);
  });

  test('of a day need no midnight', () => {
    const siesta = { ...night, from: '13:00', to: '15:00' };
    expect(quietUntil(siesta, Date.UTC(2026, 10, 24, 19, 0), bogota)).toBe(Date.UTC(2026, 10, 24, 20, 0));
    expect(quietUntil(siesta, Date.UTC(2026, 10, 24, 21, 0), bogota)).toBeNull();
  });

  test('are none unless she chose them', () => {
    expect(quietUntil(null, Date.UTC(2026, 10, 24, 8, 0), bogota)).toBeNull();
  });
});
