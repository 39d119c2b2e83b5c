import type { IncidentRecord } from '../../core/history/types';
import type { Connection } from './connection';

export function readIncident({ database }: Connection, server: number, id: string): IncidentRecord | null {
  const row = database.prepare('SELECT content FROM incidents WHERE server = ? AND id = ?').get(server, id);
  return row === null ? null : parseIncident(String(row['content']));
}

/** Earlier versions knew of no end in the server's records. */
export function parseIncident(content: string): IncidentRecord {
  return { recovery: null, ...(JSON.parse(content) as Omit<IncidentRecord, 'recovery'>) };
}

/** Her notes have a table of their own, so that nothing that is written later can lose one. */
export function writeIncident({ database }: Connection, server: number, incident: IncidentRecord): void {
  const sql = `INSERT INTO incidents (server, id, from_at, to_at, content) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (server, id) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at, content = excluded.content`;
  const { id, firstFailureAt, firstSignAt, recoveredAt } = incident;
  const fromAt = Math.min(firstFailureAt, firstSignAt ?? firstFailureAt);
  database.prepare(sql).run(server, id, fromAt, recoveredAt, JSON.stringify({ ...incident, notes: [] }));
}

/** The outage during which it happened, the latest first. */
export function incidentAt(connection: Connection, server: number, at: number): IncidentRecord | null {
  const sql = `SELECT id FROM incidents WHERE server = ? AND from_at <= ? AND (to_at IS NULL OR to_at >= ?)
    ORDER BY from_at DESC LIMIT 1`;
  const row = connection.database.prepare(sql).get(server, at, at);
  return row === null ? null : readIncident(connection, server, String(row['id']));
}
