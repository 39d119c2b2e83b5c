import type { IncidentRecord } from '../../core/history/types';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { causeTitle } from '../../shared/describe';
import { useAnswer } from '../history/use-answer';
import type { Store } from '../store';
import type { Words } from '../words';
import type { LogMark } from './engine/protocol';

export interface Outage {
  readonly fromAt: number;
  /** Null: it goes on. */
  readonly toAt: number | null;
}

const dayMs = 86_400_000;
/** What led to an outage, and what it left behind. */
const aroundMs = 2 * 60_000;

/** The outages of the last days; in a drill none, for nothing of it happened. */
export function useIncidents(store: Store, serverId: string): readonly IncidentRecord[] {
  const isDrill = store.snapshot.value?.drill != null;
  const { answer } = useAnswer(serverId, String(isDrill), async () =>
    isDrill ? null : store.bridge.request('history:view', { serverId, choice: { kind: 'days30', steps: 0 } }),
  );
  return answer?.report.incidents.filter(({ counted }) => counted) ?? [];
}

/** The one that goes on, else the last one of yesterday or today. */
export function outageOf(server: ServerSnapshot, incidents: readonly IncidentRecord[], now: number): Outage | null {
  if (server.incident !== null) return { fromAt: server.incident.firstFailureAt, toAt: null };
  const last = incidents.at(-1);
  if (last === undefined || (last.recoveredAt ?? now) < now - dayMs) return null;
  return { fromAt: last.firstFailureAt, toAt: last.recoveredAt };
}

/** Its minutes with some around them, by the server's clock. */
export function windowOf({ fromAt, toAt }: Outage, now: number, offsetMs: number): { fromAt: number; toAt: number } {
  const end = toAt === null ? now : Math.min(now, toAt + aroundMs);
  return {
    fromAt: Math.round(fromAt - aroundMs + offsetMs),
    toAt: Math.round(Math.max(end, fromAt + 1000) + offsetMs),
  };
}

/** What stands between the lines. */
export function marksOf(incidents: readonly IncidentRecord[], offsetMs: number, t: Words): readonly LogMark[] {
  return incidents.flatMap((incident) => {
    const marks: LogMark[] = [
      {
        at: incident.firstFailureAt,
        status: 'down',
        text: t.ui('logs.mark.begin', { cause: causeTitle(incident.cause, t) }),
      },
    ];
    if (incident.confirmedAt !== null)
      marks.push({ at: incident.confirmedAt, status: 'down', text: t.ui('logs.mark.confirmed') });
    for (const { at, service } of incident.actions)
      marks.push({ at, status: 'attention', text: t.ui('logs.mark.restart', { service }) });
    if (incident.recoveredAt !== null)
      marks.push({ at: incident.recoveredAt, status: 'calm', text: t.ui('logs.mark.recovered') });
    return marks.map((mark) => ({ ...mark, at: mark.at + offsetMs }));
  });
}
