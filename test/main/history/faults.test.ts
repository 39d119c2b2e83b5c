/** What may go wrong around it: each ends in a state that is told, and nothing that was acknowledged is lost. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import type { Driver } from '../../../src/main/history/driver';
import type { History } from '../../../src/main/history/history';
import { openHistoryReader } from '../../../src/main/history/open';
import { schemaVersion } from '../../../src/main/history/schema';
import { createWriterLock } from '../../../src/main/history/writer-lock';
import { startProgram } from '../../support/child-process';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { fixtureAt } from '../../support/history-fixture';
import { deadPid } from '../../support/process-tree';
import { fillDisk, isRoot, mountSmallDisk } from '../../support/read-only';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { drivers } from './drivers';
import { beganAt, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
/** The data folder. */
let folder: string;
beforeEach(() => {
  temp = createTempFolder('faults');
  clock = fakeClock(beganAt);
  folder = join(temp.path, 'data');
  mkdirSync(folder);
});
afterEach(() => {
  temp.remove();
});

const everyMs = 5 * minuteMs;
const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };
const path = () => join(folder, 'history.db');
const open = (driver: Driver) => createHistory({ dataDir: folder, clock, driver });
const looks = (of: Pick<History, 'reader'>) => of.reader.looks('portal', always).map(({ at }) => at);

/** The moments of those rounds that were acknowledged. */
function record(history: History, rounds: number): readonly number[] {
  return Array.from({ length: rounds }, () => {
    const at = clock.now();
    const acknowledged = history.recordRound(sampleRound(at));
    clock.advance(everyMs);
    return acknowledged ? [at] : [];
  }).flat();
}

/** What another process finds. */
function found(driver: Driver): readonly number[] {
  const reader = openHistoryReader(folder, { driver, clock });
  const all = reader.looks('portal', always).map(({ at }) => at);
  expect(reader.problem()).toBe(null);
  reader.close();
  return all;
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(!isRoot)('a full disk', () => {
    let unmount: () => void;
    beforeEach(() => {
      unmount = mountSmallDisk(folder, 512);
    });
    afterEach(() => {
      unmount();
    });

    test.each(Array.from({ length: schemaVersion - 1 }, (_, index) => index + 1))(
      'while a file of version %i is brought up to date leaves it as it was; then it goes on',
      (version) => {
        copyFileSync(join(import.meta.dirname, `../../fixtures/history/v${String(version)}.db`), path());
        const before = readFileSync(path());
        clock = fakeClock(fixtureAt + 3_600_000);
        const free = fillDisk(folder);
        const history = open(driver);
        expect([record(history, 2), history.problem()?.kind, history.warning()]).toEqual([[], 'full', null]);
        expect(readFileSync(path()).equals(before)).toBe(true);
        expect(looks(history)).toHaveLength(6);
        free();
        expect(record(history, 1)).toHaveLength(1);
        expect([looks(history).length, history.problem()]).toEqual([9, null]);
        history.close();
      },
    );

    test('at its end costs what was not on the disk, and is told; the lock is given back', () => {
      const history = open(driver);
      const acknowledged = record(history, 20);
      const free = fillDisk(folder);
      record(history, 300);
      expect(history.problem()?.kind).toBe('full');
      const during = looks(history);
      history.close();
      expect(readdirSync(folder).filter((name) => /lock|user/.test(name))).toEqual([]);
      expect(found(driver)).toEqual(during);
      free();
      clock.advance(60 * minuteMs);
      const again = open(driver);
      const later = record(again, 2);
      expect(later).toHaveLength(2);
      while (again.maintain());
      expect(looks(again)).toEqual(expect.arrayContaining([...acknowledged, ...later]));
      const { fromAt, toAt } = { fromAt: (later[0] ?? 0) - 60 * minuteMs, toAt: later[0] ?? 0 };
      const between = again.reader.segments('portal', { fromAt, toAt });
      expect(between.map(({ kind, reason }) => [kind, reason]).at(-1)).toEqual(['noData', 'not-running']);
      again.close();
    });

    test('does not keep it from taking over from a dead process in memory, nor from keeping all once there is space', () => {
      const lock = join(folder, 'history.lock');
      writeFileSync(lock, JSON.stringify({ pid: deadPid(), at: clock.now() }));
      const free = fillDisk(folder);
      const history = open(driver);
      expect([history.isWriter(), record(history, 3), history.problem()]).toMatchObject([true, [], { waiting: 3 }]);
      free();
      expect(record(history, 1)).toHaveLength(1);
      expect([looks(history).length, createWriterLock(lock, clock.now).isHeld()]).toEqual([4, false]);
      expect(readFileSync(lock, 'utf8')).toContain(`"pid":${String(process.pid)}`);
      history.close();
    });
  });

  describe('a data folder that is taken away while it runs', () => {
    const away = () => join(temp.path, 'away');

    test('and put back: what came meanwhile waited, and all is there', () => {
      const history = open(driver);
      const before = record(history, 5);
      renameSync(folder, away());
      expect(record(history, 3)).toEqual([]);
      expect(history.problem()).toMatchObject({ kind: 'gone', reason: 'ENOENT', waiting: 3 });
      expect(existsSync(folder)).toBe(false);
      renameSync(away(), folder);
      expect(record(history, 1)).toHaveLength(1);
      expect(history.problem()).toBe(null);
      expect([found(driver).length, found(driver).slice(0, 5)]).toEqual([9, before]);
      history.close();
    });

    test('and stays away: it ends without a word of success', () => {
      const history = open(driver);
      record(history, 2);
      rmSync(folder, { recursive: true });
      expect(record(history, 2)).toEqual([]);
      history.close();
      expect([existsSync(folder), history.isWriter()]).toEqual([false, false]);
    });

    test('and replaced by an empty one: what is acknowledged is in the new one', () => {
      const history = open(driver);
      record(history, 5);
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      const after = record(history, 3);
      expect(after).toHaveLength(3);
      expect(found(driver)).toEqual(after);
      expect(existsSync(join(folder, 'history.lock'))).toBe(true);
      history.close();
    });

    test('only the file of it: what is acknowledged is in the new one', () => {
      const history = open(driver);
      record(history, 5);
      rmSync(path());
      const after = record(history, 3);
      expect([after.length, found(driver)]).toEqual([3, after]);
      history.close();
    });
  });

  test('another program has the file for half a minute: rounds wait, and are written when it is free', async () => {
    clock = fakeClock(Date.now());
    const history = open(driver);
    const before = record(history, 3);
    const free = await (driver.name === 'node' ? lockByAnother() : lockByOurs());
    const since = performance.now();
    while (performance.now() - since < 30_000) {
      expect(record(history, 1)).toEqual([]);
      await wait(2_000);
    }
    const waiting = history.problem()?.waiting ?? 0;
    expect(history.problem()?.kind).toBe('busy');
    expect(waiting).toBeGreaterThan(10);
    await free();
    const after = record(history, 1);
    expect([after.length, history.problem()]).toEqual([1, null]);
    expect(found(driver)).toHaveLength(before.length + waiting + 1);
    history.close();
  }, 90_000);
});

/** As another Vigía has it. */
function lockByOurs(): () => void {
  const sign = `${path()}.user-${String(process.ppid)}-0`;
  mkdirSync(`${path()}.lock`);
  writeFileSync(sign, '');
  return () => {
    rmdirSync(`${path()}.lock`);
    rmSync(sign);
  };
}

/** As any program has it that knows SQLite. The WebAssembly driver does not see that. */
async function lockByAnother(): Promise<() => Promise<void>> {
  const code = `import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute('BEGIN EXCLUSIVE')
print('locked', flush=True)
time.sleep(600)`;
  const program = await startProgram('python3', ['-c', code, path()], {
    cwd: temp.path,
    isReady: (output) => output.includes('locked'),
  });
  return () => program.stop();
}
