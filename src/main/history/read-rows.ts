/** The tables that are read as they are. */
import type {
  Correction,
  IncidentNote,
  IncidentRecord,
  NoteRecord,
  Range,
  SecondsKind,
} from '../../core/history/types';
import type { Connection } from './connection';

export function readCorrections({ database }: Connection, server: number, range: Range): readonly Correction[] {
  return database
    .prepare('SELECT * FROM corrections WHERE server = ? AND from_at < ? AND to_at > ? ORDER BY from_at')
    .all(server, range.toAt, range.fromAt)
    .map((row) => ({
      id: String(row['id']),
      fromAt: Number(row['from_at']),
      toAt: Number(row['to_at']),
      kind: row['kind'] as SecondsKind,
      reason: String(row['reason']),
      by: String(row['by']),
      madeAt: Number(row['made_at']),
    }));
}

export function readNotes({ database }: Connection, server: number, range: Range): readonly NoteRecord[] {
  return database
    .prepare('SELECT * FROM notes WHERE server = ? AND at >= ? AND at < ? ORDER BY at')
    .all(server, range.fromAt, range.toAt)
    .map((row) => ({
      at: Number(row['at']),
      note: String(row['note']),
      source: row['source'] as NoteRecord['source'],
    }));
}

/** Those that touch the range, the earliest first. */
export function readIncidents({ database }: Connection, server: number, range: Range): readonly IncidentRecord[] {
  const notes = database.prepare(
    'SELECT at, by, text FROM incident_notes WHERE server = ? AND incident = ? ORDER BY at',
  );
  const sql = `SELECT id, content FROM incidents
    WHERE server = ? AND from_at < ? AND (to_at IS NULL OR to_at > ?) ORDER BY from_at, id`;
  return database
    .prepare(sql)
    .all(server, range.toAt, range.fromAt)
    .map((row) => ({
      ...(JSON.parse(String(row['content'])) as IncidentRecord),
      notes: notes.all(server, String(row['id'])) as unknown as readonly IncidentNote[],
    }));
}
