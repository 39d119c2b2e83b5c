import type { HistoryReader, IncidentRecord } from '../core/history/types';
import { nothingSaved, type Incident, type SavedState } from '../core/monitor-state';
import { readServers } from './saved-state';
import type { StateStore } from './state-store';

/**
 * At a start: where the file is damaged or of another version, an outage that was open is known from the history. Else it
 * would stay open there for ever, and the same outage begin a second time. What was silenced is not known any more.
 */
export function recoverSavedState(
  store: StateStore,
  history: Pick<HistoryReader, 'incidents'>,
  serverIds: readonly string[],
): SavedState {
  const stored = store.load();
  const { saved, damaged } = readServers(stored);
  const lost = stored.kind === 'ignored' ? serverIds : serverIds.filter((id) => damaged.includes(id));
  const found = lost.flatMap((id) => {
    const open = history.incidents(id, { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER }).findLast(isOpen);
    return open === undefined ? [] : [[id, { ...nothingSaved, incident: toIncident(open) }] as const];
  });
  return { ...saved, ...Object.fromEntries(found) };
}

function isOpen({ source, recoveredAt }: IncidentRecord): boolean {
  return source === 'observed' && recoveredAt === null;
}

function toIncident(record: IncidentRecord): Incident {
  const { id, cause, firstFailureAt, confirmedAt, toldAt, acknowledgedAt, atMost, causes: later } = record;
  const latest = later.at(-1)?.cause ?? cause;
  return {
    id,
    cause: latest,
    firstFailureAt,
    startSeen: !atMost,
    confirmedAt: confirmedAt ?? firstFailureAt,
    toldAt,
    acknowledgedAt,
    acknowledgedCause: acknowledgedAt === null ? null : latest,
    reminders: 0,
    afterMaintenance: false,
    restartMs: null,
  };
}
