import { describe, expect, test } from 'vitest';
import { endOfSnooze } from '../../src/main/snooze';
import { describeSnooze } from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';

const hour = 3_600_000;
/** By the laptop's own time zone, whichever it is. */
const clock = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).getTime();
const labelAt = (at: number) =>
  describeSnooze(
    'tomorrow',
    at,
    createTranslator({ language: 'es', address: 'neutral', timeZone: 'UTC', now: () => at }),
  );

test('an hour is an hour, and four are four', () => {
  expect(endOfSnooze('1h', clock(24, 22))).toBe(clock(24, 23));
  expect(endOfSnooze('4h', clock(24, 22)) - clock(24, 22)).toBe(4 * hour);
});

describe('until the morning', () => {
  test('is the next day by day and in the evening', () => {
    for (const at of [clock(24, 5), clock(24, 7, 59), clock(24, 15), clock(24, 23, 59)]) {
      expect(endOfSnooze('tomorrow', at)).toBe(clock(25, 8));
      expect(labelAt(at)).toBe('Hasta mañana a las 8:00');
    }
  });

  test('is this morning for whoever is still up', () => {
    for (const at of [clock(25, 0), clock(25, 3), clock(25, 4, 59)]) {
      expect(endOfSnooze('tomorrow', at)).toBe(clock(25, 8));
      expect(labelAt(at)).toBe('Hasta hoy a las 8:00');
    }
  });
});
