/** What was to be written, as rows that an import understands. */
import type { Correction, IncidentNote } from '../../core/history/types';
import type { PlainRound } from './rounds';
import type { Spare } from './spool';

export function toSpareRound(round: PlainRound): Spare {
  return { kind: 'line', at: round.startedAt, line: { record: 'round', ...round } };
}

export function toSpareNote(server: string, incident: string, { at, by, text }: IncidentNote): Spare {
  return { kind: 'line', at, line: { record: 'incident_notes', server, incident, at, by, text } };
}

export function toSpareCorrection(server: string, correction: Correction): Spare {
  const { id, fromAt, toAt, kind, reason, by, madeAt } = correction;
  const line = { record: 'corrections', server, id, from_at: fromAt, to_at: toAt, kind, reason, by, made_at: madeAt };
  return { kind: 'line', at: madeAt, line };
}
