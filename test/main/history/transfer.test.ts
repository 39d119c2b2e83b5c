import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { beganAt, dayMs, downRound, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let elsewhere: TempFolder;
let clock: FakeClock;
let history: History;
beforeEach(() => {
  temp = createTempFolder('transfer');
  elsewhere = createTempFolder('transfer-to');
  clock = fakeClock(beganAt);
  history = createHistory({ dataDir: temp.path, clock });
});
afterEach(() => {
  history.close();
  temp.remove();
  elsewhere.remove();
});

const everyMs = 5 * minuteMs;
const id = `portal:${String(beganAt)}`;

/** Four days, of which two are frozen, with some of everything. */
function fill(): void {
  for (let n = 0; n < 4 * 288; n += 1) {
    history.recordRound((n % 90 === 5 ? downRound : sampleRound)(clock.now()));
    clock.advance(everyMs);
  }
  const at = beganAt + 7 * everyMs;
  history.recordEntry({
    kind: 'incident-opened',
    serverId: 'portal',
    id,
    cause: 'api-down',
    at,
    firstFailureAt: beganAt,
  });
  history.recordEntry({ kind: 'maintenance-started', serverId: 'portal', at, untilAt: at + everyMs });
  history.recordEntry({ kind: 'maintenance-ended', serverId: 'portal', at: at + everyMs, fromAt: at });
  history.recordEntry({ kind: 'slept', at, fromAt: at - everyMs });
  history.recordBackFill('portal', {
    spans: [
      {
        fromAt: beganAt - dayMs,
        toAt: beganAt - dayMs / 2,
        state: 'up',
        source: 'access-log',
        atMost: false,
        cause: null,
      },
    ],
    notes: [{ at: beganAt - 1, note: 'rebooted', source: 'reconstructed', took: null }],
    cursors: { 'access-log': 'inode 12, byte 3400' },
  });
  history.addNote('portal', id, { at, by: 'Ana', text: 'se cayó la luz' });
  history.addCorrection('portal', {
    id: 'c1',
    fromAt: beganAt,
    toAt: beganAt + everyMs,
    kind: 'planned',
    reason: 'cambio de equipo',
    by: 'Ana',
    madeAt: clock.now(),
  });
  let steps = 0;
  while (history.maintain()) steps += 1;
  expect(steps).toBeGreaterThan(4);
}

function everything(from: History) {
  const range = { fromAt: beganAt - 2 * dayMs, toAt: clock.now() };
  const { reader } = from;
  return {
    extent: reader.extent('portal'),
    segments: reader.segments('portal', range),
    looks: reader.looks('portal', range),
    incidents: reader.incidents('portal', range),
    notes: reader.notes('portal', range),
    maintenances: reader.maintenances('portal', range),
    corrections: reader.corrections('portal', range),
    checks: reader.checks('portal'),
    byHour: reader.series('portal', 'disk:/', range, 40),
    fine: reader.series('portal', 'portal.public', { fromAt: beganAt, toAt: beganAt + dayMs }, 48),
    cursor: from.getCursor('portal', 'access-log'),
  };
}

test('what is exported and imported elsewhere answers every question the same', () => {
  fill();
  const copy = createHistory({ dataDir: elsewhere.path, clock });
  const result = copy.importLines(history.exportLines());
  expect([result.refused, result.stored]).toEqual([0, true]);
  expect(everything(copy)).toEqual(everything(history));
  copy.close();
});

test('importing what is there already changes nothing', () => {
  fill();
  const before = everything(history);
  const lines = [...history.exportLines()];
  expect(history.importLines(lines).stored).toBe(true);
  expect([everything(history), [...history.exportLines()].length]).toEqual([before, lines.length]);
});

test('lines that are not ours are counted and left out', () => {
  const lines = [
    '{"vigia":"history","format":1}',
    '{"vigia":"history","format":2}',
    'not json',
    '{"record":"round","server":"portal","startedAt":"yesterday"}',
    '{"record":"sqlite_schema","name":"x"}',
    '{"record":"incidents","server":"portal","id":"a","from_at":1,"to_at":null,"content":"not json"}',
    '',
  ];
  expect(history.importLines(lines)).toEqual({ taken: 1, refused: 5, stored: true });
});

test('a journal of an earlier version is taken in once and goes away', () => {
  const opened = {
    kind: 'incident-opened',
    serverId: 'portal',
    id,
    cause: 'api-down',
    at: beganAt + 60_000,
    firstFailureAt: beganAt,
  };
  const closed = { ...opened, kind: 'incident-closed', at: beganAt + 120_000, repairedBy: 'watchdog' };
  const lines = [opened, closed].map((entry) => JSON.stringify(entry));
  writeFileSync(join(temp.path, 'history.1.ndjson'), `${lines[0] ?? ''}\n{"kind":"torn`);
  writeFileSync(join(temp.path, 'history.ndjson'), `${lines[1] ?? ''}\n{"kind":"restart","at":1}\n`);
  expect([history.maintain(), history.maintain()]).toEqual([true, false]);
  expect(history.reader.incidents('portal', { fromAt: 0, toAt: beganAt + dayMs })).toMatchObject([
    { confirmedAt: beganAt + 60_000, recoveredAt: beganAt + 120_000, repairedBy: 'watchdog' },
  ]);
});

test('a server that is removed leaves nothing behind', () => {
  fill();
  expect(history.removeServer('portal')).toBe(true);
  expect([history.reader.extent('portal'), history.reader.checks('portal'), history.size().rounds]).toEqual([
    null,
    [],
    0,
  ]);
  expect([...history.exportLines()].filter((line) => line.includes('"server":"portal"'))).toEqual([]);
});

test.each([
  [
    'an outage that lacks its lists',
    'incidents',
    {
      id: 'x',
      from_at: beganAt,
      to_at: null,
      content: JSON.stringify({ id: 'x', cause: 'api-down', firstFailureAt: beganAt, recoveredAt: null }),
    },
  ],
  [
    'a correction to a kind that no sum knows',
    'corrections',
    { id: 'c', from_at: beganAt, to_at: beganAt + 1, kind: 'zzz', reason: '', by: '', made_at: beganAt },
  ],
  [
    'a stretch proven by nobody',
    'spans',
    { from_at: beganAt, to_at: beganAt + 1, state: 'up', source: 'zzz', at_most: 0, cause: null },
  ],
  ['an interval of a century', 'intervals', { from_at: beganAt, interval_ms: 3e12 }],
])('%s is refused', (_what, record, line) => {
  const { taken, refused } = history.importLines([JSON.stringify({ record, server: 'portal', ...line })]);
  expect([taken, refused]).toEqual([0, 1]);
});

test('once it has looked, a computer keeps to its own interval', () => {
  history.setInterval(everyMs);
  history.recordRound(sampleRound(clock.now()));
  history.importLines([JSON.stringify({ record: 'intervals', from_at: clock.now() + 1, interval_ms: 60 * minuteMs })]);
  clock.advance(110 * minuteMs);
  history.recordRound(sampleRound(clock.now()));
  const range = { fromAt: beganAt, toAt: clock.now() };
  expect(history.reader.segments('portal', range).map(({ kind }) => kind)).toEqual(['noData']);
});
