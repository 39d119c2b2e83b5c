/** A clock that somebody sets, or that stands wrong for a while, takes nothing of what is known. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { totalsOf } from '../../../src/core/history/totals';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { toPlainRound } from '../../../src/main/history/rounds';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { beganAt, dayMs, downRound, minuteMs, sampleRound } from './sample';

const hourMs = 60 * minuteMs;

let temp: TempFolder;
let clock: FakeClock;
let history: History;
beforeEach(() => {
  temp = createTempFolder('clock');
  clock = fakeClock(beganAt);
  history = createHistory({ dataDir: temp.path, clock });
});
afterEach(() => {
  history.close();
  temp.remove();
});

/** Answers the moments that were acknowledged. */
function look(rounds: number, everyMs: number, make = sampleRound): readonly number[] {
  return Array.from({ length: rounds }, () => {
    const at = clock.now();
    expect(history.recordRound(make(at))).toBe(true);
    clock.advance(everyMs);
    return at;
  });
}

const looks = (fromAt: number, toAt: number) => history.reader.looks('portal', { fromAt, toAt }).map(({ at }) => at);

test('set back between two rounds, every round is kept and every millisecond counted once', () => {
  const before = look(24, 5 * minuteMs);
  clock.jump(-67 * minuteMs);
  const after = look(24, 5 * minuteMs, downRound);
  const range = { fromAt: beganAt - hourMs, toAt: clock.now() + 2 * hourMs };
  const sum = () => Object.values(totalsOf(history.reader.segments('portal', range))).reduce((all, ms) => all + ms, 0);
  expect(looks(range.fromAt, range.toAt)).toEqual([...before, ...after].toSorted((one, other) => one - other));
  expect(sum()).toBe(range.toAt - range.fromAt);
  clock.advance(5 * dayMs);
  look(2, 5 * minuteMs);
  while (history.maintain());
  expect(looks(range.fromAt, range.toAt)).toHaveLength(48);
  expect(sum()).toBe(range.toAt - range.fromAt);
});

const keptDays = 120;
const kept = { fromAt: beganAt, toAt: beganAt + (keptDays - 4) * dayMs };
const everyMs = 4 * hourMs;

/** Months, of which only the last three months are rounds still. */
function watchLong(): void {
  history.setInterval(hourMs * 3);
  const lines = Array.from({ length: keptDays * 6 }, (_, n) => sampleRound(beganAt + n * everyMs)).map((round) =>
    JSON.stringify({ record: 'round', ...toPlainRound(round) }),
  );
  expect(history.importLines(lines).taken).toBe(lines.length);
  clock.advance(keptDays * dayMs);
  while (history.maintain());
}

const told = () => ({
  totals: totalsOf(history.reader.segments('portal', kept)),
  byDay: history.reader.series('portal', 'portal.public', kept, 20).map(({ n }) => n > 0),
  rounds: looks(kept.fromAt, kept.toAt).length,
});

test.each([
  ['years back, time and again,', -3000, 3],
  ['months back, time and again,', -110, 3],
  ['weeks back, time and again,', -20, 3],
  ['years ahead', 2000, 1],
  ['weeks ahead, time and again,', 20, 3],
])(
  'standing %s it takes nothing of what is kept',
  (_what, days, times) => {
    watchLong();
    const before = told();
    expect([before.totals.up, before.rounds < keptDays * 6]).toEqual([kept.toAt - kept.fromAt, true]);
    for (let again = 0; again < times; again += 1) {
      clock.jump(days * dayMs - 17 * minuteMs);
      look(4, 5 * minuteMs, downRound);
      while (history.maintain());
      clock.jump(-days * dayMs + 17 * minuteMs);
      look(1, 4 * hourMs);
      while (history.maintain());
    }
    const after = told();
    const [fromAt = 0, toAt = 0] = look(2, 5 * minuteMs);
    expect(history.reader.segments('portal', { fromAt, toAt }).map(({ kind }) => kind)).toEqual(['up']);
    // What was seen by the wrong clock is there too, and counts at most up to the next rounds.
    expect(before.totals.up - after.totals.up).toBeLessThan(2 * dayMs);
    expect([after.totals.noData, after.byDay, after.rounds >= before.rounds]).toEqual([0, before.byDay, true]);
  },
  90_000,
);
