/**
 * The heart: `update(state, event) → [state, effects]`. Pure; state changes nowhere else. What is drawn derives from
 * the snapshot (snapshot.ts); what must happen once is an effect, and its outcome comes back as an event.
 */
import { decideAlerts, type Alert } from './alert-policy';
import type { Cause, Observation } from './model';
import { concernId, initialServerState, type MonitorState, type ServerState } from './monitor-state';
import { observe } from './health';
import { assertNever } from './result';
import { countRestart } from './restart-policy';
import type { RestartRun } from './restart-types';
import type { ServerSettings, Settings } from './settings';
import type { AppWarning } from './snapshot-types';

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
  | { readonly kind: 'paused'; readonly serverId: string; readonly until: number | null; readonly at: number }
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
    }
  | { readonly kind: 'note'; readonly serverId: string; readonly note: string; readonly at: number }
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
    case 'paused':
      return applyPause(state, event);
    case 'restart-changed':
      return applyRestart(state, event.run, event.at);
    case 'restart-dismissed':
      return [withServer(state, event.serverId, dismissRestart), []];
    case 'settings-changed':
      return [applySettings(state, event.settings), []];
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
  const { next, entries } = observe(server, observation, state.settings.intervalMinutes * 60_000);
  const nextState = withServer(state, observation.serverId, () => next);
  const records = entries.map((entry): Effect => ({ kind: 'record', entry, durable: true }));
  const [told, notifications] = announce(nextState, next, observation.endedAt);
  return [told, [...records, { kind: 'save' }, ...notifications]];
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
  const { incident } = server;
  return {
    ...server,
    incident: incident?.id === id && incident.toldAt === null ? { ...incident, toldAt: at } : incident,
    concerns: server.concerns.map((concern) =>
      concernId(server, concern) === id ? { ...concern, toldAt: at } : concern,
    ),
    pending: server.pending.filter((message) => message.id !== id),
  };
}

function applyPause(state: MonitorState, event: Extract<MonitorEvent, { kind: 'paused' }>): Step {
  const next = withServer(state, event.serverId, (server) => ({ ...server, pausedUntil: event.until }));
  const server = next.servers.find((one) => one.server.id === event.serverId);
  if (server === undefined || event.until !== null) return [next, [{ kind: 'save' }]];
  const [told, notifications] = announce(next, server, event.at);
  return [told, [{ kind: 'save' }, ...notifications]];
}

function applyRestart(state: MonitorState, run: RestartRun, at: number): Step {
  const next = withServer(state, run.serverId, (server) => withRestart(server, run));
  if (run.outcome === null) return [next, []];
  const entry = { kind: 'restart', serverId: run.serverId, run, at } as const;
  return [next, [{ kind: 'record', entry, durable: true }, { kind: 'save' }]];
}

function withRestart(server: ServerState, run: RestartRun): ServerState {
  const { outcome } = run;
  const current = server.restart;
  // A second click was refused: that says nothing about the one that runs.
  if (outcome?.kind === 'refused' && current?.outcome === null && current.startedAt !== run.startedAt) return server;
  // Only the restart of what was down can have mended it.
  const isItsCause = server.incident?.cause.startsWith(run.service) === true;
  const restartMs = outcome?.kind === 'verified' && isItsCause ? outcome.ms : null;
  const incident = server.incident === null || restartMs === null ? server.incident : { ...server.incident, restartMs };
  return { ...server, restart: run, incident, restartsAt: countRestart(server.restartsAt, run) };
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
    return same ? { ...known, server } : initialServerState(server, undefined);
  });
  return { ...state, settings, servers };
}

function identityOf({ host, port, url, api, dashboard }: ServerSettings): string {
  return JSON.stringify([host, port, url, api, dashboard]);
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
