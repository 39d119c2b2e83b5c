import { describeNotice } from './describe-notice';
import { nextRoundIn } from '../../src/core/cadence';
import { update, type Effect, type MonitorEvent } from '../../src/core/monitor';
import { initialState, toSaved, type MonitorState, type SavedState } from '../../src/core/monitor-state';
import { toSnapshot } from '../../src/core/snapshot';
import type { ServerSnapshot } from '../../src/core/snapshot-types';
import { observation, server, settings, someTime, type RoundParts } from './builders';

export interface Scenario {
  /** One round now; returns what was announced. Deliveries succeed unless `deliver` is false. */
  round(parts?: RoundParts): readonly string[];
  /** The next round when the cadence says so. */
  next(parts?: RoundParts): readonly string[];
  wait(ms: number): void;
  send(event: MonitorEvent): readonly string[];
  look(): ServerSnapshot;
  now(): number;
  state(): MonitorState;
  saved(): SavedState;
  history(): readonly string[];
  deliver: boolean;
}

/** Rounds in, announcements out: reads as sentences. */
export function scenario(options: { readonly saved?: SavedState; readonly at?: number } = {}): Scenario {
  let at = options.at ?? someTime;
  let state = initialState(settings(), options.saved ?? {}, false);
  const history: string[] = [];

  function apply(event: MonitorEvent): readonly string[] {
    const [next, effects] = update(state, event);
    state = next;
    return effects.flatMap(run);
  }

  function run(effect: Effect): readonly string[] {
    if (effect.kind === 'record') history.push(effect.entry.kind);
    if (effect.kind !== 'notify') return [];
    const more = apply({ kind: 'notified', serverId: server.id, id: effect.alert.id, ok: self.deliver, at });
    return [describeNotice(effect.alert), ...more];
  }

  const self: Scenario = {
    deliver: true,
    round: (parts = {}) => {
      const seen = observation(parts, at);
      at = seen.endedAt;
      return apply({ kind: 'observed', observation: seen });
    },
    next: (parts = {}) => {
      const now = state.servers[0];
      if (now === undefined) throw new Error('no server');
      at += nextRoundIn(now, { intervalMs: 5 * 60_000, watchdogMinutes: null, random: 0.5 }, at);
      return self.round(parts);
    },
    wait: (ms) => {
      at += ms;
    },
    send: apply,
    look: () => {
      const found = toSnapshot(state, at).servers[0];
      if (found === undefined) throw new Error('no server');
      return found;
    },
    now: () => at,
    state: () => state,
    saved: () => toSaved(state),
    history: () => history,
  };
  return self;
}
