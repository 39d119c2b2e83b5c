/** What is on the disk stays: killed at any moment, a damaged file, a full disk. */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { totalsOf } from '../../../src/core/history/totals';
import { createHistory } from '../../../src/main/history/create-history';
import type { Driver } from '../../../src/main/history/driver';
import type { History } from '../../../src/main/history/history';
import { openHistoryReader } from '../../../src/main/history/open';
import { toPlainRound } from '../../../src/main/history/rounds';
import { buildScript } from '../../support/build-script';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { fillDisk, isRoot, mountSmallDisk } from '../../support/read-only';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { drivers } from './drivers';
import { beganAt, dayMs, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
beforeEach(() => {
  temp = createTempFolder('trust');
  clock = fakeClock(beganAt);
});
afterEach(() => {
  temp.remove();
});

const everyMs = 5 * minuteMs;
const path = () => join(temp.path, 'history.db');
const open = (driver: Driver, dataDir = temp.path) => createHistory({ dataDir, clock, driver });

function record(history: History, rounds: number): number {
  let stored = 0;
  for (let n = 0; n < rounds; n += 1) {
    if (history.recordRound(sampleRound(clock.now()))) stored += 1;
    history.recordEntry({ kind: 'note', serverId: 'portal', note: 'rebooted', at: clock.now() });
    clock.advance(everyMs);
  }
  return stored;
}

const countLooks = (history: Pick<History, 'reader'>) =>
  history.reader.looks('portal', { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER }).length;

describe.each(drivers)('$name', (driver) => {
  describe('kill -9', () => {
    let script: string;
    let built: TempFolder;
    beforeAll(async () => {
      built = createTempFolder('history-writer');
      script = await buildScript(join(import.meta.dirname, '../../support/history-writer.ts'), built.path);
      return () => {
        built.remove();
      };
    });

    test('at any moment: all that was acknowledged is there, and the file is sound', async () => {
      let last = 0;
      for (let round = 0; round < 12; round += 1) {
        const child = fork(script, [temp.path, driver.name, String(last)]);
        const acknowledged: number[] = [];
        const many = 3 + Math.floor(Math.random() * 25);
        child.on('message', (n: number) => {
          acknowledged.push(n);
          // Not right behind an acknowledgement, where nothing is under way.
          if (acknowledged.length === many) setTimeout(() => child.kill('SIGKILL'), Math.random() * 12);
        });
        await once(child, 'exit');
        const reader = openHistoryReader(temp.path, { driver, clock });
        const looks = new Set(reader.looks('portal', { fromAt: 0, toAt: Infinity }).map(({ at }) => at / 300_000));
        const notes = new Set(reader.notes('portal', { fromAt: 0, toAt: Infinity }).map(({ at }) => at / 300_000));
        expect(reader.problem()).toBe(null);
        reader.close();
        expect(acknowledged.filter((n) => !looks.has(n) || !notes.has(n))).toEqual([]);
        last = Math.max(...looks);
        expect(integrity(driver)).toBe('ok');
      }
      expect(last).toBeGreaterThan(12 * 3);
    }, 120_000);
  });

  describe('a damaged file', () => {
    test('that is cut off is put aside, saved as far as it can be read, and told', () => {
      const history = open(driver);
      expect(record(history, 600)).toBe(600);
      history.close();
      const size = statSync(path()).size;
      truncateSync(path(), Math.floor(size * 0.6));
      const damaged = readFileSync(path());
      const again = open(driver);
      record(again, 1);
      const aside = readdirSync(temp.path).find((name) => name.startsWith('history-damaged-')) ?? '';
      expect(again.warning()).toMatchObject({ kind: 'history-repaired', path: join(temp.path, aside) });
      expect(readFileSync(join(temp.path, aside)).equals(damaged)).toBe(true);
      const found = countLooks(again);
      expect(found).toBeGreaterThan(200);
      expect(found).toBeLessThan(600);
      expect(integrity(driver)).toBe('ok');
      again.close();
    });

    test('bits that flipped anywhere cost only what they hit', () => {
      const history = open(driver);
      record(history, 600);
      history.close();
      const sound = readFileSync(path());
      const pages = Math.floor(sound.length / 4096);
      const found: number[] = [];
      for (let page = 1; page < pages; page += Math.ceil(pages / 12)) {
        writeFileSync(path(), sound);
        const file = openSync(path(), 'r+');
        writeSync(file, Buffer.alloc(64, 0xff), 0, 64, page * 4096);
        closeSync(file);
        const again = open(driver);
        const before = countLooks(again);
        record(again, 1);
        found.push(countLooks(again) - 1);
        expect(Math.abs(before - (found.at(-1) ?? 0))).toBeLessThanOrEqual(600);
        expect(again.problem()).toBe(null);
        expect(integrity(driver)).toBe('ok');
        again.close();
      }
      // A page of rounds holds some dozens; those of its index, of names or of the root cost more or nothing.
      expect(found.filter((n) => n >= 500).length).toBeGreaterThanOrEqual(Math.floor(found.length / 2));
    });

    test('what is kept of days stays, also where rounds of them were on a page that is lost', () => {
      const history = open(driver);
      const lines = Array.from({ length: 6 * 288 }, (_, n) => toPlainRound(sampleRound(beganAt + n * everyMs)));
      history.importLines(lines.map((round) => JSON.stringify({ record: 'round', ...round })));
      clock.advance(6 * dayMs);
      while (history.maintain());
      history.close();
      const sound = readFileSync(path());
      const pages = Math.floor(sound.length / 4096);
      const kept = { fromAt: beganAt, toAt: beganAt + 3 * dayMs };
      const lost: number[] = [];
      const found: number[] = [];
      for (let page = 2; page < pages; page += Math.ceil(pages / 15)) {
        writeFileSync(path(), sound);
        const file = openSync(path(), 'r+');
        writeSync(file, Buffer.alloc(64, 0xff), 0, 64, page * 4096);
        closeSync(file);
        const again = open(driver);
        again.recordRound(sampleRound(clock.now()));
        lost.push(lines.length + 1 - countLooks(again));
        const before = totalsOf(again.reader.segments('portal', kept)).up;
        // Something becomes known of that time.
        again.recordEntry({ kind: 'slept', fromAt: beganAt, at: beganAt + everyMs });
        found.push(totalsOf(again.reader.segments('portal', kept)).up - before);
        again.close();
      }
      expect(lost.some((rounds) => rounds > 0)).toBe(true);
      expect(found.filter((ms) => ms !== 0)).toEqual([]);
    });

    test('of which nothing can be read gives a new one, and says so', () => {
      writeFileSync(path(), 'x'.repeat(20_000));
      const history = open(driver);
      expect(record(history, 2)).toBe(2);
      expect([history.warning()?.kind, countLooks(history)]).toEqual(['history-damaged', 2]);
      history.close();
    });

    test('a rescue that was killed between its two steps is finished', () => {
      const history = open(driver);
      record(history, 3);
      history.close();
      spawnSync('mv', [path(), `${path()}.new`]);
      const again = open(driver);
      expect([countLooks(again), existsSync(`${path()}.new`)]).toEqual([3, false]);
      again.close();
    });
  });

  test('a file of a newer version is left alone', () => {
    const history = open(driver);
    record(history, 2);
    history.close();
    const database = driver.open(path(), { readOnly: false, busyMs: 50 });
    database.exec('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(path());
    const again = open(driver);
    expect([record(again, 1), again.problem()?.kind, again.warning()]).toEqual([0, 'other', null]);
    again.close();
    expect(readFileSync(path()).equals(before)).toBe(true);
  });

  test.skipIf(!isRoot)('a full disk: what happens waits in memory, and is written once there is space', () => {
    const folder = join(temp.path, 'small');
    mkdirSync(folder);
    const unmount = mountSmallDisk(folder, 512);
    try {
      const history = open(driver, folder);
      const early = record(history, 20);
      const free = fillDisk(folder);
      const during = record(history, 300);
      const problem = history.problem();
      expect([early, problem?.kind]).toEqual([20, 'full']);
      expect(problem?.waiting).toBeGreaterThan(0);
      free();
      expect(record(history, 1)).toBe(1);
      expect([history.problem(), countLooks(history), during < 300]).toEqual([null, 321, true]);
      history.close();
    } finally {
      unmount();
    }
  });
});

function integrity(driver: Driver): unknown {
  const database = driver.open(path(), { readOnly: true, busyMs: 1_000 });
  try {
    return database.transaction('read', () => database.prepare('PRAGMA integrity_check').get())?.['integrity_check'];
  } finally {
    database.close();
  }
}
