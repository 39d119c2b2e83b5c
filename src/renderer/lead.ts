/** The sentence under the verdict, and the finding that it rests on. */
import type { Finding } from '../core/model';
import type { ServerSnapshot } from '../core/snapshot-types';
import { describeCalm, describeFinding, describeNoData } from '../shared/describe';
import { leftMs } from './format';
import type { Words } from './words';

/** The finding that the answer rests on; none where what was found is too old to count, or is no longer so. */
export function shownFinding(server: ServerSnapshot): Finding | null {
  if (server.recoveringSinceAt !== null) return null;
  if (server.noData !== null && server.noData.kind !== 'blind') return null;
  return server.diagnosis?.primary ?? null;
}

export function leadOf(server: ServerSnapshot, t: Words, now: number): string {
  const { maintenance } = server;
  if (maintenance !== null)
    return t.text('answer.maintenance.sub', { until: maintenance.untilAt, left: leftMs(maintenance.untilAt, now) });
  if (server.recoveringSinceAt !== null) return t.text('answer.recovering', { since: server.recoveringSinceAt });
  const finding = shownFinding(server);
  if (finding !== null) return describeFinding(finding, server, t).sentence;
  if (server.noData !== null) return describeNoData(server.noData, t);
  return describeCalm(server, t);
}
