/** The tables that are read as they are. */
import type {
  Correction,
  IncidentNote,
  IncidentRecord,
  NoteRecord,
  Range,
  ReconstructedSpan,
  SecondsKind,
} from '../../core/history/types';
import type { Cause } from '../../core/model';
import type { Connection } from './connection';
import type { SqlRow } from './driver';
import { parseIncident } from './incident-rows';

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
      took: toBounded(row['at_least_ms'], row['at_most_ms']),
    }));
}

function toBounded(atLeastMs: unknown, atMostMs: unknown): NoteRecord['took'] {
  return typeof atLeastMs === 'number' && typeof atMostMs === 'number' ? { atLeastMs, atMostMs } : null;
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
      ...parseIncident(String(row['content'])),
      notes: notes.all(server, String(row['id'])) as unknown as readonly IncidentNote[],
    }));
}

export function toSpan(row: SqlRow): ReconstructedSpan {
  return {
    fromAt: Number(row['from_at']),
    toAt: Number(row['to_at']),
    state: row['state'] as ReconstructedSpan['state'],
    source: row['source'] as ReconstructedSpan['source'],
    atMost: row['at_most'] === 1,
    cause: row['cause'] as Cause | null,
  };
}
