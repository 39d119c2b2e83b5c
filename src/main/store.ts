import { update, type Effect, type MonitorEvent } from '../core/monitor';
import type { MonitorState } from '../core/monitor-state';
import { faultText } from './fault-text';

export interface MonitorStore {
  getState(): MonitorState;
  dispatch(event: MonitorEvent): void;
}

/** The one place where state lives. Events that effects cause are queued, so that none runs inside another. */
export function createMonitorStore(
  initial: MonitorState,
  run: (effect: Effect, state: MonitorState) => void,
  onChange: (state: MonitorState) => void,
  /** An effect or a view failed: the state stands, and watching goes on. */
  onError: (what: string) => void = () => undefined,
): MonitorStore {
  let state = initial;
  let busy = false;
  const queue: MonitorEvent[] = [];
  const attempt = (what: string, act: () => void) => {
    try {
      act();
    } catch (error) {
      onError(`${what}: ${faultText(error)}`);
    }
  };
  return {
    getState: () => state,
    dispatch: (event) => {
      queue.push(event);
      if (busy) return;
      busy = true;
      try {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const [changed, effects] = update(state, next);
          const isNew = changed !== state;
          state = changed;
          for (const effect of effects)
            attempt(`effect ${effect.kind}`, () => {
              run(effect, state);
            });
          if (isNew)
            attempt('view', () => {
              onChange(state);
            });
        }
      } finally {
        busy = false;
      }
    },
  };
}
