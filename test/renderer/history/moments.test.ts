import { describe, expect, test } from 'vitest';
import { fromLocalMoment, preciseLength, secondsClock, toLocalMoment } from '../../../src/renderer/history/moments';
import { createWords, loadSpoken } from '../../../src/renderer/words';
import { fixtureContext, fixtureNow } from '../../support/renderer/fixtures';

const t = createWords(await loadSpoken('es'), fixtureContext, () => fixtureNow);
const zone = 'America/Bogota';

test.each([
  [0, '0 s'],
  [400, 'menos de 1 s'],
  [58_000, '58 s'],
  [120_000, '2 min'],
  [283_000, '4 min 43 s'],
  [3_600_000, '1 h'],
  [5_644_000, '1 h 34 min'],
  [100_000_000, '1 día y 3 h'],
])('%i ms between two steps are "%s"', (ms, text) => {
  expect(preciseLength(ms, t).replaceAll('\u00a0', ' ')).toBe(text);
});

test('a moment of the log has its seconds, on a 24-hour clock', () => {
  expect(secondsClock(Date.UTC(2026, 10, 12, 20, 3, 7), zone)).toBe('15:03:07');
});

describe('a moment typed by hand', () => {
  test.each([
    ['2026-11-12 15:03:07', Date.UTC(2026, 10, 12, 20, 3, 7)],
    [' 2026-11-12 15:03 ', Date.UTC(2026, 10, 12, 20, 3)],
    ['2026-11-12T9:03', Date.UTC(2026, 10, 12, 14, 3)],
  ])('"%s" is understood', (text, at) => {
    expect(fromLocalMoment(text, zone)).toBe(at);
  });

  test.each(['', '12/11/2026 15:03', '2026-11-12', '2026-11-12 25:00', '2026-11-12 15:60', '2026-13-01 10:00'])(
    '"%s" is not',
    (text) => {
      expect(fromLocalMoment(text, zone)).toBeNull();
    },
  );

  test.each(['Europe/Berlin', 'America/Bogota', 'Asia/Kathmandu', 'Australia/Lord_Howe'])(
    'is what was shown, all through a year, in %s',
    (timeZone) => {
      const wrong: string[] = [];
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 5 * 3_600_000 + 600_000) {
        const shown = toLocalMoment(at, timeZone);
        const back = fromLocalMoment(shown, timeZone);
        // An hour that comes twice is the first of them.
        if (back === null || toLocalMoment(back, timeZone) !== shown) wrong.push(shown);
      }
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    ['Europe/Berlin', Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25)],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 12), Date.UTC(2026, 9, 3, 12)],
  ])('is what was shown also where the clocks are changed, in %s', (timeZone, ...days) => {
    for (const from of days)
      for (let at = from; at < from + 6 * 3_600_000; at += 600_000) {
        const shown = toLocalMoment(at, timeZone);
        expect(toLocalMoment(fromLocalMoment(shown, timeZone) ?? 0, timeZone)).toBe(shown);
      }
  });
});
