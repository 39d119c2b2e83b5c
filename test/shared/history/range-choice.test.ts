import { safeParse } from 'valibot';
import { expect, test } from 'vitest';
import { toRange, type RangeChoice } from '../../../src/shared/history/range-choice';
import { requests } from '../../../src/shared/requests';

const bogota = 'America/Bogota';
/** 24 November 2026, 10:44 in Bogotá. */
const now = Date.UTC(2026, 10, 24, 15, 44);

/** As her calendar shows it. */
function days(choice: RangeChoice, timeZone = bogota, at = now): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const { fromAt, toAt } = toRange(choice, at, timeZone);
  return `${format.format(fromAt)} – ${format.format(toAt)}`;
}

test.each([
  ['day', 0, '2026-11-24 00:00 – 2026-11-24 10:44'],
  ['day', -1, '2026-11-23 00:00 – 2026-11-24 00:00'],
  ['days7', 0, '2026-11-18 00:00 – 2026-11-24 10:44'],
  ['days7', -1, '2026-11-11 00:00 – 2026-11-18 00:00'],
  ['days30', 0, '2026-10-26 00:00 – 2026-11-24 10:44'],
  ['month', 0, '2026-11-01 00:00 – 2026-11-24 10:44'],
  ['month', -1, '2026-10-01 00:00 – 2026-11-01 00:00'],
  ['quarter', -1, '2026-07-01 00:00 – 2026-10-01 00:00'],
  ['year', 0, '2026-01-01 00:00 – 2026-11-24 10:44'],
] as const)(
  '%s, %i steps from now, is whole days of her calendar and ends now at the latest',
  (kind, steps, expected) => {
    expect(days({ kind, steps })).toBe(expected);
  },
);

test('a free range includes both of its days, in whichever order they are given', () => {
  const expected = '2026-11-03 00:00 – 2026-11-06 00:00';
  expect(days({ kind: 'free', from: '2026-11-03', to: '2026-11-05' })).toBe(expected);
  expect(days({ kind: 'free', from: '2026-11-05', to: '2026-11-03' })).toBe(expected);
});

test('a range that lies in the future as a whole is today', () => {
  expect(days({ kind: 'free', from: '2027-02-01', to: '2027-02-05' })).toBe('2026-11-24 00:00 – 2026-11-24 10:44');
});

test('the last seven days begin at midnight also where the clocks were changed in between', () => {
  const berlin = Date.UTC(2026, 9, 27, 9);
  expect(days({ kind: 'days7', steps: 0 }, 'Europe/Berlin', berlin)).toBe('2026-10-21 00:00 – 2026-10-27 10:00');
});

test.each([
  { kind: 'day', steps: 1 },
  { kind: 'week', steps: 0 },
  { kind: 'day', steps: 0.5 },
  { kind: 'free', from: '2026-13-01', to: '2026-11-05' },
  { kind: 'free', from: '2026-11-03T00:00', to: '2026-11-05' },
  { kind: 'free', from: '2026-11-03' },
])('%o does not cross to the main process', (choice) => {
  expect(safeParse(requests['history:view'].entries.choice, choice).success).toBe(false);
});
