import type { OverallStatus } from './model';
import type { ServerState } from './monitor-state';
import { isMaintained } from './silence';

/** The status that the last rounds support, before asking whether they are too old. */
export function shownStatus(server: ServerState, at: number): OverallStatus {
  if (isMaintained(server.maintenance, at)) return 'maintenance';
  if (server.shown === null) return 'no-data';
  // What failed in the maintenance was expected; whether it is an outage is being confirmed.
  if (isAfterMaintenance(server)) return 'no-data';
  if (server.blind !== null || server.woke !== null) return 'no-data';
  // Until two good rounds have confirmed it, an outage is not over.
  if (server.health.status === 'recovering') return 'down';
  return server.shown.status;
}

/** The maintenance is over, something failed in it, and no outage has been confirmed since. */
export function isAfterMaintenance({ endedMaintenance, incident, shown }: ServerState): boolean {
  return endedMaintenance !== null && incident === null && shown?.status === 'down';
}
