import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { commit, type Database, type Driver, type OpenOptions, type SqlRow, type SqlValue } from './driver';
import { cachedStatements } from './statements';
import { giveLockFolder, takeLockFolder, undoHalfWritten } from './lock-folder';
import { signOn } from './users';

/** The part of `node:sqlite` that is used here: the types of the floor's Node do not have it. */
interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): {
    run(...values: readonly SqlValue[]): unknown;
    all(...values: readonly SqlValue[]): SqlRow[];
  };
  close(): void;
}

interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string | URL,
    options: { readonly readOnly: boolean; readonly timeout: number },
  ) => NodeDatabase;
}

/** SQLite of the runtime itself; null where it has none, or one that knows no URLs (Node below 22.15, Electron below 36). */
export function createNodeDriver(): Driver | null {
  const sqlite = process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined;
  if (sqlite === undefined || !knowsUrls(process.versions.node)) return null;
  return {
    name: 'node',
    open: (path, options) => {
      if (options.readOnly && !existsSync(path)) throw new Error('unable to open database file');
      return options.lockless === true ? openLockless(sqlite, path, options) : openLocked(sqlite, path, options);
    },
  };
}

function knowsUrls(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 15) || (major === 23 && minor >= 10);
}

function openLocked(sqlite: NodeSqlite, path: string, { readOnly, busyMs }: OpenOptions): Database {
  const signOff = signOn(path);
  const exclusively: Around = (work) => {
    takeLockFolder(path, busyMs);
    try {
      return work();
    } finally {
      giveLockFolder(path);
    }
  };
  try {
    undoHalfWritten(path, busyMs);
    const database = exclusively(() => new sqlite.DatabaseSync(path, { readOnly, timeout: busyMs }));
    return toDatabase(database, exclusively, signOff);
  } catch (error) {
    signOff();
    throw error;
  }
}

/** SQLite asks for no lock and looks for no journal where it is told that nothing will change. */
function openLockless(sqlite: NodeSqlite, path: string, { busyMs }: OpenOptions): Database {
  const url = pathToFileURL(path);
  url.search = 'immutable=1';
  const database = new sqlite.DatabaseSync(url, { readOnly: true, timeout: busyMs });
  return toDatabase(
    database,
    (work) => work(),
    () => undefined,
  );
}

type Around = <T>(work: () => T) => T;

function toDatabase(database: NodeDatabase, exclusively: Around, signOff: () => void): Database {
  return {
    exec: (sql) => {
      database.exec(sql);
    },
    prepare: cachedStatements((sql) => {
      const statement = database.prepare(sql);
      return {
        run: (values) => void statement.run(...values),
        all: (values) => statement.all(...values),
        finalize: () => undefined,
      };
    }).prepare,
    transaction: (kind, work) =>
      exclusively(() => {
        database.exec(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
        return commit(database, work);
      }),
    close: () => {
      try {
        database.close();
      } finally {
        signOff();
      }
    },
  };
}
