/** An outage's record, from what the monitor wrote down of it. Pure. */
import type { IncidentAction, IncidentRecord } from '../../core/history/types';
import type { HistoryEntry } from '../../core/monitor';
import type { RepairedBy } from '../../core/monitor-state';
import type { RestartRun } from '../../core/restart-types';

type OfIncident = Extract<HistoryEntry, { readonly id: string }>;

const mostEvidence = 40;

/** Null: the entry is about something else, e.g. a notice of a concern. */
export function foldEntry(known: IncidentRecord | null, entry: OfIncident): IncidentRecord | null {
  switch (entry.kind) {
    case 'incident-opened':
      return {
        ...(known ?? emptyIncident(entry)),
        confirmedAt: known?.confirmedAt ?? entry.at,
        evidence: known?.evidence.length ? known.evidence : (entry.evidence ?? []),
      };
    case 'incident-closed':
      return {
        ...(known ?? emptyIncident(entry)),
        recoveredAt: entry.at,
        atMost: entry.endSeen === false,
        repairedBy: (entry.repairedBy ?? 'unknown') as RepairedBy,
      };
    case 'cause-changed':
      return known === null
        ? null
        : {
            ...known,
            causes: [...known.causes, { at: entry.at, cause: entry.cause }],
            evidence: [...known.evidence, ...entry.evidence].slice(0, mostEvidence),
          };
    case 'notified':
      return known === null || !entry.ok ? known : { ...known, toldAt: known.toldAt ?? entry.at };
    case 'acknowledged':
      return known === null ? null : { ...known, acknowledgedAt: known.acknowledgedAt ?? entry.at };
    case 'unacknowledged':
      return known === null ? null : { ...known, acknowledgedAt: null };
    default:
      return known;
  }
}

export function emptyIncident({
  id,
  cause,
  firstFailureAt,
}: Pick<IncidentRecord, 'id' | 'cause' | 'firstFailureAt'>): IncidentRecord {
  return {
    id,
    cause,
    firstSignAt: null,
    firstFailureAt,
    confirmedAt: null,
    toldAt: null,
    acknowledgedAt: null,
    actions: [],
    recoveredAt: null,
    recovery: null,
    repairedBy: null,
    source: 'observed',
    atMost: false,
    evidence: [],
    causes: [],
    notes: [],
  };
}

/** Null: nothing was done. */
export function toAction({ service, startedAt, outcome }: RestartRun): IncidentAction | null {
  if (outcome === null || outcome.kind === 'refused' || (service !== 'api' && service !== 'dashboard')) return null;
  return { at: startedAt, service, outcome: outcome.kind, ms: outcome.ms };
}
