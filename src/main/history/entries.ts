/** What the monitor wrote down: kept as it was, and as what it says of incidents, gaps, maintenance and notes. */
import type { NoDataReason, NoteRecord } from '../../core/history/types';
import type { HistoryEntry } from '../../core/monitor';
import type { Connection } from './connection';
import { foldEntry, toAction } from './incident-fold';
import { incidentAt, readIncident, writeIncident } from './incident-rows';
import type { RecordedEntry } from './history';
import { unfreeze } from './frozen';

/** False: it is there already. */
export function insertEntry(connection: Connection, entry: RecordedEntry): boolean {
  const { database, names } = connection;
  const server = names.server('serverId' in entry ? entry.serverId : null);
  database
    .prepare('INSERT OR IGNORE INTO events (server, at, kind, content) VALUES (?, ?, ?, ?)')
    .run(server, entry.at, entry.kind, JSON.stringify(entry));
  if (Number(database.prepare('SELECT changes() AS n').get()?.['n']) === 0) return false;
  derive(connection, server, entry);
  return true;
}

function derive(connection: Connection, server: number, entry: RecordedEntry): void {
  switch (entry.kind) {
    case 'incident-opened':
    case 'incident-closed':
    case 'cause-changed':
    case 'notified':
    case 'acknowledged':
    case 'unacknowledged': {
      const known = readIncident(connection, server, entry.id);
      const next = foldEntry(known, entry);
      if (next !== null && next !== known) writeIncident(connection, server, next);
      return;
    }
    case 'restart':
      addAction(connection, server, entry);
      return;
    case 'note':
      insertNote(connection, server, { at: entry.at, note: entry.note, source: 'observed', took: null });
      return;
    case 'slept':
      insertGap(connection, server, { fromAt: entry.fromAt, toAt: entry.at, reason: 'asleep' });
      return;
    case 'blind-ended':
      insertGap(connection, server, { fromAt: entry.fromAt, toAt: entry.at, reason: 'own-network' });
      return;
    case 'maintenance-started':
      beginMaintenance(connection, server, entry.at, entry.untilAt);
      return;
    case 'maintenance-ended':
      endMaintenance(connection, server, entry.fromAt, entry.at);
      return;
    default:
      return;
  }
}

function addAction(connection: Connection, server: number, { run }: Extract<HistoryEntry, { kind: 'restart' }>): void {
  const action = toAction(run);
  const incident = action === null ? null : incidentAt(connection, server, action.at);
  if (action === null || incident === null) return;
  writeIncident(connection, server, { ...incident, actions: [...incident.actions, action] });
}

/** Told again it is the same note; what is known now of how long it took is added. */
export function insertNote({ database }: Connection, server: number, { at, note, source, took }: NoteRecord): void {
  const sql = `INSERT INTO notes (server, at, note, source, at_least_ms, at_most_ms) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at_least_ms = coalesce(excluded.at_least_ms, at_least_ms),
      at_most_ms = coalesce(excluded.at_most_ms, at_most_ms)`;
  database.prepare(sql).run(server, at, note, source, took?.atLeastMs ?? null, took?.atMostMs ?? null);
}

export function insertGap(
  connection: Connection,
  server: number,
  { fromAt, toAt, reason }: { readonly fromAt: number; readonly toAt: number; readonly reason: NoDataReason },
): void {
  if (toAt <= fromAt) return;
  connection.database
    .prepare('INSERT OR IGNORE INTO gaps (server, from_at, to_at, reason) VALUES (?, ?, ?, ?)')
    .run(server, fromAt, toAt, reason);
  unfreeze(connection, server, fromAt);
}

/** One that is longer goes on as the same. */
function beginMaintenance(connection: Connection, server: number, at: number, untilAt: number | null): void {
  const { database } = connection;
  const open = database
    .prepare('SELECT from_at FROM maintenances WHERE server = ? AND to_at IS NULL AND planned_until_at > ?')
    .get(server, at);
  database
    .prepare('INSERT OR REPLACE INTO maintenances (server, from_at, to_at, planned_until_at) VALUES (?, ?, NULL, ?)')
    .run(server, open === null ? at : Number(open['from_at']), untilAt);
}

function endMaintenance(connection: Connection, server: number, fromAt: number, at: number): void {
  const sql = `INSERT INTO maintenances (server, from_at, to_at, planned_until_at) VALUES (?, ?, ?, NULL)
    ON CONFLICT (server, from_at) DO UPDATE SET to_at = excluded.to_at`;
  connection.database.prepare(sql).run(server, fromAt, at);
  unfreeze(connection, server, fromAt);
}
