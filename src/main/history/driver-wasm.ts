import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
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

function loadSqlite(): Sqlite {
  return createRequire(import.meta.url)('node-sqlite3-wasm') as Sqlite;
}

function open(sqlite: Sqlite, path: string, { readOnly, busyMs }: OpenOptions): Database {
  if (readOnly && !existsSync(path)) throw new Error('unable to open database file');
  const signOff = signOn(path);
  try {
    undoHalfWritten(path, busyMs);
    const database = new sqlite.Database(path, { readOnly });
    database.exec(`PRAGMA busy_timeout = ${busyMs}`);
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
        if (sqlFailure(error) !== 'busy' || !clearLockFolder(path)) throw error;
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
  } catch (error) {
    signOff();
    throw error;
  }
}

function rollBackQuietly(database: { exec(sql: string): void }): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // It had not begun.
  }
}
