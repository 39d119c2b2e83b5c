import { describe, expect, test } from 'vitest';
import { promiseResults, type PromiseId } from '../../../src/core/history/promises';
import type { IncidentRecord, NoteRecord } from '../../../src/core/history/types';
import { minute, someTime } from '../../support/builders';
import { incident } from '../../support/hand-made-history';

function result(id: PromiseId, incidents: readonly IncidentRecord[], notes: readonly NoteRecord[] = []) {
  const found = promiseResults(incidents, notes).find((one) => one.id === id);
  return [found?.verdict, found?.n, found?.measured, found?.worst?.ms ?? null];
}
const note = (kind: string, at = someTime): NoteRecord => ({ at, note: kind, source: 'observed', took: null });

test('what did not happen proves nothing', () => {
  expect(new Set(promiseResults([], []).map(({ verdict }) => verdict))).toEqual(new Set(['unseen']));
});

describe('that the watchdog brings the API back in less than five minutes', () => {
  test('is kept or broken by the worst case', () => {
    const quick = incident(someTime, 4 * minute);
    expect(result('api', [quick])).toEqual(['kept', 1, 1, 4 * minute]);
    expect(result('api', [quick, incident(someTime, 6 * minute)])).toEqual(['broken', 2, 2, 6 * minute]);
  });

  test('is not tried where she restarts it sooner, and is broken where she had to after five minutes', () => {
    const hers = (minutes: number) => incident(someTime, minutes * minute, { repairedBy: 'administrator' });
    expect(result('api', [hers(2)])).toEqual(['not-measured', 1, 0, null]);
    expect(result('api', [hers(9)])).toEqual(['broken', 1, 1, 9 * minute]);
  });

  test('is not broken by an outage of which only the longest possible time is known', () => {
    expect(result('api', [incident(someTime, 40 * minute, { atMost: true })])).toEqual(['not-measured', 1, 0, null]);
    expect(result('api', [incident(someTime, 4 * minute, { atMost: true })])).toEqual(['kept', 1, 1, 4 * minute]);
  });

  test('tells how many of them kept it, and how the last one went', () => {
    const cases = [incident(someTime, 6 * minute), incident(someTime + 600 * minute, 4 * minute)];
    const found = promiseResults(cases, []).find(({ id }) => id === 'api');
    expect([found?.kept, found?.measured, found?.last]).toEqual([
      1,
      2,
      { at: someTime + 600 * minute, ms: 4 * minute, atMost: false },
    ]);
  });

  test('counts a repair that only the log of the watchdog tells of, and none twice', () => {
    const known = note('watchdog-restarted-api', someTime + 3 * minute);
    const other = note('watchdog-restarted-api', someTime + 300 * minute);
    expect(result('api', [incident(someTime, 4 * minute)], [known, other])).toEqual(['kept', 2, 1, 4 * minute]);
  });
});

describe('that everything starts by itself about two minutes after a boot', () => {
  const off = incident(someTime, 62 * minute, { cause: 'server-unreachable', repairedBy: 'boot' });

  test('is measured from the boot, not from when the server was switched off', () => {
    expect(result('reboot', [off], [note('rebooted', someTime + 60 * minute)])).toEqual(['kept', 1, 1, 2 * minute]);
    expect(result('reboot', [off], [note('rebooted', someTime + 50 * minute)])).toEqual(['broken', 1, 1, 12 * minute]);
  });

  test('is still kept half a minute later: about two minutes were promised', () => {
    const booted = (secondsBefore: number) => note('rebooted', someTime + 62 * minute - secondsBefore * 1000);
    expect(result('reboot', [off], [booted(150)])[0]).toBe('kept');
    expect(result('reboot', [off], [booted(151)])[0]).toBe('broken');
  });

  test('is not measured where no outage was seen around it', () => {
    expect(result('reboot', [], [note('rebooted')])).toEqual(['not-measured', 1, 0, null]);
  });
});

describe('that a worker is replaced within a second', () => {
  const replaced = (atLeastMs: number, atMostMs: number, at = someTime): NoteRecord => ({
    at,
    note: 'worker-restarted',
    source: 'reconstructed',
    took: { atLeastMs, atMostMs },
  });

  test('cannot be measured from outside', () => {
    expect(result('worker', [], [note('worker-restarted'), note('worker-restarted')])).toEqual([
      'not-measured',
      2,
      0,
      null,
    ]);
  });

  test('is kept where gunicorn wrote both in the same second, and said to be at most that', () => {
    const notes = [replaced(0, 1000), note('worker-restarted', someTime + minute)];
    expect(result('worker', [], notes)).toEqual(['kept', 2, 1, 1000]);
    expect(promiseResults([], notes)[0]?.worst).toEqual({ at: someTime, ms: 1000, atMost: true });
  });

  test('is not decided by two stamps that follow each other', () => {
    expect(result('worker', [], [replaced(1, 2000)])).toEqual(['not-measured', 1, 0, null]);
    expect(result('worker', [], [replaced(1, 2000), replaced(0, 1000)])).toEqual(['kept', 2, 1, 1000]);
  });

  test('is broken by one that took longer for certain, and tried by one that nobody replaced', () => {
    expect(result('worker', [], [replaced(0, 1000), replaced(1001, 3000)])).toEqual(['broken', 2, 2, 3000]);
    expect(result('worker', [], [note('worker-lost')])).toEqual(['not-measured', 1, 0, null]);
  });
});

describe('where nobody looked when it ended', () => {
  const hours = 60 * minute;
  const ended = (ms: number, atMost: boolean) =>
    incident(someTime, 9 * hours, { recovery: { at: someTime + ms, source: 'watchdog-log', atMost } });

  test('the server’s own record says how long it took', () => {
    expect(result('api', [ended(4 * minute, false)])).toEqual(['kept', 1, 1, 4 * minute]);
    expect(result('api', [ended(6 * minute, false)])).toEqual(['broken', 1, 1, 6 * minute]);
    expect(result('api', [ended(6 * minute, true)])).toEqual(['not-measured', 1, 0, null]);
  });

  test('and none says it, the hours until somebody looked break no promise', () => {
    expect(result('api', [incident(someTime, 9 * hours, { atMost: true })])).toEqual(['not-measured', 1, 0, null]);
    const off = incident(someTime, 9 * hours, { cause: 'server-unreachable', atMost: true });
    expect(result('reboot', [off], [note('rebooted', someTime + minute)])).toEqual(['not-measured', 1, 0, null]);
  });

  test('a start of a few minutes is none of a server that was switched off', () => {
    const off = (minutes: number) => incident(someTime, minutes * minute, { cause: 'server-unreachable' });
    const booted = [note('rebooted', someTime + minute)];
    expect(result('off', [off(2)], booted)).toEqual(['unseen', 0, 0, null]);
    expect(result('off', [off(9)], [note('rebooted', someTime + 8 * minute)])).toEqual([
      'no-promise',
      1,
      1,
      9 * minute,
    ]);
    expect(result('off', [off(2)])).toEqual(['no-promise', 1, 1, 2 * minute]);
  });

  test('nor is one whose services nobody asked for long after it', () => {
    const off = incident(someTime, 300 * minute, {
      cause: 'server-unreachable',
      source: 'reconstructed',
      atMost: true,
      endAtMost: true,
    });
    expect(result('off', [off], [note('rebooted', someTime + minute / 2)])).toEqual(['unseen', 0, 0, null]);
    expect(result('off', [off], [note('rebooted', someTime + 20 * minute)])).toEqual(['no-promise', 1, 0, null]);
  });

  test('where the next outage alone limits the end of a start, that one’s end does', () => {
    const start = incident(someTime, 3 * minute, {
      cause: 'server-unreachable',
      source: 'reconstructed',
      atMost: true,
      endAtMost: true,
    });
    const booted = [note('rebooted', someTime + minute)];
    const next = (ms: number | null) => incident(someTime + 3 * minute, ms, { source: 'reconstructed' });
    expect(result('reboot', [start, next(minute / 4)], booted)).toEqual(['kept', 1, 1, 2.25 * minute]);
    expect(result('reboot', [start, next(9 * minute)], booted)).toEqual(['not-measured', 1, 0, null]);
    expect(result('reboot', [start, next(null)], booted)).toEqual(['not-measured', 1, 0, null]);
  });

  test('of an outage of the server’s records, only what is known of its end measures a start', () => {
    const rebuilt = (over: Partial<IncidentRecord>) =>
      incident(someTime, 9 * minute, { cause: 'server-unreachable', source: 'reconstructed', atMost: true, ...over });
    const booted = [note('rebooted', someTime + minute)];
    expect(result('reboot', [rebuilt({})], booted)).toEqual(['broken', 1, 1, 8 * minute]);
    expect(result('reboot', [rebuilt({ endAtMost: true })], booted)).toEqual(['not-measured', 1, 0, null]);
    const soon = incident(someTime, 3 * minute, {
      ...rebuilt({ endAtMost: true }),
      recoveredAt: someTime + 3 * minute,
    });
    expect(result('reboot', [soon], booted)).toEqual(['kept', 1, 1, 2 * minute]);
  });
});

test('what the kernel ended and a start that failed count where no outage came of them', () => {
  const during = note('memory-kill', someTime + minute);
  const alone = note('memory-kill', someTime + 300 * minute);
  const memory = incident(someTime, 5 * minute, { cause: 'out-of-memory' });
  expect(result('memory', [memory], [during, alone])).toEqual(['no-promise', 2, 1, 5 * minute]);
  expect(result('code', [], [note('api-start-failed')])).toEqual(['no-promise', 1, 0, null]);
});

test('where somebody has to mend it no time is promised, and the worst is told', () => {
  const later = { at: someTime + minute, cause: 'database-down' as const };
  const incidents = [incident(someTime, 30 * minute, { causes: [later] })];
  expect(result('database', incidents)).toEqual(['no-promise', 1, 1, 30 * minute]);
});
