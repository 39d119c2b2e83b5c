import { describe, expect, test } from 'vitest';
import { minutesAround, toFreeRange, toTypedRange, type TypedRange } from '../../../src/renderer/logs/free-range';

const zone = 'America/Bogota';
const now = Date.UTC(2026, 10, 24, 15, 45, 20);
const at = (hour: number, minute: number, second = 0) => Date.UTC(2026, 10, 24, hour + 5, minute, second);
const typed = (part: Partial<TypedRange> = {}): TypedRange => ({
  fromDay: '2026-11-24',
  fromTime: '10:40',
  toDay: '2026-11-24',
  toTime: '10:42',
  ...part,
});

describe('a time that is typed', () => {
  test.each<readonly [string, Partial<TypedRange>, unknown]>([
    ['holds its last minute whole', {}, { fromAt: at(10, 40), toAt: at(10, 42) + 59_999 }],
    ['may be one minute', { toTime: '10:40' }, { fromAt: at(10, 40), toAt: at(10, 40) + 59_999 }],
    [
      'may have seconds',
      { fromTime: '10:40:05', toTime: '10:40:07' },
      { fromAt: at(10, 40, 5), toAt: at(10, 40, 7) + 999 },
    ],
    [
      'takes times as people write them',
      { fromTime: ' 7 ', toTime: '0730' },
      { fromAt: at(7, 0), toAt: at(7, 30) + 59_999 },
    ],
    [
      'may end in the future',
      { toDay: '2026-11-30' },
      { fromAt: at(10, 40), toAt: at(10, 42) + 6 * 86_400_000 + 59_999 },
    ],
    ['needs its day', { fromDay: '' }, { field: 'fromDay', problem: 'day' }],
    ['needs a day that there is', { toDay: '2026-13-45' }, { field: 'toDay', problem: 'day' }],
    ['needs a time of 24 hours', { fromTime: '25:30' }, { field: 'fromTime', problem: 'time' }],
    ['needs both times', { toTime: '' }, { field: 'toTime', problem: 'time' }],
    ['ends after it begins', { toTime: '10:39' }, { field: 'toTime', problem: 'order' }],
    ['begins before now', { fromTime: '10:46', toTime: '10:50' }, { field: 'fromDay', problem: 'future' }],
  ])('%s', (_name, part, expected) => {
    expect(toFreeRange(typed(part), now, zone)).toEqual(expected);
  });

  test('is the same again when it is shown', () => {
    for (const part of [
      {},
      { fromTime: '10:40:05', toTime: '10:40:07' },
      { toTime: '10:40:59' },
      { toDay: '2026-11-25' },
    ]) {
      const range = toFreeRange(typed(part), now, zone);
      if ('problem' in range) throw new Error(range.problem);
      expect(toFreeRange(toTypedRange(range, zone), now, zone)).toEqual(range);
    }
    expect(toTypedRange({ fromAt: at(10, 40), toAt: at(10, 42) + 59_999 }, zone)).toEqual(typed());
  });

  test('begins as the whole minutes around what is shown, and not later than now', () => {
    const shown = { fromAt: at(10, 40, 31), toAt: at(11, 0) };
    expect(minutesAround(shown, now)).toEqual({ fromAt: at(10, 40), toAt: at(10, 45) + 59_999 });
  });
});
