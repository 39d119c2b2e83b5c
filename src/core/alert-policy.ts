/**
 * What is told, asked every round about facts: muted is not lost, and a failed delivery is asked for again. Every
 * decision has a reason, so that the window can say why it stayed quiet.
 */
import { blindId, blindTellAfterMs } from './blindness';
import type { Flapping } from './flapping';
import { dayOf } from './local-time';
import {
  concernId,
  type Blindness,
  type Concern,
  type Incident,
  type MonitorState,
  type PendingMessage,
  type ServerState,
} from './monitor-state';
import { reminderAfterMs, remindersDue } from './reminders';
import { isMaintained, isSnoozed, needsWarning, quietUntil, type Maintenance } from './silence';

export type AlertReason =
  // told
  | 'outage'
  | 'reminder'
  | 'concern'
  | 'flapping'
  | 'blind-long'
  | 'maintenance-ends'
  | PendingMessage['kind']
  // not told
  | 'unconfirmed'
  | 'snoozed'
  | 'maintenance'
  | 'quiet-hours'
  | 'acknowledged'
  | 'own-restart'
  | 'blind'
  | 'waking'
  | 'folded'
  | 'already-told'
  | 'on-its-way'
  | 'too-late';

export interface AlertDecision {
  readonly notify: boolean;
  readonly reason: AlertReason;
  /** Only a confirmed outage may sound, and not in her quiet hours unless she wants it. */
  readonly sound: boolean;
}

export type AlertSubject =
  | { readonly kind: 'outage'; readonly incident: Incident }
  | { readonly kind: 'reminder'; readonly incident: Incident }
  | { readonly kind: 'concern'; readonly concern: Concern }
  | { readonly kind: 'flapping'; readonly flapping: Flapping }
  | { readonly kind: 'blind'; readonly blind: Blindness }
  | { readonly kind: 'maintenance-ends'; readonly maintenance: Maintenance }
  | { readonly kind: 'message'; readonly message: PendingMessage };

/** Something that waits to be told about one server. */
export interface Alert {
  readonly id: string;
  readonly subject: AlertSubject;
  readonly decision: AlertDecision;
}

interface PolicyView {
  readonly server: ServerState;
  readonly at: number;
  /** End of the quiet hours that run now. */
  readonly quietUntil: number | null;
  readonly soundsAtNight: boolean;
  readonly timeZone: string;
}

export function decideAlerts(state: MonitorState, server: ServerState, at: number): readonly Alert[] {
  const { quietHours } = state.settings;
  const view: PolicyView = {
    server,
    at,
    quietUntil: quietUntil(quietHours, at, state.timeZone),
    soundsAtNight: quietHours?.soundForOutage === true,
    timeZone: state.timeZone,
  };
  const open = [
    ...flappingAlerts(view),
    ...outageAlerts(view),
    ...maintenanceAlerts(view),
    ...concernAlerts(view),
    ...blindAlerts(view),
    ...messageAlerts(view),
  ];
  return open.map((alert) =>
    alert.decision.notify && state.inFlight.includes(alert.id) ? { ...alert, decision: quiet('on-its-way') } : alert,
  );
}

function outageAlerts(view: PolicyView): readonly Alert[] {
  const { incident } = view.server;
  if (incident === null) return [];
  const { id } = incident;
  if (incident.toldAt !== null || isFolded(view.server))
    return [{ id, subject: { kind: 'reminder', incident }, decision: decideReminder(view, incident) }];
  return [{ id, subject: { kind: 'outage', incident }, decision: decideOutage(view, incident) }];
}

/** The unstable time has been told, or is about to be: this outage is part of it. */
function isFolded({ flapping, incident }: ServerState): boolean {
  return flapping !== null && incident?.toldAt === null;
}

function decideOutage(view: PolicyView, incident: Incident): AlertDecision {
  const { server, at } = view;
  const held = heldBack(view);
  if (held !== null) return held;
  // It was shown as an outage when she silenced it; one that is confirmed later is news.
  if (isSnoozed(server.snooze, at) && server.snooze !== null && incident.confirmedAt <= server.snooze.fromAt)
    return quiet('snoozed');
  return loud(view, 'outage');
}

/** Nothing can be said about the server now, or what fails was asked for. */
function heldBack({ server, at }: PolicyView): AlertDecision | null {
  if (isRestarting(server, at)) return quiet('own-restart');
  if (isMaintained(server.maintenance, at)) return quiet('maintenance');
  if (server.blind !== null || !isFresh(server, at)) return quiet('blind');
  // Until a round has counted: one that began too early says nothing, however late it ended.
  if (server.woke !== null) return quiet('waking');
  return server.health.status === 'recovering' ? quiet('unconfirmed') : null;
}

/** After a start of the application nothing has been seen yet; an outage is looked at every minute. */
const freshMs = 15 * 60_000;

function isFresh({ latest, lastRoundAt }: ServerState, at: number): boolean {
  return latest !== null && lastRoundAt !== null && at - lastRoundAt <= freshMs;
}

function decideReminder(view: PolicyView, incident: Incident): AlertDecision {
  const { server, at } = view;
  if (incident.acknowledgedAt !== null) return quiet('acknowledged');
  const toldAt = incident.toldAt ?? server.flapping?.toldAt ?? null;
  if (toldAt === null) return quiet('folded');
  if (remindersDue(at - Math.max(toldAt, incident.confirmedAt)) <= incident.reminders)
    return quiet(incident.toldAt === null ? 'folded' : 'already-told');
  const held = heldBack(view);
  if (held !== null) return held;
  if (isSnoozed(server.snooze, at)) return quiet('snoozed');
  return view.quietUntil === null ? loud(view, 'reminder') : quiet('quiet-hours');
}

/** When the next reminder of an open outage comes, if nothing holds it back. */
export function nextReminderAt({ incident, flapping }: ServerState): number | null {
  if (incident === null || incident.acknowledgedAt !== null) return null;
  const toldAt = incident.toldAt ?? flapping?.toldAt ?? null;
  return toldAt === null ? null : Math.max(toldAt, incident.confirmedAt) + reminderAfterMs(incident.reminders);
}

function flappingAlerts(view: PolicyView): readonly Alert[] {
  const { flapping, incident } = view.server;
  if (flapping?.toldAt !== null) return [];
  // Before it could be told it was quiet again for a moment: the next outage tells it.
  const decision = incident === null ? quiet('unconfirmed') : decideOutage(view, incident);
  const told = decision.notify ? { ...decision, reason: 'flapping' as const } : decision;
  return [{ id: flapping.id, subject: { kind: 'flapping', flapping }, decision: told }];
}

function maintenanceAlerts({ server, at }: PolicyView): readonly Alert[] {
  const { maintenance, blind } = server;
  if (!isMaintained(maintenance, at) || blind !== null || !needsWarning(maintenance, at)) return [];
  const id = `${server.server.id}:maintenance:${String(maintenance.fromAt)}`;
  return [{ id, subject: { kind: 'maintenance-ends', maintenance }, decision: silently('maintenance-ends') }];
}

function concernAlerts(view: PolicyView): readonly Alert[] {
  const { server } = view;
  // During an outage the outage speaks; concerns wait for its end.
  if (server.incident !== null) return [];
  return server.concerns.map((concern) => ({
    id: concernId(server, concern),
    subject: { kind: 'concern', concern },
    decision: decideConcern(view, concern),
  }));
}

function decideConcern(view: PolicyView, concern: Concern): AlertDecision {
  if (concern.toldAt !== null) return quiet('already-told');
  if (concern.rounds < 2 || concern.absent > 0 || view.server.health.status === 'failing') return quiet('unconfirmed');
  return heldBack(view) ?? mutedByHer(view) ?? silently('concern');
}

/** What can wait does, and is told afterwards. */
function mutedByHer({ server, at, quietUntil: until }: PolicyView): AlertDecision | null {
  if (isSnoozed(server.snooze, at)) return quiet('snoozed');
  return until === null ? null : quiet('quiet-hours');
}

function blindAlerts(view: PolicyView): readonly Alert[] {
  const { server, at } = view;
  const { blind } = server;
  if (blind === null) return [];
  return [
    { id: blindId(server, blind.sinceAt), subject: { kind: 'blind', blind }, decision: decideBlind(view, blind, at) },
  ];
}

function decideBlind(view: PolicyView, blind: Blindness, at: number): AlertDecision {
  if (blind.toldAt !== null) return quiet('already-told');
  const awakeSinceAt = Math.max(blind.sinceAt, view.server.woke?.at ?? blind.sinceAt);
  if (at - awakeSinceAt < blindTellAfterMs) return quiet('unconfirmed');
  if (isMaintained(view.server.maintenance, at)) return quiet('maintenance');
  return mutedByHer(view) ?? silently('blind-long');
}

function messageAlerts(view: PolicyView): readonly Alert[] {
  return view.server.pending.map((message) => ({
    id: message.id,
    subject: { kind: 'message', message },
    decision: decideMessage(view, message),
  }));
}

function decideMessage(view: PolicyView, message: PendingMessage): AlertDecision {
  const { server, at, timeZone } = view;
  // "Last night", said on another day.
  if (message.kind === 'digest' && dayOf(message.facts.toAt, timeZone) !== dayOf(at, timeZone))
    return quiet('too-late');
  // "All is well again" about an older outage, said while the next one is open, would be a lie.
  if (server.incident !== null || server.health.status === 'failing') return quiet('unconfirmed');
  // After a start of the application nothing is known yet: it may be failing again.
  if (server.latest === null || server.blind !== null) return quiet('blind');
  if (isRestarting(server, at)) return quiet('own-restart');
  if (isMaintained(server.maintenance, at)) return quiet('maintenance');
  // It ends what the outage's bubble still says: late it would be as wrong as that one.
  if (message.kind === 'recovered') {
    const isOld = server.snooze !== null && message.fromAt <= server.snooze.fromAt;
    return isOld && isSnoozed(server.snooze, at) ? quiet('snoozed') : silently(message.kind);
  }
  return mutedByHer(view) ?? silently(message.kind);
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
  return { notify: false, reason, sound: false };
}

function silently(reason: AlertReason): AlertDecision {
  return { notify: true, reason, sound: false };
}

function loud({ quietUntil: until, soundsAtNight }: PolicyView, reason: AlertReason): AlertDecision {
  return { notify: true, reason, sound: until === null || soundsAtNight };
}
