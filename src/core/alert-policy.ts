import {
  concernId,
  type Concern,
  type Incident,
  type MonitorState,
  type PendingMessage,
  type ServerState,
} from './monitor-state';

export type AlertReason =
  | 'outage'
  | 'concern'
  | 'recovered'
  | 'settled'
  | 'nothing-new'
  | 'unconfirmed'
  | 'paused'
  | 'own-restart'
  | 'blind'
  | 'already-told'
  | 'on-its-way';

/** A decision with its reason, so that the window can say why it stayed quiet. */
export interface AlertDecision {
  readonly notify: boolean;
  readonly reason: AlertReason;
}

/** Everything that waits to be told about one server, asked every round about facts: muted is not lost. */
export interface Alert {
  readonly id: string;
  readonly subject:
    | { readonly kind: 'outage'; readonly incident: Incident }
    | { readonly kind: 'concern'; readonly concern: Concern }
    | { readonly kind: 'message'; readonly message: PendingMessage };
  readonly decision: AlertDecision;
}

export function decideAlerts(state: MonitorState, server: ServerState, at: number): readonly Alert[] {
  const open = [...outageAlerts(server, at), ...concernAlerts(server, at), ...messageAlerts(server, at)];
  return open.map((alert) =>
    alert.decision.notify && state.inFlight.includes(alert.id) ? { ...alert, decision: quiet('on-its-way') } : alert,
  );
}

function outageAlerts(server: ServerState, at: number): readonly Alert[] {
  const { incident } = server;
  if (incident === null) return [];
  return [{ id: incident.id, subject: { kind: 'outage', incident }, decision: decideOutage(server, incident, at) }];
}

function decideOutage(server: ServerState, incident: Incident, at: number): AlertDecision {
  if (incident.toldAt !== null) return quiet('already-told');
  // Nothing is told about the server while nothing of it can be seen.
  if (server.blindSinceAt !== null) return quiet('blind');
  if (server.health.status === 'recovering') return quiet('unconfirmed');
  return mutedBy(server, at) ?? { notify: true, reason: 'outage' };
}

function concernAlerts(server: ServerState, at: number): readonly Alert[] {
  // During an outage the outage speaks; concerns wait for its end.
  if (server.incident !== null) return [];
  return server.concerns.map((concern) => ({
    id: concernId(server, concern),
    subject: { kind: 'concern', concern },
    decision: decideConcern(server, concern, at),
  }));
}

function decideConcern(server: ServerState, concern: Concern, at: number): AlertDecision {
  if (concern.toldAt !== null) return quiet('already-told');
  if (server.blindSinceAt !== null) return quiet('blind');
  if (concern.rounds < 2) return quiet('unconfirmed');
  return mutedBy(server, at) ?? { notify: true, reason: 'concern' };
}

function messageAlerts(server: ServerState, at: number): readonly Alert[] {
  return server.pending.map((message) => ({
    id: message.id,
    subject: { kind: 'message', message },
    decision: decideMessage(server, message, at),
  }));
}

function decideMessage(server: ServerState, message: PendingMessage, at: number): AlertDecision {
  // "All is well again" about an older outage, said while the next one is open, would be a lie.
  if (server.incident !== null || server.health.status === 'failing') return quiet('unconfirmed');
  return mutedBy(server, at) ?? { notify: true, reason: message.kind };
}

function mutedBy(server: ServerState, at: number): AlertDecision | null {
  if (isRestarting(server, at)) return quiet('own-restart');
  return server.pausedUntil !== null && server.pausedUntil > at ? quiet('paused') : null;
}

/** Longer than all its deadlines together. */
const longestRestartMs = 10 * 60_000;

/** Her own restart runs: what fails now was asked for. */
export function isRestarting({ restart }: ServerState, at: number): boolean {
  if (restart === null || restart.outcome !== null) return false;
  // One that never reported its end must not silence the alarm for ever.
  return at >= restart.startedAt && at - restart.startedAt < longestRestartMs;
}

function quiet(reason: AlertReason): AlertDecision {
  return { notify: false, reason };
}
