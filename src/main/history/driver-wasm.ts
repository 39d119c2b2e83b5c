import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Database as WasmDatabase } from 'node-sqlite3-wasm';
import { commit, sqlFailure, type Database, type Driver, type OpenOptions, type SqlRow } from './driver';
import { clearLockFolder, undoHalfWritten } from './lock-folder';
import { cachedStatements } from './statements';
import { signOn } from './users';

interface Sqlite {
  readonly Database: typeof WasmDatabase;
}

/** SQLite compiled to WebAssembly: wherever the runtime has none of its own. Loaded at the first use: it takes a while. */
export function createWasmDriver(): Driver {
  return { name: 'wasm', open: (path, options) => open(loadSqlite(), path, options) };
}

/**
 * Compiled once, quickly: the optimising compiler would hold 25 MB to make faster what takes milliseconds here.
 * `npm run bench -- history` shows that it is fast enough.
 */
function loadSqlite(): Sqlite {
  setFlagsFromString('--no-wasm-dynamic-tiering');
  setFlagsFromString('--no-wasm-tier-up');
  return createRequire(import.meta.url)('node-sqlite3-wasm') as Sqlite;
}

function open(sqlite: Sqlite, path: string, options: OpenOptions): Database {
  if (options.readOnly && !existsSync(path)) throw new Error('unable to open database file');
  return options.lockless === true ? openLockless(sqlite, path) : openLocked(sqlite, path, options);
}

function openLocked(sqlite: Sqlite, path: string, { readOnly, busyMs }: OpenOptions): Database {
  const signOff = signOn(path);
  try {
    undoHalfWritten(path, busyMs);
    const database = new sqlite.Database(path, { readOnly });
    database.exec(`PRAGMA busy_timeout = ${busyMs}`);
    return toDatabase(database, () => clearLockFolder(path), signOff);
  } catch (error) {
    signOff();
    throw error;
  }
}

/** Its locks and journals are beside the name by which a file is opened: here a link in a folder of our own. */
function openLockless(sqlite: Sqlite, path: string): Database {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-history-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const link = join(folder, 'history.db');
    linkOrCopy(resolve(path), link);
    return toDatabase(new sqlite.Database(link, { readOnly: true }), () => false, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

/** Windows lets not everybody make links. */
function linkOrCopy(path: string, link: string): void {
  try {
    symlinkSync(path, link);
  } catch {
    copyFileSync(path, link, constants.COPYFILE_FICLONE);
  }
}

/** `unlock`: takes away what a dead process left; false: it may be a living one's. */
function toDatabase(database: WasmDatabase, unlock: () => boolean, signOff: () => void): Database {
  const statements = cachedStatements((sql) => {
    const statement = database.prepare(sql);
    return {
      run: (values) => void statement.run([...values]),
      all: (values) => statement.all([...values]) as readonly SqlRow[],
      finalize: () => {
        statement.finalize();
      },
    };
  });
  const begin = (sql: string): void => {
    try {
      database.exec(sql);
    } catch (error) {
      rollBackQuietly(database);
      if (sqlFailure(error) !== 'busy' || !unlock()) throw error;
      database.exec(sql);
    }
  };
  return {
    exec: (sql) => {
      database.exec(sql);
    },
    prepare: statements.prepare,
    transaction: (kind, work) => {
      // The second statement takes the lock that the first only announces.
      begin(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN; SELECT count(*) FROM sqlite_schema');
      return commit(database, work);
    },
    close: () => {
      try {
        statements.finalize();
        database.close();
      } finally {
        signOff();
      }
    },
  };
}

function rollBackQuietly(database: { exec(sql: string): void }): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // It had not begun.
  }
}
