/** The end of a process: what comes late is not lost, and nothing is held. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { dayMs, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
beforeEach(() => {
  temp = createTempFolder('closing');
  clock = fakeClock(Date.now());
});
afterEach(() => {
  temp.remove();
});

const everyMs = 5 * minuteMs;
const open = () => createHistory({ dataDir: temp.path, clock });
const path = () => join(temp.path, 'history.db');
const whole = () => ({ fromAt: clock.now() - dayMs, toAt: clock.now() + dayMs });
const looks = (history: History) => history.reader.looks('portal', whole()).map(({ at }) => at);
const incidentId = 'portal:1';
const note = () => ({ at: clock.now(), by: 'Ana', text: 'se fue la luz' });
const correction = () => ({
  id: 'c1',
  fromAt: clock.now() - 3 * everyMs,
  toAt: clock.now(),
  kind: 'planned' as const,
  reason: 'cambio de equipo',
  by: 'Ana',
  madeAt: clock.now(),
});

function beginOutage(history: History): void {
  const at = clock.now();
  history.recordEntry({
    kind: 'incident-opened',
    serverId: 'portal',
    id: incidentId,
    cause: 'api-down',
    at,
    firstFailureAt: at,
  });
}

/** All that can be recorded, one of each. */
function recordAll(history: History): readonly boolean[] {
  return [
    history.recordRound(sampleRound(clock.now())),
    history.recordEntry({ kind: 'note', serverId: 'portal', note: 'rebooted', at: clock.now() }),
    history.addNote('portal', incidentId, note()),
    history.addCorrection('portal', correction()),
  ];
}

function expectAll(history: History, at: number): void {
  expect(looks(history)).toContain(at);
  expect(history.reader.notes('portal', whole())).toEqual([{ at, note: 'rebooted', source: 'observed', took: null }]);
  expect(history.reader.corrections('portal', whole()).map(({ id }) => id)).toEqual(['c1']);
  expect(history.reader.incidents('portal', whole())[0]?.notes.map(({ text }) => text)).toEqual(['se fue la luz']);
}

describe('after its end', () => {
  test('what comes late waits in a file for whoever opens the history next', () => {
    const first = open();
    beginOutage(first);
    first.close();
    clock.advance(everyMs);
    const lateAt = clock.now();
    expect(recordAll(first)).toEqual([false, false, false, false]);
    expect([first.isWriter(), existsSync(join(temp.path, 'history.lock'))]).toEqual([false, false]);
    expect(readdirSync(temp.path).sort()).toEqual(['history.db', 'history.db-journal', 'history.ndjson']);
    clock.advance(everyMs);
    const next = open();
    expect(next.recordRound(sampleRound(clock.now()))).toBe(true);
    while (next.maintain());
    expectAll(next, lateAt);
    expect(looks(next)).toHaveLength(2);
    next.close();
    expect(existsSync(join(temp.path, 'history.ndjson'))).toBe(false);
  });

  test('nothing is opened, asked or held any more', () => {
    const history = open();
    beginOutage(history);
    history.close();
    history.close();
    expect([
      history.maintain(),
      history.setInterval(everyMs),
      history.setCursor('portal', 'log', 'x'),
      history.getCursor('portal', 'log'),
      history.reader.extent('portal'),
      history.importLines([JSON.stringify({ vigia: 'history', format: 1 })]).stored,
      history.isWriter(),
    ]).toEqual([false, false, false, null, null, false, false]);
    expect(readdirSync(temp.path).sort()).toEqual(['history.db', 'history.db-journal']);
  });

  test('another process keeps the history at once, also where something came late', () => {
    const history = open();
    history.recordRound(sampleRound(clock.now()));
    history.close();
    clock.advance(everyMs);
    history.recordRound(sampleRound(clock.now()));
    writeFileSync(join(temp.path, 'history.lock'), JSON.stringify({ pid: process.ppid, at: clock.now() }));
    clock.advance(everyMs);
    history.recordRound(sampleRound(clock.now()));
    expect(readFileSync(join(temp.path, 'history.lock'), 'utf8')).toContain(String(process.ppid));
  });

  test('whoever did not keep the history leaves no rounds behind either', () => {
    writeFileSync(join(temp.path, 'history.lock'), JSON.stringify({ pid: process.ppid, at: clock.now() }));
    const history = open();
    history.close();
    expect(recordAll(history)).toEqual([false, false, false, false]);
    const kinds = readFileSync(join(temp.path, 'history.ndjson'), 'utf8').trim().split('\n');
    expect(kinds.map((line) => line.includes('"record":"round"'))).toEqual([false, false]);
  });
});

test('what cannot be written until the end waits in a file too', () => {
  const first = open();
  beginOutage(first);
  clock.advance(everyMs);
  // As a living process that is not this one holds it.
  mkdirSync(`${path()}.lock`);
  writeFileSync(`${path()}.user-${String(process.ppid)}-0`, '');
  expect(recordAll(first)).toEqual([false, false, false, false]);
  const at = clock.now();
  first.close();
  spawnSync('rmdir', [`${path()}.lock`]);
  rmSync(`${path()}.user-${String(process.ppid)}-0`);
  clock.advance(everyMs);
  const next = open();
  while (next.maintain());
  expectAll(next, at);
  next.close();
});

test('a correction that she took back stays taken back, also where that could not be written until the end', () => {
  const first = open();
  beginOutage(first);
  expect(first.addCorrection('portal', correction())).toBe(true);
  first.close();
  expect([first.removeCorrection('portal', 'c1'), first.removeCorrection('other', 'c1')]).toEqual([false, false]);
  clock.advance(everyMs);
  const next = open();
  expect(next.recordRound(sampleRound(clock.now()))).toBe(true);
  while (next.maintain());
  expect(next.reader.corrections('portal', whole())).toEqual([]);
  next.close();
});

test('one entry that makes no sense takes nothing with it', () => {
  const at = clock.now();
  const lines = [
    { kind: 'note', serverId: 'portal', note: 'rebooted', at },
    { kind: 'restart', serverId: 'portal', at, run: { startedAt: at, service: 'api' } },
    { kind: 'incident-opened', serverId: 'portal', id: 'portal:7', cause: 'api-down', at, firstFailureAt: at },
  ];
  writeFileSync(join(temp.path, 'history.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const history = open();
  while (history.maintain());
  expect(history.reader.notes('portal', whole())).toHaveLength(1);
  expect(history.reader.incidents('portal', whole()).map(({ id }) => id)).toEqual(['portal:7']);
  expect([history.problem(), existsSync(join(temp.path, 'history.ndjson'))]).toEqual([null, false]);
  history.close();
});

test.each([
  ['a line torn in the middle', (text: string) => `${text.slice(0, 40)}\n${text}`],
  ['bytes that flipped in the middle of a line', (text: string) => text.replace('"api-down"', '"api-\u0000\u0001')],
  ['a block of zeros at its end, as after a power failure', (text: string) => text + '\0'.repeat(4096)],
  ['two lines that ran into one another', (text: string) => text.replace('\n', '')],
])('of a waiting room with %s all other lines are taken in', (_what, damage) => {
  const at = clock.now();
  const entries = Array.from({ length: 6 }, (_, n) => ({
    kind: 'note',
    serverId: 'portal',
    note: 'rebooted',
    at: at + n,
  }));
  const damaged = {
    kind: 'incident-opened',
    serverId: 'portal',
    id: 'portal:1',
    cause: 'api-down',
    at,
    firstFailureAt: at,
  };
  const [first, ...rest] = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  const text = `${first ?? ''}${JSON.stringify(damaged)}\n${rest.join('')}`;
  writeFileSync(join(temp.path, 'history.ndjson'), damage(text));
  const history = open();
  while (history.maintain());
  const found = history.reader.notes('portal', whole()).length;
  expect(found).toBeGreaterThanOrEqual(5);
  expect([history.problem(), existsSync(join(temp.path, 'history.ndjson'))]).toEqual([null, false]);
  history.close();
});
