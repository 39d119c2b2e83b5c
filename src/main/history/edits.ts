/** What is written besides rounds and entries. Each inside a transaction of the caller's. */
import type { Correction, IncidentNote } from '../../core/history/types';
import type { Connection } from './connection';
import { insertGap, insertNote } from './entries';
import type { BackFill } from './history';
import { readIncident, writeIncident } from './incident-rows';
import { replaceSpans } from './spans';
import { roundTable, tables } from './tables';

export function storeBackFill(connection: Connection, server: number, backFill: BackFill): void {
  const { spans, replacedFrom = {}, gaps = [], notes = [], incidents = [], withdrawn = [] } = backFill;
  const { signs = {}, cursors = {} } = backFill;
  replaceSpans(connection, server, spans, replacedFrom);
  for (const gap of gaps) insertGap(connection, server, gap);
  for (const note of notes) insertNote(connection, server, note);
  for (const incident of incidents) {
    // What was seen directly stays as it is.
    if (readIncident(connection, server, incident.id)?.source !== 'observed')
      writeIncident(connection, server, incident);
  }
  for (const id of withdrawn) withdrawIncident(connection, server, id);
  for (const [id, found] of Object.entries(signs)) {
    const incident = readIncident(connection, server, id);
    if (incident !== null) writeIncident(connection, server, { ...incident, ...found });
  }
  for (const [key, value] of Object.entries(cursors)) writeCursor(connection, server, key, value);
}

function withdrawIncident(connection: Connection, server: number, id: string): void {
  const { database } = connection;
  if (readIncident(connection, server, id)?.source !== 'reconstructed') return;
  const isHers = database.prepare('SELECT 1 FROM incident_notes WHERE server = ? AND incident = ?').get(server, id);
  if (isHers === null) database.prepare('DELETE FROM incidents WHERE server = ? AND id = ?').run(server, id);
}

export function insertIncidentNote(
  { database }: Connection,
  server: number,
  incidentId: string,
  note: IncidentNote,
): void {
  database
    .prepare('INSERT OR IGNORE INTO incident_notes (server, incident, at, by, text) VALUES (?, ?, ?, ?, ?)')
    .run(server, incidentId, note.at, note.by, note.text);
}

export function insertCorrection({ database }: Connection, server: number, correction: Correction): void {
  const { id, fromAt, toAt, kind, reason, by, madeAt } = correction;
  database
    .prepare(
      'INSERT OR REPLACE INTO corrections (server, id, from_at, to_at, kind, reason, by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(server, id, fromAt, toAt, kind, reason, by, madeAt);
}

export function removeCorrection({ database }: Connection, server: number, id: string): void {
  database.prepare('DELETE FROM corrections WHERE server = ? AND id = ?').run(server, id);
}

export function writeCursor({ database }: Connection, server: number, key: string, value: string): void {
  database.prepare('INSERT OR REPLACE INTO cursors (server, key, value) VALUES (?, ?, ?)').run(server, key, value);
}

export function readCursor({ database, names }: Connection, serverId: string, key: string): string | null {
  const server = names.findServer(serverId);
  if (server === null) return null;
  const row = database.prepare('SELECT value FROM cursors WHERE server = ? AND key = ?').get(server, key);
  return row === null ? null : String(row['value']);
}

/** Only a change begins a new time: what was seen before is judged by how often it was looked then. */
export function insertInterval({ database }: Connection, fromAt: number, intervalMs: number): void {
  const last = database.prepare('SELECT interval_ms FROM intervals ORDER BY from_at DESC LIMIT 1').get();
  if (last?.['interval_ms'] === intervalMs) return;
  database.prepare('INSERT OR REPLACE INTO intervals (from_at, interval_ms) VALUES (?, ?)').run(fromAt, intervalMs);
}

export function removeServer({ database }: Connection, server: number): void {
  const named = [roundTable, ...tables].filter(({ columns }) => columns['server'] !== undefined);
  for (const { name } of named) database.prepare(`DELETE FROM ${name} WHERE server = ?`).run(server);
  database.prepare('UPDATE servers SET frozen_at = NULL, rolled_at = NULL WHERE id = ?').run(server);
}
