/** Reading takes no lock and writes nothing: whose ever the folder is, whoever writes, whatever was broken off. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import type { Driver } from '../../../src/main/history/driver';
import { openHistoryReader } from '../../../src/main/history/open';
import { schemaVersion } from '../../../src/main/history/schema';
import { buildScript } from '../../support/build-script';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { fixtureAt } from '../../support/history-fixture';
import { deadPid } from '../../support/process-tree';
import { fillDisk, isRoot, makeReadOnly, mountSmallDisk } from '../../support/read-only';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { drivers } from './drivers';
import { beganAt, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
let undo: (() => void)[];
beforeEach(() => {
  temp = createTempFolder('onlooker');
  clock = fakeClock(beganAt);
  undo = [];
});
afterEach(() => {
  for (const one of undo.reverse()) one();
  temp.remove();
});

const everyMs = 5 * minuteMs;
const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };
const path = (folder = temp.path) => join(folder, 'history.db');

function record(driver: Driver, rounds: number, folder = temp.path): void {
  const history = createHistory({ dataDir: folder, clock, driver });
  for (let n = 0; n < rounds; n += 1) {
    expect(history.recordRound(sampleRound(clock.now()))).toBe(true);
    clock.advance(everyMs);
  }
  history.close();
}

function read(driver: Driver, folder = temp.path) {
  const reader = openHistoryReader(folder, { driver, clock });
  const looks = reader.looks('portal', always).length;
  const problem = reader.problem();
  reader.close();
  return { looks, problem: problem?.kind ?? null };
}

/** Name, size and moment of all that is in the folder. */
const traces = () =>
  readdirSync(temp.path)
    .sort()
    .map((name) => [name, statSync(join(temp.path, name)).size, statSync(join(temp.path, name)).mtimeMs]);

describe.each(drivers)('$name', (driver) => {
  test('a history in a folder that cannot be written to is read, and nothing is left there', () => {
    record(driver, 20);
    const before = traces();
    undo.push(makeReadOnly(temp.path));
    expect([read(driver), traces()]).toEqual([{ looks: 20, problem: null }, before]);
  });

  test('also in a folder that could be written to nothing changes, not even for a moment', () => {
    record(driver, 20);
    const before = traces();
    const reader = openHistoryReader(temp.path, { driver, clock });
    expect([reader.looks('portal', always).length, traces()]).toEqual([20, before]);
    reader.close();
  });

  test('what another one writes is there at the next question', () => {
    record(driver, 3);
    const reader = openHistoryReader(temp.path, { driver, clock });
    expect(reader.looks('portal', always)).toHaveLength(3);
    record(driver, 2);
    expect(reader.looks('portal', always)).toHaveLength(5);
    reader.close();
  });

  test('beside a process that writes, every answer is whole', async () => {
    const built = createTempFolder('history-writer');
    undo.push(built.remove);
    const script = await buildScript(join(import.meta.dirname, '../../support/history-writer.ts'), built.path);
    const child = fork(script, [temp.path, driver.name, '0', '40']);
    undo.push(() => void child.kill('SIGKILL'));
    let acknowledged = 0;
    child.on('message', (n: number) => (acknowledged = n));
    await once(child, 'message');
    const reader = openHistoryReader(temp.path, { driver, clock });
    for (let n = 0; n < 60; n += 1) {
      const least = acknowledged;
      const looks = reader.looks('portal', always).map(({ at }) => at / everyMs);
      expect(reader.problem()).toBe(null);
      expect(looks).toEqual(looks.map((_, index) => index + 1));
      expect(looks.length).toBeGreaterThanOrEqual(least);
      await new Promise((resolve) => setTimeout(resolve, 13));
    }
    reader.close();
    // It was never kept waiting: all that it recorded is on the disk.
    const last = acknowledged;
    expect(last).toBeGreaterThan(10);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(read(driver).looks).toBeGreaterThanOrEqual(last);
  });

  test('while somebody writes and does not end, it says so', () => {
    record(driver, 3);
    mkdirSync(`${path()}.lock`);
    writeFileSync(`${path()}.user-${String(process.ppid)}-0`, '');
    expect(read(driver)).toEqual({ looks: 0, problem: 'busy' });
  });

  test('what a killed process left locked is read all the same', () => {
    record(driver, 3);
    mkdirSync(`${path()}.lock`);
    writeFileSync(`${path()}.user-${String(deadPid())}-0`, '');
    undo.push(makeReadOnly(temp.path));
    expect(read(driver)).toEqual({ looks: 3, problem: null });
  });

  test('what a killed process left half written is undone in a copy', () => {
    leaveHalfWritten(driver);
    const before = traces();
    undo.push(makeReadOnly(temp.path));
    expect([read(driver), traces()]).toEqual([{ looks: 20, problem: null }, before]);
  });

  test('where that is too large to be copied it says so', () => {
    leaveHalfWritten(driver);
    truncateSync(path(), 400_000_000);
    undo.push(makeReadOnly(temp.path));
    expect(read(driver)).toEqual({ looks: 0, problem: 'unfinished' });
  });

  test.each(Array.from({ length: schemaVersion - 1 }, (_, index) => index + 1))(
    'a history of version %i is read where it cannot be brought up to date',
    (version) => {
      copyFileSync(join(import.meta.dirname, `../../fixtures/history/v${String(version)}.db`), path());
      const before = traces();
      undo.push(makeReadOnly(temp.path));
      clock = fakeClock(fixtureAt + 3_600_000);
      expect([read(driver), traces()]).toEqual([{ looks: 6, problem: null }, before]);
    },
  );

  test('a rescue that was killed between its two steps is read', () => {
    record(driver, 3);
    renameSync(path(), `${path()}.new`);
    expect(read(driver)).toEqual({ looks: 3, problem: null });
  });

  test('of one that is damaged it says so', () => {
    record(driver, 20);
    truncateSync(path(), 5_000);
    expect(read(driver)).toEqual({ looks: 0, problem: 'damaged' });
  });

  test('of one that comes from a newer version it says so', () => {
    record(driver, 20);
    const database = driver.open(path(), { readOnly: false, busyMs: 50 });
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(read(driver)).toEqual({ looks: 0, problem: 'newer' });
  });

  /** The file in the middle of a transaction that is too large for memory. */
  function leaveHalfWritten(maker: Driver): void {
    record(maker, 20);
    const copy = join(temp.path, 'torn');
    const database = maker.open(path(), { readOnly: false, busyMs: 1_000 });
    database.exec('PRAGMA cache_size = 5');
    const abandoned = () =>
      database.transaction('write', () => {
        database.exec('DELETE FROM rounds; CREATE TABLE filling (x); INSERT INTO filling VALUES (zeroblob(200000))');
        copyFileSync(path(), copy);
        copyFileSync(`${path()}-journal`, `${copy}-journal`);
        throw new Error('given up');
      });
    expect(abandoned).toThrow('given up');
    database.close();
    for (const end of ['', '-journal']) renameSync(copy + end, path() + end);
    expect(statSync(`${path()}-journal`).size).toBeGreaterThan(0);
  }
});

describe('the window', () => {
  const driver = drivers[0];
  if (driver === undefined) throw new Error('there is no driver');

  test('shows a history whose file cannot be written, and says why nothing is kept', () => {
    record(driver, 20);
    undo.push(makeReadOnly(path()));
    const history = createHistory({ dataDir: temp.path, clock, driver });
    expect(history.reader.looks('portal', always)).toHaveLength(20);
    expect(history.recordRound(sampleRound(clock.now()))).toBe(false);
    expect(history.reader.looks('portal', always)).toHaveLength(20);
    expect(history.problem()).toMatchObject({ kind: 'other', waiting: 1 });
    expect(['EROFS', 'EACCES']).toContain(history.problem()?.reason);
    history.close();
  });

  test.skipIf(!isRoot)('shows a history on a full disk', () => {
    undo.push(mountSmallDisk(temp.path, 512));
    record(driver, 20);
    fillDisk(temp.path);
    const history = createHistory({ dataDir: temp.path, clock, driver });
    expect(history.reader.looks('portal', always)).toHaveLength(20);
    history.close();
  });
});
