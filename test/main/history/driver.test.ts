/** One contract, both drivers: `npm test -- node24` runs it where there are two. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqlFailure, type Database, type Driver } from '../../../src/main/history/driver';
import { rollBackJournal } from '../../../src/main/history/roll-back';
import { deadPid } from '../../support/process-tree';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { drivers } from './drivers';

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('driver');
});
afterEach(() => {
  temp.remove();
});

const path = () => join(temp.path, 'a.db');
const writing = { readOnly: false, busyMs: 50 };
const reading = { readOnly: true, busyMs: 50 };

function create(driver: Driver): Database {
  const database = driver.open(path(), writing);
  database.prepare('PRAGMA journal_mode = TRUNCATE').get();
  database.exec('PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, value)');
  return database;
}

function failureOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return sqlFailure(error);
  }
  return 'none';
}

describe.each(drivers)('$name', (driver) => {
  test('values come back as they went in', () => {
    const database = create(driver);
    const values = [1, -1, 0, 1_795_000_000_000, 1.5, 'año 😀', new Uint8Array([0, 255]), null];
    database.transaction('write', () => {
      values.forEach((value, id) => {
        database.prepare('INSERT INTO t VALUES (?, ?)').run(id, value);
      });
    });
    const found = database.transaction('read', () => database.prepare('SELECT value FROM t ORDER BY id').all());
    expect(found.map(({ value }) => (value instanceof Uint8Array ? [...value] : value))).toEqual(
      values.map((value) => (value instanceof Uint8Array ? [...value] : value)),
    );
    database.close();
  });

  test('a transaction that fails leaves nothing, and the next one is as if it had not been', () => {
    const database = create(driver);
    const insert = database.prepare('INSERT INTO t VALUES (?, ?)');
    const attempt = () =>
      database.transaction('write', () => {
        insert.run(1, 'a');
        insert.run(1, 'b');
      });
    expect(failureOf(attempt)).toBe('other');
    database.transaction('write', () => {
      insert.run(1, 'c');
    });
    const found = database.transaction('read', () => database.prepare('SELECT value FROM t').all());
    expect(found.map(({ value }) => value)).toEqual(['c']);
    database.close();
  });

  test('a first row leaves nothing open: another connection writes at once', () => {
    const database = create(driver);
    const other = driver.open(path(), writing);
    database.transaction('read', () => database.prepare('SELECT * FROM sqlite_schema').get());
    other.transaction('write', () => {
      other.exec("INSERT INTO t VALUES (1, 'x')");
    });
    expect(database.transaction('read', () => database.prepare('SELECT count(*) AS n FROM t').get())).toEqual({ n: 1 });
    other.close();
    database.close();
  });

  test('while one works, another waits and says that it is busy; afterwards it may', () => {
    const database = create(driver);
    const other = driver.open(path(), reading);
    // As a living process that is not this one holds it.
    writeFileSync(`${path()}.user-1-0`, '');
    const ask = () => other.transaction('read', () => other.prepare('SELECT count(*) AS n FROM t').get());
    const during = database.transaction('write', () => failureOf(ask));
    expect([during, failureOf(ask)]).toEqual(['busy', 'none']);
    other.close();
    database.close();
  });

  test('what a killed process left locked is unlocked; what a living one holds is not', () => {
    create(driver).close();
    const open = () => {
      driver.open(path(), writing).close();
    };
    mkdirSync(`${path()}.lock`);
    writeFileSync(`${path()}.user-1-0`, '');
    expect(failureOf(open)).toBe('busy');
    spawnSync('rm', [`${path()}.user-1-0`]);
    writeFileSync(`${path()}.user-${String(deadPid())}-0`, '');
    expect(failureOf(open)).toBe('none');
    expect(readdirSync(temp.path).filter((name) => /lock|user/.test(name))).toEqual([]);
  });

  test('the signs of killed processes do not pile up', () => {
    create(driver).close();
    for (let n = 0; n < 3; n += 1) writeFileSync(`${path()}.user-${String(deadPid())}-0`, '');
    writeFileSync(`${path()}.user-1-0`, '');
    driver.open(path(), writing).close();
    expect(readdirSync(temp.path).filter((name) => name.includes('user'))).toEqual(['a.db.user-1-0']);
  });

  test('a file that is not there is not made by reading', () => {
    expect(() => driver.open(path(), reading)).toThrow('unable to open');
    expect(readdirSync(temp.path)).toEqual([]);
  });

  test('a file that is no database is damaged', () => {
    writeFileSync(path(), 'x'.repeat(9_000));
    const act = () => {
      const database = driver.open(path(), writing);
      try {
        return database.transaction('read', () => database.prepare('SELECT * FROM sqlite_schema').all());
      } finally {
        database.close();
      }
    };
    expect(failureOf(act)).toBe('damaged');
  });

  test('a transaction that was killed half written is undone before the file is opened', () => {
    const torn = makeTorn(driver);
    for (const opener of drivers) {
      const copy = join(temp.path, `${opener.name}.db`);
      copyFileSync(torn, copy);
      copyFileSync(`${torn}-journal`, `${copy}-journal`);
      const database = opener.open(copy, reading);
      const found = database.transaction('read', () => ({
        values: database.prepare('SELECT length(value) AS length, count(*) AS n FROM t GROUP BY 1').all(),
        check: database.prepare('PRAGMA integrity_check').all(),
      }));
      expect(found).toEqual({ values: [{ length: 500, n: 1000 }], check: [{ integrity_check: 'ok' }] });
      database.close();
    }
  });

  test('a journal that breaks off is played as far as it is whole', () => {
    const torn = makeTorn(driver);
    const size = statSync(`${torn}-journal`).size;
    expect(size).toBeGreaterThan(50_000);
    spawnSync('truncate', ['-s', String(Math.floor(size / 2)), `${torn}-journal`]);
    expect([rollBackJournal(torn), statSync(`${torn}-journal`).size, rollBackJournal(torn)]).toEqual([true, 0, false]);
  });

  /** The file in the middle of a transaction that is too large for memory, as a killed process leaves it. */
  function makeTorn(maker: Driver): string {
    const database = create(maker);
    database.exec('PRAGMA cache_size = 20');
    const insert = database.prepare('INSERT INTO t VALUES (?, zeroblob(500))');
    database.transaction('write', () => {
      for (let id = 0; id < 1000; id += 1) insert.run(id);
    });
    const torn = join(temp.path, 'torn.db');
    const abandoned = () =>
      database.transaction('write', () => {
        database.exec('UPDATE t SET value = zeroblob(499); INSERT INTO t SELECT id + 5000, value FROM t');
        copyFileSync(path(), torn);
        copyFileSync(`${path()}-journal`, `${torn}-journal`);
        throw new Error('given up');
      });
    expect(abandoned).toThrow('given up');
    database.close();
    return torn;
  }
});

// Where there is only one there is nothing to compare.
const [one, other] = drivers;
if (one !== undefined && other !== undefined)
  test('what one driver wrote, the other reads and goes on with', () => {
    create(one).close();
    for (const driver of [other, one, other]) {
      const database = driver.open(path(), writing);
      database.transaction('write', () => {
        database.exec("INSERT INTO t (value) VALUES ('x')");
      });
      database.close();
    }
    const database = one.open(path(), reading);
    expect(database.transaction('read', () => database.prepare('SELECT count(*) AS n FROM t').get())).toEqual({ n: 3 });
    expect(existsSync(`${path()}-wal`)).toBe(false);
    database.close();
  });
