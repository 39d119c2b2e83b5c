import { closeSync, openSync, statSync } from 'node:fs';
import type { Database, Driver, OpenOptions } from './driver';
import { createNames, type Names } from './names';
import { migrate, newerSchema, readVersion, schemaVersion } from './schema';

/** It can be read once it has been brought up to date. */
export const olderSchema = 'the history comes from an older version';

/** An open file of today's schema. */
export interface Connection {
  readonly database: Database;
  readonly names: Names;
}

export interface ConnectionOptions extends OpenOptions {
  readonly driver: Driver;
  readonly path: string;
}

/** Throws what SQLite says. Only who writes brings an older file up to date. */
export function openConnection({ driver, path, ...options }: ConnectionOptions): Connection {
  // SQLite would make it readable for everybody.
  if (!options.readOnly) closeSync(openSync(path, 'a', 0o600));
  const database = driver.open(path, options);
  try {
    // Kept small: the tray application lives for months. No file of its own for what is only sorted.
    database.exec('PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL');
    if (options.readOnly) {
      const version = readVersion(database);
      if (version !== schemaVersion) throw new Error(version > schemaVersion ? newerSchema : olderSchema);
    } else {
      if (isEmpty(path)) database.exec('PRAGMA page_size = 4096');
      // Never WAL: the WebAssembly driver cannot open such a file.
      database.prepare('PRAGMA journal_mode = TRUNCATE').get();
      migrate(database);
    }
    return { database, names: createNames(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function isEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
