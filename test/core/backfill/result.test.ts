import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newCursor, readCursor, writeCursor, type BackfillCursor } from '../../../src/core/backfill/cursor';
import { joinEvidence, noEvidence, type Evidence } from '../../../src/core/backfill/evidence';
import { toRecords, type BackfillFacts, type KnownHistory } from '../../../src/core/backfill/result';
import type { IncidentRecord, Look, NoteRecord } from '../../../src/core/history/types';
import { incident } from '../../support/hand-made-history';

const dayMs = 86_400_000;
const at = (time: string) => Date.parse(`2026-11-24T${time.length === 5 ? `${time}:00` : time}-05:00`);
const settled: BackfillFacts = {
  dashboardUnit: 'dashboard-mme',
  watchdogIntervalMs: 300_000,
  isSettled: true,
  hasMore: false,
};
const nobodyLooked: KnownHistory = {
  unseen: (range) => [range],
  looks: () => [],
  incidents: () => [],
  notes: () => [],
};

/** A reading at a moment that adds some evidence. */
function reading(before: BackfillCursor, askedAt: number, found: Evidence, offsetMs = 0): BackfillCursor {
  const read = { askedAt, journalThroughAt: askedAt };
  return { ...before, offsetMs, read, evidence: joinEvidence(before.evidence, found) };
}
const watchdog = (...marks: readonly (readonly [string, 'ok' | 'failed' | 'recovered'])[]): Evidence => ({
  ...noEvidence,
  watchdog: marks.map(([time, word]) => ({ at: at(time), word, status: null })),
});
const booted: Evidence = { ...noEvidence, boots: [at('05:30')], lastEntries: [at('05:12')] };

describe('while something is left to be read', () => {
  const half = { ...settled, isSettled: false, hasMore: true };

  test('no start of the system is a span, for signs of life may come, and none that was recorded goes', () => {
    const { spans, replacedFrom } = toRecords(newCursor, reading(newCursor, at('06:00'), booted), half, nobodyLooked);
    expect([spans, replacedFrom.boot]).toEqual([[], null]);
    const whole = toRecords(newCursor, reading(newCursor, at('06:00'), booted), settled, nobodyLooked);
    expect(whole.spans.map(({ source }) => source)).toEqual(['boot']);
  });

  test('there are no spans of starts whatever else is known, no outages, no notes, and nothing is let go', () => {
    const moment = fc.integer({ min: 0, max: 86_400 }).map((second) => at('00:00') - second * 1000);
    const evidence = fc.record({
      boots: fc.array(moment, { maxLength: 5 }),
      lastEntries: fc.array(moment, { maxLength: 5 }),
      shutdowns: fc.array(moment, { maxLength: 5 }),
      looks: fc.array(moment, { maxLength: 20 }),
    });
    fc.assert(
      fc.property(evidence, ({ looks, ...starts }) => {
        const marks = looks.map((one) => ({ at: one, word: 'ok' as const, status: null }));
        const found = joinEvidence({ ...noEvidence, ...starts, watchdog: marks }, noEvidence);
        const after = reading(newCursor, at('06:00'), found);
        const { spans, incidents, notes, cursor } = toRecords(newCursor, after, half, nobodyLooked);
        expect(spans.filter(({ source }) => source === 'boot')).toEqual([]);
        expect([incidents, notes, cursor]).toEqual([[], [], after]);
      }),
    );
  });

  test('of the API’s own log alone, the rest is concluded, and the evidence waits for its notes', () => {
    const after = reading(newCursor, at('06:00'), booted);
    const { spans, incidents, cursor } = toRecords(newCursor, after, { ...settled, hasMore: true }, nobodyLooked);
    expect([spans.length, incidents.length, cursor.keptFromAt]).toEqual([1, 1, null]);
  });
});

describe('what an outage that somebody watched is given', () => {
  const looks: readonly Look[] = [
    { at: at('01:55'), state: 'up', cause: null },
    { at: at('02:00'), state: 'down', cause: 'api-down' },
    { at: at('07:00'), state: 'up', cause: null },
  ];
  const seen = incident(at('02:00'), at('07:00:02') - at('02:00'));
  const history = (one: IncidentRecord): KnownHistory => ({
    unseen: () => [{ fromAt: at('02:00'), toAt: at('07:00') }],
    looks: () => looks,
    incidents: () => [one],
    notes: () => [],
  });
  const evidence = watchdog(
    ['02:05:01', 'failed'],
    ['02:10:01', 'failed'],
    ['02:10:09', 'recovered'],
    ['02:15:01', 'ok'],
    ['04:05:01', 'failed'],
    ['04:05:09', 'recovered'],
  );
  const recovery = { at: at('02:10:09'), source: 'watchdog-log', atMost: false };
  const after = reading(newCursor, at('07:01'), evidence);

  test('is its end; what the records tell of it is no second outage, and what came later is', () => {
    const { signs, incidents } = toRecords(newCursor, after, settled, history(seen));
    expect(signs).toEqual({ [seen.id]: { firstSignAt: null, recovery } });
    expect(incidents.map(({ firstFailureAt }) => firstFailureAt)).toEqual([at('04:05:01')]);
  });

  test('is written once', () => {
    const first = toRecords(newCursor, after, settled, history(seen));
    const known = { ...seen, ...first.signs[seen.id] };
    const again = toRecords(first.cursor, reading(first.cursor, at('08:00'), noEvidence), settled, history(known));
    expect([again.signs, again.fresh]).toEqual([{}, 0]);
  });

  test('is taken back where later evidence does not bear it out, unless somebody else found it', () => {
    const first = toRecords(newCursor, after, settled, history(seen));
    const known = { ...seen, ...first.signs[seen.id] };
    const gateway = { fromAt: at('02:00'), toAt: at('06:00') };
    const found = {
      ...noEvidence,
      minutes: { ...noEvidence.minutes, 'gateway-api': [gateway], seen: [gateway] },
    };
    const next = (cursor: BackfillCursor) => reading(cursor, at('08:00'), found);
    const again = toRecords(first.cursor, next(first.cursor), settled, history(known));
    expect(again.signs).toEqual({ [seen.id]: { firstSignAt: null, recovery: null } });
    const imported = toRecords(newCursor, next(after), settled, history(known));
    expect(imported.signs).toEqual({});
  });
});

describe('what was told', () => {
  const outage = watchdog(['02:05:01', 'failed'], ['02:05:09', 'recovered'], ['02:10:01', 'ok']);
  const first = toRecords(newCursor, reading(newCursor, at('07:00'), outage), settled, nobodyLooked);

  test('is not told again, and follows the server’s clock', () => {
    const again = toRecords(first.cursor, reading(first.cursor, at('08:00'), noEvidence, 5000), settled, nobodyLooked);
    expect([again.fresh, again.notes]).toEqual([0, []]);
    expect(again.incidents.map(({ id, recoveredAt }) => [id, recoveredAt])).toEqual([
      [first.incidents[0]?.id, at('02:05:04')],
    ]);
  });

  test('is withdrawn where later evidence says that it was another', () => {
    const off = toRecords(newCursor, reading(newCursor, at('06:00'), booted), settled, nobodyLooked);
    const alive = reading(off.cursor, at('07:00'), { ...noEvidence, lastEntries: [at('05:28')] });
    const again = toRecords(off.cursor, alive, settled, nobodyLooked);
    expect([again.withdrawn, again.fresh]).toEqual([off.incidents.map(({ id }) => id), 1]);
    expect(again.incidents.map(({ firstFailureAt }) => firstFailureAt)).toEqual([at('05:28')]);
  });

  test('a worker that a round noted is given its time, once', () => {
    const died: Evidence = {
      ...noEvidence,
      gunicorn: [
        { at: at('02:05:01'), word: 'died', pid: 1 },
        { at: at('02:05:01'), word: 'booted', pid: 2 },
      ],
    };
    const noted: NoteRecord = { at: at('02:05:02'), note: 'worker-restarted', source: 'observed', took: null };
    const history = { ...nobodyLooked, notes: () => [noted] };
    const { notes, cursor } = toRecords(newCursor, reading(newCursor, at('07:00'), died), settled, history);
    expect(notes).toEqual([{ ...noted, took: { atLeastMs: 0, atMostMs: 1000 } }]);
    expect(toRecords(cursor, reading(cursor, at('08:00'), noEvidence), settled, history).notes).toEqual([]);
  });
});

describe('evidence that is let go', () => {
  const keptFrom = (evidence: Evidence) =>
    toRecords(newCursor, reading(newCursor, at('07:00'), evidence), settled, nobodyLooked).cursor.keptFromAt ?? NaN;
  const before = (days: number, time: string) => at(time) - days * dayMs;
  const ok = (moment: number) => ({ at: moment, word: 'ok' as const, status: null });

  test('is older than three days', () => {
    const marks = [ok(before(5, '05:00')), ok(at('06:55'))];
    expect(keptFrom({ ...noEvidence, watchdog: marks })).toBe(before(3, '05:00'));
  });

  test('is none of an outage that lies across', () => {
    const evidence = { ...noEvidence, boots: [before(2, '08:00')], lastEntries: [before(4, '08:00')] };
    expect(keptFrom(evidence)).toBe(before(4, '05:54'));
  });

  test('is none that the next start of the system may be measured from', () => {
    expect(keptFrom({ ...noEvidence, watchdog: [ok(before(9, '05:00'))] })).toBe(before(9, '03:00'));
  });
});

test('a cursor of an earlier version goes on', () => {
  const { errors, ...logs } = newCursor.logs;
  const { gunicorn, damages, ...evidence } = newCursor.evidence;
  const old = { ...newCursor, logs, evidence, keptFromAt: 5 } as unknown as BackfillCursor;
  expect([errors, gunicorn, damages]).toEqual([null, [], []]);
  expect(readCursor(writeCursor(old))).toEqual({ ...newCursor, keptFromAt: 5 });
});

test('an outage that she slept through stays one when the watchdog’s next word comes after her first good look', () => {
  const night: Evidence = {
    ...watchdog(['01:40:01', 'ok'], ['01:45:01', 'ok'], ['01:50:01', 'failed']),
    units: [
      { at: at('01:45:09'), unit: 'postgresql@15-main', word: 'down' },
      { at: at('01:51:03'), unit: 'postgresql@15-main', word: 'up' },
    ],
  };
  const history: KnownHistory = {
    ...nobodyLooked,
    unseen: () => [{ fromAt: at('01:00'), toAt: at('01:54:24') }],
    looks: () => [{ at: at('01:54:24'), state: 'up', cause: null }],
  };
  const first = toRecords(newCursor, reading(newCursor, at('01:54:27'), night), settled, history);
  expect(first.incidents.map(({ cause, recoveredAt }) => [cause, recoveredAt])).toEqual([
    ['database-down', at('01:51:03')],
  ]);
  const later = reading(first.cursor, at('02:44'), watchdog(['01:55:01', 'ok'], ['02:00:01', 'ok']));
  const second = toRecords(first.cursor, later, settled, history);
  expect([second.withdrawn, second.fresh]).toEqual([[], 0]);
  expect(second.incidents.map(({ id, recoveredAt, endAtMost }) => [id, recoveredAt, endAtMost])).toEqual([
    [first.incidents[0]?.id, at('01:54:24'), true],
  ]);
});
