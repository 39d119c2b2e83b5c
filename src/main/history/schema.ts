/**
 * The tables, as numbered steps: a file knows how many it has (`PRAGMA user_version`) and gets the rest. A step that was
 * released is never changed. Columns that end in `_at` are epoch milliseconds; `server`, `name` and `item` are numbers of `servers`,
 * `names` and `items`.
 */
import type { Database } from './driver';

const steps: readonly string[] = [
  `
  CREATE TABLE servers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, frozen_at INTEGER, rolled_at INTEGER);
  -- Words that repeat: causes, answers such as "active".
  CREATE TABLE names (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
  -- What is measured: checks, and phases of the public probes.
  CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, unit TEXT);

  -- A round is one row, its measurements one value (measurements.ts): a tenth of what a row for each would take.
  CREATE TABLE rounds (
    id INTEGER PRIMARY KEY, server INTEGER NOT NULL, started_at INTEGER NOT NULL, took_ms INTEGER NOT NULL,
    verdict INTEGER NOT NULL, cause INTEGER, measurements BLOB NOT NULL
  );
  CREATE UNIQUE INDEX rounds_by_time ON rounds (server, started_at);

  -- Everything that the monitor wrote down, as it was. Server 0: of all.
  CREATE TABLE events (
    id INTEGER PRIMARY KEY, server INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL
  );
  CREATE UNIQUE INDEX events_by_time ON events (at, server, kind, content);

  CREATE TABLE incidents (
    server INTEGER NOT NULL, id TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER, content TEXT NOT NULL,
    PRIMARY KEY (server, id)
  );
  CREATE TABLE incident_notes (
    server INTEGER NOT NULL, incident TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (server, incident, at, by, text)
  ) WITHOUT ROWID;
  CREATE TABLE notes (
    server INTEGER NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL,
    PRIMARY KEY (server, at, note)
  ) WITHOUT ROWID;
  CREATE TABLE maintenances (
    server INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER, planned_until_at INTEGER,
    PRIMARY KEY (server, from_at)
  ) WITHOUT ROWID;
  CREATE TABLE gaps (
    server INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (server, from_at, to_at, reason)
  ) WITHOUT ROWID;
  CREATE TABLE spans (
    server INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, state TEXT NOT NULL, source TEXT NOT NULL,
    at_most INTEGER NOT NULL, cause TEXT, PRIMARY KEY (server, from_at, to_at, source, state)
  ) WITHOUT ROWID;
  CREATE TABLE corrections (
    server INTEGER NOT NULL, id TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, kind TEXT NOT NULL,
    reason TEXT NOT NULL, by TEXT NOT NULL, made_at INTEGER NOT NULL, PRIMARY KEY (server, id)
  ) WITHOUT ROWID;
  CREATE TABLE cursors (
    server INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (server, key)
  ) WITHOUT ROWID;

  -- What every second before \`servers.frozen_at\` was, without corrections: kept when the rounds are gone.
  CREATE TABLE segments (
    server INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, kind TEXT NOT NULL, cause TEXT,
    reason TEXT, source TEXT, unsure INTEGER NOT NULL, PRIMARY KEY (server, from_at)
  ) WITHOUT ROWID;
  -- What was measured before \`servers.rolled_at\`, by day (UTC) and, in \`hours\`, by hour.
  CREATE TABLE days (
    server INTEGER NOT NULL, item INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL, bad INTEGER NOT NULL,
    sum REAL NOT NULL, min REAL, max REAL, hours BLOB NOT NULL, PRIMARY KEY (server, item, day)
  ) WITHOUT ROWID;
  `,
  // How far apart two looks may be depends on how often rounds came then.
  `
  CREATE TABLE intervals (from_at INTEGER PRIMARY KEY, interval_ms INTEGER NOT NULL);
  CREATE TABLE facts (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  `,
  // How long something took that the server's records tell of; and which spans our own readings concluded (1), so that a
  // later one can take them back. Until now all came from readings, but for what was imported.
  `
  ALTER TABLE notes ADD COLUMN at_least_ms INTEGER;
  ALTER TABLE notes ADD COLUMN at_most_ms INTEGER;
  ALTER TABLE spans ADD COLUMN own INTEGER;
  UPDATE spans SET own = 1;
  `,
];

export const schemaVersion = steps.length;

/** Written by a newer Vigía: it is left alone. */
export const newerSchema = 'the history comes from a newer version';

/** Brings a file to today's schema; each step whole or not at all. `steps` and their number belong to the file. */
export function migrate(database: Database, upTo = schemaVersion): void {
  const version = readVersion(database);
  if (version > schemaVersion) throw new Error(newerSchema);
  steps.slice(version, upTo).forEach((step, index) => {
    database.transaction('write', () => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${version + index + 1}`);
    });
  });
}

export function readVersion(database: Database): number {
  return database.transaction('read', () =>
    Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0),
  );
}
