import type { MonitorState } from '../../core/monitor-state';
import type { History } from './history';
import { toStoredRound } from './rounds';

/** Writes down each round once, with the verdict that came of it: called with every new state. */
export function createRoundRecorder(history: Pick<History, 'recordRound'>): (state: MonitorState) => void {
  const recorded = new Map<string, number>();
  return ({ servers }) => {
    for (const { server, rounds, observation, latest } of servers) {
      if (rounds === (recorded.get(server.id) ?? 0)) continue;
      recorded.set(server.id, rounds);
      if (observation !== null && latest !== null) history.recordRound(toStoredRound(observation, latest));
    }
  };
}
