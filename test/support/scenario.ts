import { describeNotice } from './describe-notice';
import { nextRoundIn } from '../../src/core/cadence';
import { update, type Effect, type HistoryEntry, type MonitorEvent } from '../../src/core/monitor';
import { initialState, toSaved, type MonitorState, type SavedState } from '../../src/core/monitor-state';
import { toSnapshot } from '../../src/core/snapshot';
import type { ServerSnapshot } from '../../src/core/snapshot-types';
import type { Settings } from '../../src/core/settings';
import { minute, observation, server, settings, someTime, type RoundParts } from './builders';

const timeZone = 'America/Bogota';

export interface Scenario {
  /** One round now; returns what was announced. Deliveries succeed unless `deliver` is false. */
  round(parts?: RoundParts): readonly string[];
  /** The next round when the cadence says so. */
  next(parts?: RoundParts): readonly string[];
  wait(ms: number): void;
  /** Time passes awake, with the ticks of the shell; returns what they announced. */
  pass(ms: number): readonly string[];
  /** The same rounds over and over, as the cadence says, for so long. */
  during(ms: number, parts?: RoundParts): readonly string[];
  /** Asleep for so long, and awake again. */
  sleep(ms: number): readonly string[];
  /** Somebody sets the clock back. */
  setBack(ms: number): readonly string[];
  snooze(ms: number | null): readonly string[];
  acknowledge(on?: boolean): readonly string[];
  maintain(ms: number | null): readonly string[];
  greet(): readonly string[];
  send(event: MonitorEvent): readonly string[];
  look(): ServerSnapshot;
  now(): number;
  state(): MonitorState;
  saved(): SavedState;
  history(): readonly string[];
  entries(): readonly HistoryEntry[];
  /** How often a round was asked for at once. */
  looks(): number;
  deliver: boolean;
}

/** Rounds in, announcements out: reads as sentences. */
export function scenario(
  options: { readonly saved?: SavedState; readonly at?: number; readonly settings?: Partial<Settings> } = {},
): Scenario {
  let at = options.at ?? someTime;
  let state = initialState(settings(options.settings), options.saved ?? {}, { demo: false, timeZone });
  const entries: HistoryEntry[] = [];
  let looks = 0;
  const tick = () => apply({ kind: 'ticked', at, timeZone });
  const serverId = server.id;

  function apply(event: MonitorEvent): readonly string[] {
    const [next, effects] = update(state, event);
    state = next;
    return effects.flatMap(run);
  }

  function run(effect: Effect): readonly string[] {
    if (effect.kind === 'record') entries.push(effect.entry);
    if (effect.kind === 'look') looks += 1;
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
    pass: (ms) => {
      const end = at + ms;
      const told: string[] = [];
      while (at < end) {
        at = Math.min(end, at + minute);
        told.push(...tick());
      }
      return told;
    },
    during: (ms, parts = {}) => {
      const end = at + ms;
      const told: string[] = [];
      while (at < end) told.push(...self.next(parts), ...tick());
      return told;
    },
    sleep: (ms) => {
      const fromAt = at;
      at += ms;
      return [...apply({ kind: 'slept', fromAt, at }), ...tick()];
    },
    setBack: (ms) => {
      at -= ms;
      return [...apply({ kind: 'clock-set-back', byMs: ms, at }), ...tick()];
    },
    snooze: (ms) => apply({ kind: 'snoozed', serverId, untilAt: ms === null ? null : at + ms, at }),
    acknowledge: (on = true) => apply({ kind: 'acknowledged', serverId, on, at }),
    maintain: (ms) => apply({ kind: 'maintained', serverId, untilAt: ms === null ? null : at + ms, at }),
    greet: () => [...apply({ kind: 'greeted', at }), ...tick()],
    looks: () => looks,
    send: apply,
    look: () => {
      const found = toSnapshot(state, at).servers[0];
      if (found === undefined) throw new Error('no server');
      return found;
    },
    now: () => at,
    state: () => state,
    saved: () => toSaved(state),
    history: () => entries.map(({ kind }) => kind),
    entries: () => entries,
  };
  return self;
}
