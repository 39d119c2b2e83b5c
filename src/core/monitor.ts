/**
 * The heart: `update(state, event) → [state, effects]`. Pure; state changes nowhere else. What is drawn derives from
 * the snapshot (snapshot.ts); what must happen once is an effect, and its outcome comes back as an event.
 */
import { decideAlerts, type Alert } from './alert-policy';
import type { Cause, Evidence, Observation } from './model';
import { blindId } from './blindness';
import { expire, finishMaintenance } from './expire';
import type { Observed } from './incidents';
import { concernId, initialServerState, type Incident, type MonitorState, type ServerState } from './monitor-state';
import { observe } from './observe';
import { switchedCauses } from './optional-checks';
import { rememberRestart } from './past-restarts';
import { assertNever } from './result';
import type { RestartRun } from './restart-types';
import type { ServerSettings, Settings } from './settings';
import { isMaintained, longestMaintenanceMs } from './silence';
import type { AppWarning } from './snapshot-types';
import { afterClockBack, afterSleep, withMovedRestart } from './time-changes';
import { remindersDue } from './reminders';

export type MonitorEvent =
  | { readonly kind: 'round-started'; readonly serverId: string; readonly at: number }
  | { readonly kind: 'observed'; readonly observation: Observation }
  | { readonly kind: 'round-planned'; readonly serverId: string; readonly nextRoundAt: number }
  | {
      readonly kind: 'notified';
      readonly serverId: string;
      readonly id: string;
      readonly ok: boolean;
      readonly at: number;
    }
  /** The computer slept. Also what a clock set forward looks like. */
  | { readonly kind: 'slept'; readonly fromAt: number; readonly at: number }
  /** The clock shows an earlier time than a moment ago. */
  | { readonly kind: 'clock-set-back'; readonly byMs: number; readonly at: number }
  /** Time passes: what ends by itself ends. */
  | { readonly kind: 'ticked'; readonly at: number; readonly timeZone: string }
  /** She has come to the computer. */
  | { readonly kind: 'greeted'; readonly at: number }
  | { readonly kind: 'acknowledged'; readonly serverId: string; readonly on: boolean; readonly at: number }
  | { readonly kind: 'snoozed'; readonly serverId: string; readonly untilAt: number | null; readonly at: number }
  /** `untilAt` null: it ends now. */
  | { readonly kind: 'maintained'; readonly serverId: string; readonly untilAt: number | null; readonly at: number }
  | { readonly kind: 'restart-changed'; readonly run: RestartRun; readonly at: number }
  | { readonly kind: 'restart-dismissed'; readonly serverId: string }
  | { readonly kind: 'settings-changed'; readonly settings: Settings }
  | { readonly kind: 'warned'; readonly warning: AppWarning }
  | { readonly kind: 'warning-cleared'; readonly warning: AppWarning['kind'] };

export type HistoryEntry =
  | {
      readonly kind: 'incident-opened' | 'incident-closed';
      readonly serverId: string;
      readonly id: string;
      readonly cause: Cause;
      readonly at: number;
      readonly firstFailureAt: number;
      readonly repairedBy?: string;
      /** Of one that is closed, false: it was over before somebody looked again. */
      readonly endSeen?: boolean;
      /** What proved it when it was opened. */
      readonly evidence?: readonly Evidence[];
    }
  | {
      readonly kind: 'blip';
      readonly serverId: string;
      readonly cause: Cause;
      readonly at: number;
      readonly firstFailureAt: number;
    }
  | {
      readonly kind: 'cause-changed';
      readonly serverId: string;
      readonly id: string;
      readonly cause: Cause;
      readonly at: number;
      readonly evidence: readonly Evidence[];
    }
  /** Nothing of the server could be seen from here, with what proves that it was not the server. */
  | {
      readonly kind: 'blind-began';
      readonly serverId: string;
      readonly cause: Cause;
      readonly at: number;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly kind: 'blind-ended';
      readonly serverId: string;
      readonly cause: Cause;
      readonly at: number;
      readonly fromAt: number;
    }
  | { readonly kind: 'note'; readonly serverId: string; readonly note: string; readonly at: number }
  | {
      readonly kind: 'flapping-opened' | 'flapping-closed' | 'acknowledged' | 'unacknowledged';
      readonly serverId: string;
      readonly id: string;
      readonly at: number;
    }
  | {
      readonly kind: 'snoozed' | 'maintenance-started';
      readonly serverId: string;
      readonly at: number;
      readonly untilAt: number | null;
    }
  | { readonly kind: 'maintenance-ended'; readonly serverId: string; readonly at: number; readonly fromAt: number }
  | { readonly kind: 'slept'; readonly at: number; readonly fromAt: number }
  | { readonly kind: 'clock-set-back'; readonly at: number; readonly byMs: number }
  | {
      readonly kind: 'notified';
      readonly serverId: string;
      readonly id: string;
      readonly ok: boolean;
      readonly at: number;
    }
  | { readonly kind: 'restart'; readonly serverId: string; readonly run: RestartRun; readonly at: number };

export type Effect =
  | { readonly kind: 'notify'; readonly serverId: string; readonly alert: Alert }
  /** `durable`: on disk before anything else happens. */
  | { readonly kind: 'record'; readonly entry: HistoryEntry; readonly durable: boolean }
  /** A round now: something has just changed what counts. */
  | { readonly kind: 'look'; readonly serverId: string }
  | { readonly kind: 'save' };

export type Step = readonly [MonitorState, readonly Effect[]];

export function update(state: MonitorState, event: MonitorEvent): Step {
  const [next, effects] = apply(state, event);
  return next === state ? [state, effects] : [{ ...next, revision: state.revision + 1 }, effects];
}

function apply(state: MonitorState, event: MonitorEvent): Step {
  switch (event.kind) {
    case 'round-started':
      return [withServer(state, event.serverId, (server) => ({ ...server, checking: true })), []];
    case 'observed':
      return applyObservation(state, event.observation);
    case 'round-planned':
      return [withServer(state, event.serverId, (server) => ({ ...server, nextRoundAt: event.nextRoundAt })), []];
    case 'notified':
      return applyNotified(state, event);
    case 'slept':
      return applySleep(state, event);
    case 'clock-set-back':
      return applyClockBack(state, event);
    case 'ticked':
      return applyTick(state, event);
    case 'greeted':
      return applyToAll(state, event.at, (server) => ({ next: { ...server, greetedAt: event.at }, entries: [] }));
    case 'acknowledged':
      return applyAcknowledged(state, event);
    case 'snoozed':
      return applySnooze(state, event);
    case 'maintained':
      return applyMaintenance(state, event);
    case 'restart-changed':
      return applyRestart(state, event.run, event.at);
    case 'restart-dismissed':
      return [withServer(state, event.serverId, dismissRestart), []];
    case 'settings-changed':
      // What is remembered of a server that has gone goes with it.
      return [applySettings(state, event.settings), [{ kind: 'save' }]];
    case 'warned':
      return [{ ...state, warnings: [...withoutWarning(state, event.warning.kind), event.warning] }, []];
    case 'warning-cleared':
      return [{ ...state, warnings: withoutWarning(state, event.warning) }, []];
    default:
      return assertNever(event);
  }
}

function applyObservation(state: MonitorState, observation: Observation): Step {
  const server = state.servers.find((one) => one.server.id === observation.serverId);
  // The server was deleted while its round ran.
  if (server === undefined) return [state, []];
  const { intervalMinutes, digest } = state.settings;
  const context = { intervalMs: intervalMinutes * 60_000, timeZone: state.timeZone, digest };
  return settle(state, observe(server, observation, context), observation.endedAt, { isNews: true });
}

/** Takes over what became of one server, and tells what there is to tell. */
function settle(
  state: MonitorState,
  { next, entries }: Observed,
  at: number,
  { isNews }: { readonly isNews: boolean },
): Step {
  const nextState = withServer(state, next.server.id, () => next);
  const records = entries.map((entry): Effect => ({ kind: 'record', entry, durable: true }));
  const [told, notifications] = announce(nextState, next, at);
  const hasEnded = entries.some(({ kind }) => kind === 'maintenance-ended');
  const look: readonly Effect[] = hasEnded ? [{ kind: 'look', serverId: next.server.id }] : [];
  const save: readonly Effect[] = isNews || records.length > 0 ? [{ kind: 'save' }] : [];
  return [told, [...records, ...save, ...look, ...notifications]];
}

function applyToAll(state: MonitorState, at: number, change: (server: ServerState) => Observed): Step {
  return state.servers.reduce<Step>(
    ([current, effects], server) => {
      const done = change(server);
      const [next, more] = settle(current, done, at, { isNews: done.next !== server });
      return [next, [...effects, ...more]];
    },
    [state, []],
  );
}

function applyTick(state: MonitorState, { at, timeZone }: Extract<MonitorEvent, { kind: 'ticked' }>): Step {
  const moved = state.timeZone === timeZone ? state : { ...state, timeZone };
  return applyToAll(moved, at, (server) => {
    const greeted = expire(server, at, { timeZone, digest: state.settings.digest });
    // What she came for is told in the morning only; later it would be old news.
    const isStale = greeted.next.greetedAt !== null && at - greeted.next.greetedAt > 60 * 60_000;
    return isStale ? { ...greeted, next: { ...greeted.next, greetedAt: null } } : greeted;
  });
}

function applySleep(state: MonitorState, { fromAt, at }: Extract<MonitorEvent, { kind: 'slept' }>): Step {
  const [next, effects] = applyToAll(state, at, (server) => afterSleep(server, fromAt, at));
  const looks = state.servers.map(({ server }): Effect => ({ kind: 'look', serverId: server.id }));
  return [next, [{ kind: 'record', entry: { kind: 'slept', at, fromAt }, durable: false }, ...effects, ...looks]];
}

function applyClockBack(state: MonitorState, { at, byMs }: Extract<MonitorEvent, { kind: 'clock-set-back' }>): Step {
  const servers = state.servers.map((server) => afterClockBack(server, byMs));
  const record: Effect = { kind: 'record', entry: { kind: 'clock-set-back', at, byMs }, durable: false };
  return [{ ...state, servers }, [record, { kind: 'save' }]];
}

/** "I know": about the outage that is open, and about what needs her now. */
function applyAcknowledged(
  state: MonitorState,
  { serverId, on, at }: Extract<MonitorEvent, { kind: 'acknowledged' }>,
): Step {
  const server = state.servers.find((one) => one.server.id === serverId);
  if (server?.incident == null) return [state, []];
  const incident = {
    ...server.incident,
    acknowledgedAt: on ? (server.incident.acknowledgedAt ?? at) : null,
    acknowledgedCause: on ? (server.incident.acknowledgedCause ?? server.incident.cause) : null,
  };
  const kind = on ? 'acknowledged' : 'unacknowledged';
  const entry: HistoryEntry = { kind, serverId, id: incident.id, at };
  return settle(state, { next: { ...server, incident }, entries: [entry] }, at, { isNews: true });
}

function applySnooze(state: MonitorState, { serverId, untilAt, at }: Extract<MonitorEvent, { kind: 'snoozed' }>): Step {
  const server = state.servers.find((one) => one.server.id === serverId);
  if (server === undefined) return [state, []];
  const snooze = untilAt === null || untilAt <= at ? null : { fromAt: at, untilAt };
  const entry: HistoryEntry = { kind: 'snoozed', serverId, at, untilAt: snooze?.untilAt ?? null };
  return settle(state, { next: { ...server, snooze }, entries: [entry] }, at, { isNews: true });
}

function applyMaintenance(
  state: MonitorState,
  { serverId, untilAt, at }: Extract<MonitorEvent, { kind: 'maintained' }>,
): Step {
  const server = state.servers.find((one) => one.server.id === serverId);
  if (server === undefined) return [state, []];
  if (untilAt === null) return settle(state, finishMaintenance(server, at), at, { isNews: true });
  const until = Math.min(untilAt, at + longestMaintenanceMs);
  const entry: HistoryEntry = { kind: 'maintenance-started', serverId, at, untilAt: until };
  const { maintenance } = server;
  // A longer one goes on with what was seen in it.
  const next = isMaintained(maintenance, at)
    ? { ...maintenance, untilAt: until, warnedAt: null }
    : { fromAt: at, untilAt: until, troubled: false, wellSinceAt: null, warnedAt: null };
  return settle(state, { next: { ...server, maintenance: next, endedMaintenance: null }, entries: [entry] }, at, {
    isNews: true,
  });
}

/** Asks the policy and sends what it lets through. */
function announce(state: MonitorState, server: ServerState, at: number): Step {
  const alerts = decideAlerts(state, server, at).filter((alert) => alert.decision.notify);
  if (alerts.length === 0) return [state, []];
  const inFlight = [...state.inFlight, ...alerts.map((alert) => alert.id)];
  return [
    { ...state, inFlight },
    alerts.map((alert): Effect => ({ kind: 'notify', serverId: server.server.id, alert })),
  ];
}

/** A failed delivery leaves the facts as they are: the next round asks again. */
function applyNotified(state: MonitorState, event: Extract<MonitorEvent, { kind: 'notified' }>): Step {
  const landed = { ...state, inFlight: state.inFlight.filter((id) => id !== event.id) };
  const entry = { kind: 'notified', serverId: event.serverId, id: event.id, ok: event.ok, at: event.at } as const;
  const record: Effect = { kind: 'record', entry, durable: false };
  if (!event.ok) return [landed, [record]];
  return [
    withServer(landed, event.serverId, (server) => markTold(server, event.id, event.at)),
    [record, { kind: 'save' }],
  ];
}

function markTold(server: ServerState, id: string, at: number): ServerState {
  const { incident, flapping, blind, maintenance } = server;
  const isMaintenance = id === `${server.server.id}:maintenance:${String(maintenance?.fromAt)}`;
  return {
    ...server,
    incident: incident?.id === id ? toldIncident(incident, server, at) : incident,
    flapping: flapping?.id === id && flapping.toldAt === null ? { ...flapping, toldAt: at } : flapping,
    blind: blind !== null && blindId(server, blind.sinceAt) === id ? { ...blind, toldAt: blind.toldAt ?? at } : blind,
    maintenance: maintenance !== null && isMaintenance ? { ...maintenance, warnedAt: at } : maintenance,
    concerns: server.concerns.map((concern) =>
      concernId(server, concern) === id ? { ...concern, toldAt: at } : concern,
    ),
    pending: server.pending.filter((message) => message.id !== id),
  };
}

/** Told for the first time, or reminded of: what was due while she slept comes once. */
function toldIncident(incident: Incident, { flapping }: ServerState, at: number): Incident {
  const first = incident.toldAt ?? flapping?.toldAt ?? null;
  if (first === null) return { ...incident, toldAt: at };
  return { ...incident, reminders: remindersDue(at - Math.max(first, incident.confirmedAt)) };
}

function applyRestart(state: MonitorState, run: RestartRun, at: number): Step {
  const next = withServer(state, run.serverId, (server) => withRestart(server, run));
  if (run.outcome === null) return [next, []];
  const entry = { kind: 'restart', serverId: run.serverId, run, at } as const;
  return [next, [{ kind: 'record', entry, durable: true }, { kind: 'save' }]];
}

function withRestart(server: ServerState, reported: RestartRun): ServerState {
  const run = withMovedRestart(server, reported);
  const { outcome } = run;
  const current = server.restart;
  // A second click was refused: that says nothing about the one that runs.
  if (outcome?.kind === 'refused' && current?.outcome === null && current.startedAt !== run.startedAt) return server;
  // Only the restart of what was down can have mended it.
  const isItsCause = server.incident?.cause.startsWith(run.service) === true;
  const restartMs = outcome?.kind === 'verified' && isItsCause ? outcome.ms : null;
  const incident = server.incident === null || restartMs === null ? server.incident : { ...server.incident, restartMs };
  const restartMovedMs = reported.startedAt - run.startedAt;
  return { ...server, restart: run, restartMovedMs, incident, restarts: rememberRestart(server.restarts, run) };
}

function dismissRestart(server: ServerState): ServerState {
  return server.restart?.outcome == null ? server : { ...server, restart: null };
}

/** Servers keep their state while their own settings are unchanged in what identifies them. */
function applySettings(state: MonitorState, settings: Settings): MonitorState {
  const servers = settings.servers.map((server) => {
    const known = state.servers.find((one) => one.server.id === server.id);
    if (known === undefined) return initialServerState(server, undefined);
    // What was seen of another machine, or by another way, says nothing about this one.
    const same = identityOf(known.server) === identityOf(server);
    return same ? withSettings(known, server) : initialServerState(server, undefined);
  });
  return { ...state, settings, servers };
}

/** What was switched off before it was told never is: only a round could say that it is still there. */
function withSettings(known: ServerState, server: ServerSettings): ServerState {
  const off = switchedCauses(known.server.checks, server.checks);
  const concerns = known.concerns.filter(({ cause, toldAt }) => toldAt !== null || !off.includes(cause));
  return { ...known, server, concerns };
}

/** How many workers it should have, and which scripts start it, may change while an outage is open. */
function identityOf({ host, port, url, api, dashboard }: ServerSettings): string {
  return JSON.stringify([host, port, url, api.port, api.path, dashboard.unit]);
}

function withoutWarning(state: MonitorState, kind: AppWarning['kind']): readonly AppWarning[] {
  return state.warnings.filter((warning) => warning.kind !== kind);
}

function withServer(state: MonitorState, serverId: string, change: (server: ServerState) => ServerState): MonitorState {
  return {
    ...state,
    servers: state.servers.map((server) => (server.server.id === serverId ? change(server) : server)),
  };
}
