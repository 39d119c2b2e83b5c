import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { totalsOf } from '../../../src/core/history/totals';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { openHistoryReader } from '../../../src/main/history/open';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { beganAt, dayMs, downRound, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
let history: History;
beforeEach(() => {
  temp = createTempFolder('history');
  clock = fakeClock(beganAt);
  history = createHistory({ dataDir: temp.path, clock });
});
afterEach(() => {
  history.close();
  temp.remove();
});

const everyMs = 5 * minuteMs;
const whole = () => ({ fromAt: beganAt, toAt: clock.now() });

function look(make = sampleRound): void {
  expect(history.recordRound(make(clock.now()))).toBe(true);
  clock.advance(everyMs);
}

test('what was seen is segments of time, exactly', () => {
  look();
  look();
  look(downRound);
  look();
  look();
  const segments = history.reader.segments('portal', whole());
  expect(segments.map(({ kind, unsure, fromAt, toAt }) => [kind, unsure, (toAt - fromAt) / everyMs])).toEqual([
    ['up', false, 1],
    ['up', true, 1],
    ['down', true, 1],
    ['up', false, 1],
    ['noData', false, 1],
  ]);
});

test('a value is found again in the point where it was measured', () => {
  look();
  look();
  const points = history.reader.series('portal', 'portal.firstByte', whole(), 2);
  expect(points).toEqual([
    { at: beganAt, mean: 30.5, min: 30.5, max: 30.5, n: 1 },
    { at: beganAt + everyMs, mean: 30.5, min: 30.5, max: 30.5, n: 1 },
  ]);
  expect(history.reader.checks('portal')).toContain('disk:/');
});

describe('an outage', () => {
  test('keeps every moment of its timeline', () => {
    const id = `portal:${String(beganAt)}`;
    const at = (seconds: number) => beganAt + seconds * 1000;
    const about = { serverId: 'portal', id } as const;
    history.recordEntry({ kind: 'incident-opened', ...about, cause: 'api-down', at: at(30), firstFailureAt: beganAt });
    history.recordEntry({ kind: 'notified', ...about, ok: false, at: at(31) });
    history.recordEntry({ kind: 'notified', ...about, ok: true, at: at(45) });
    history.recordEntry({ kind: 'acknowledged', ...about, at: at(60) });
    history.recordEntry({ kind: 'cause-changed', ...about, cause: 'database-down', at: at(70), evidence: [] });
    history.recordEntry({
      kind: 'restart',
      serverId: 'portal',
      at: at(95),
      run: {
        serverId: 'portal',
        service: 'api',
        startedAt: at(80),
        steps: [],
        outcome: { kind: 'verified', ms: 12_000 },
        before: null,
        after: null,
      },
    });
    history.recordEntry({
      kind: 'incident-closed',
      ...about,
      cause: 'database-down',
      at: at(100),
      firstFailureAt: beganAt,
      repairedBy: 'administrator',
    });
    history.addNote('portal', id, { at: at(500), by: 'Ana', text: 'Se cayó la base' });
    expect(history.reader.incidents('portal', { fromAt: beganAt, toAt: at(1) })).toEqual([
      {
        id,
        cause: 'api-down',
        firstSignAt: null,
        firstFailureAt: beganAt,
        confirmedAt: at(30),
        toldAt: at(45),
        acknowledgedAt: at(60),
        actions: [{ at: at(80), service: 'api', outcome: 'verified', ms: 12_000 }],
        recoveredAt: at(100),
        recovery: null,
        repairedBy: 'administrator',
        source: 'observed',
        atMost: false,
        evidence: [],
        causes: [{ at: at(70), cause: 'database-down' }],
        notes: [{ at: at(500), by: 'Ana', text: 'Se cayó la base' }],
      },
    ]);
  });
});

test('days that were added up and frozen answer as their rounds did', () => {
  const from = clock.now();
  for (let day = 0; day < 5; day += 1) for (let n = 0; n < 288; n += 1) look(n % 100 === 7 ? downRound : sampleRound);
  const range = { fromAt: from, toAt: clock.now() };
  const ask = () => [
    history.reader.segments('portal', range),
    history.reader.series('portal', 'portal.public', range, 10),
    history.reader.checks('portal'),
  ];
  const before = ask();
  let steps = 0;
  while (history.maintain()) steps += 1;
  expect(steps).toBeGreaterThan(6);
  expect(ask()).toEqual(before);
  expect(range.toAt - range.fromAt).toBe(5 * dayMs);
});

test('a second process reads while the first one writes', () => {
  look();
  const reader = openHistoryReader(temp.path, { clock });
  look(downRound);
  expect(reader.looks('portal', whole()).map(({ state }) => state)).toEqual(['up', 'down']);
  reader.close();
});

test('rounds go after 90 days, and what is told of them stays', () => {
  const hourMs = 60 * minuteMs;
  history.setInterval(hourMs);
  for (let n = 0; n < 100 * 24; n += 1) {
    history.recordRound((n % 50 === 7 ? downRound : sampleRound)(clock.now()));
    clock.advance(hourMs);
  }
  const ask = () => [
    history.reader.extent('portal'),
    history.reader.segments('portal', whole()),
    history.reader.series('portal', 'portal.public', whole(), 50),
  ];
  const before = ask();
  while (history.maintain());
  expect(ask()).toEqual(before);
  const { rounds, oldestRoundAt } = history.size();
  expect([rounds, oldestRoundAt]).toEqual([90 * 24, beganAt + 10 * dayMs]);
});

test('a file that has grown too big loses its oldest rounds first', () => {
  const small = createHistory({ dataDir: temp.path, clock, maxBytes: 60_000 });
  for (let n = 0; n < 8 * 288; n += 1) look();
  while (small.maintain());
  const { rounds, oldestRoundAt } = small.size();
  expect(rounds).toBeLessThan(8 * 288);
  expect(oldestRoundAt).toBeGreaterThan(beganAt);
  small.close();
});

test('a round that a wrong clock dates years back takes nothing of what is kept', () => {
  const everyMs = 120 * minuteMs;
  history.setInterval(everyMs);
  for (let n = 0; n < 110 * 12; n += 1) {
    history.recordRound(sampleRound(clock.now()));
    clock.advance(everyMs);
  }
  while (history.maintain());
  const first = { fromAt: beganAt, toAt: beganAt + 10 * dayMs };
  const before = totalsOf(history.reader.segments('portal', first));
  expect(before.up).toBe(10 * dayMs);
  history.recordRound(sampleRound(clock.now() - 3000 * dayMs));
  expect(totalsOf(history.reader.segments('portal', first))).toEqual(before);
});
