import { existsSync } from 'node:fs';
import { commit, type Database, type Driver, type OpenOptions, type SqlRow, type SqlValue } from './driver';
import { cachedStatements } from './statements';
import { giveLockFolder, takeLockFolder, undoHalfWritten } from './lock-folder';
import { signOn } from './users';

/** The part of `node:sqlite` that is used here: the types of the floor's Node do not have it. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean; readonly timeout: number },
  ) => {
    exec(sql: string): void;
    prepare(sql: string): {
      run(...values: readonly SqlValue[]): unknown;
      all(...values: readonly SqlValue[]): SqlRow[];
    };
    close(): void;
  };
}

/** SQLite of the runtime itself; null where it has none (Node below 22.5, Electron below 35). */
export function createNodeDriver(): Driver | null {
  const sqlite = process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined;
  return sqlite === undefined ? null : { name: 'node', open: (path, options) => open(sqlite, path, options) };
}

function open(sqlite: NodeSqlite, path: string, { readOnly, busyMs }: OpenOptions): Database {
  if (readOnly && !existsSync(path)) throw new Error('unable to open database file');
  const signOff = signOn(path);
  const exclusively = <T>(work: () => T): T => {
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
  } catch (error) {
    signOff();
    throw error;
  }
}
