/** Who writes, who reads, and what nobody saw. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { openHistoryReader } from '../../../src/main/history/open';
import { createRedactor } from '../../../src/main/redact';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { beganAt, dayMs, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
beforeEach(() => {
  temp = createTempFolder('writers');
  // The lock of a living process is told from one of before the machine was started by the true time.
  clock = fakeClock(Date.now());
});
afterEach(() => {
  temp.remove();
});

const open = () => createHistory({ dataDir: temp.path, clock });
const intervals = (history: History) =>
  [...history.exportLines()]
    .map((line) => JSON.parse(line) as { readonly record?: string; readonly interval_ms?: number })
    .filter(({ record }) => record === 'intervals')
    .map(({ interval_ms: ms }) => ms);
const lockFile = () => join(temp.path, 'history.lock');

test('while another process keeps the history its rounds count, and what she does here is written all the same', () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, at: clock.now() }));
  const history = open();
  const at = clock.now();
  const outage = { serverId: 'portal', id: 'portal:1', cause: 'api-down', at, firstFailureAt: at } as const;
  expect([
    history.isWriter(),
    history.recordRound(sampleRound(at)),
    history.recordEntry({ kind: 'incident-opened', ...outage }),
    history.recordEntry({ kind: 'maintenance-started', serverId: 'portal', at, untilAt: at + minuteMs }),
    history.addNote('portal', 'portal:1', { at, by: 'Ana', text: 'x' }),
  ]).toEqual([false, false, false, true, true]);
  clock.advance(1);
  expect(history.reader.maintenances('portal', { fromAt: at, toAt: at + 1 })).toHaveLength(1);
  history.close();
  expect(readFileSync(lockFile(), 'utf8')).toContain(String(process.ppid));
});

test('how often another process looks is its own matter', () => {
  const first = open();
  expect(first.setInterval(5 * minuteMs)).toBe(true);
  first.recordRound(sampleRound(clock.now()));
  first.close();
  writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, at: clock.now() }));
  const second = open();
  clock.advance(1);
  expect([second.setInterval(60 * minuteMs), intervals(second)]).toEqual([false, [5 * minuteMs]]);
  second.close();
});

test('a lock that was taken away is made again; one that another process made meanwhile is that one’s', () => {
  const history = open();
  expect(history.recordRound(sampleRound(clock.now()))).toBe(true);
  rmSync(lockFile());
  clock.advance(minuteMs);
  expect([history.recordRound(sampleRound(clock.now())), existsSync(lockFile())]).toEqual([true, true]);
  writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, at: clock.now() }));
  clock.advance(minuteMs);
  expect([history.isWriter(), history.recordRound(sampleRound(clock.now()))]).toEqual([false, false]);
  history.close();
  expect(readFileSync(lockFile(), 'utf8')).toContain(String(process.ppid));
});

test('the history of a process that ended without a word is taken over', () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 30, at: clock.now() }));
  const history = open();
  expect([history.isWriter(), history.recordRound(sampleRound(clock.now()))]).toEqual([true, true]);
  history.close();
});

test('a number from before the machine was started is nobody, whoever has it now', () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, at: clock.now() - 4_000 * dayMs }));
  const history = open();
  expect(history.isWriter()).toBe(true);
  history.close();
});

test('the time between its end and its next start is without data, and known why', () => {
  const first = open();
  first.recordRound(sampleRound(clock.now()));
  first.close();
  const endedAt = clock.now();
  clock.advance(3 * 3_600_000);
  const second = open();
  second.recordRound(sampleRound(clock.now()));
  expect(second.reader.segments('portal', { fromAt: endedAt, toAt: clock.now() })).toMatchObject([
    { kind: 'noData', reason: 'not-running', fromAt: endedAt, toAt: clock.now() },
  ]);
  second.close();
});

test('nothing is left behind but the history itself', () => {
  const history = open();
  history.recordRound(sampleRound(clock.now()));
  const reader = openHistoryReader(temp.path, { clock });
  expect(reader.extent('portal')).not.toBe(null);
  reader.close();
  history.close();
  expect(readdirSync(temp.path).filter((name) => name !== 'history.db-journal')).toEqual(['history.db']);
  expect(statSync(join(temp.path, 'history.db')).mode & 0o777).toBe(0o600);
});

test('a history that was never begun is empty, and reading does not begin one', () => {
  const reader = openHistoryReader(temp.path, { clock });
  const range = { fromAt: beganAt, toAt: beganAt + dayMs };
  expect([
    reader.extent('portal'),
    reader.incidents('portal', range),
    reader.checks('portal'),
    reader.problem(),
  ]).toEqual([null, [], [], null]);
  expect(reader.segments('portal', range)).toMatchObject([{ kind: 'noData', ...range }]);
  reader.close();
  open().close();
  expect(readdirSync(temp.path)).toEqual([]);
});

test('a secret does not get into it', () => {
  const redactor = createRedactor();
  redactor.hide('frase secreta');
  const history = createHistory({ dataDir: temp.path, clock, redactor });
  const evidence = [{ text: 'it said frase secreta' }];
  const at = clock.now();
  history.recordEntry({ kind: 'blind-began', serverId: 'portal', cause: 'laptop-offline', at, evidence });
  history.close();
  const bytes = readFileSync(join(temp.path, 'history.db'), 'latin1');
  expect([bytes.includes('it said'), bytes.includes('frase secreta')]).toEqual([true, false]);
});
