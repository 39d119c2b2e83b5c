/** Confirmation and recovery: when a failure is an outage, and when it is over. The diagram is in monitor-state.ts. */
import { isRestarting } from './alert-policy';
import { markStopped, settleConcerns } from './concerns';
import { allFindings } from './dating';
import { isSlowSuspected } from './diagnosis/slow';
import { closeIncident, forgetRestart, openIncident, whoRepaired, type Observed } from './incidents';
import type { Cause, Diagnosis, Observation } from './model';
import type { HistoryEntry } from './monitor';
import type { Health, PendingMessage, ServerState } from './monitor-state';
import { isMaintained, noteRound, type Maintenance } from './silence';
import { isWaking } from './time-changes';

/** A failure is told when it was seen three times, or twice with this much time between: at most 90 s after the first. */
const confirmRounds = 3;
const confirmMs = 25_000;
/** With more than this between two failed rounds, nobody knows what was in between. */
const failureGapMs = 2 * 60_000;
/** Two good rounds this far apart end an outage. */
const recoverMs = 20_000;

export interface JudgeContext {
  /** A round shortly before had evidence: what is new began in between. */
  readonly looked: boolean;
  /** What the round before blamed. */
  readonly earlierCause: Cause | null;
}

/** Weighs the verdict of a round against the rounds before. */
export function judge(
  server: ServerState,
  latest: Diagnosis,
  observation: Observation,
  context: JudgeContext,
): Observed {
  const isBlind = latest.status === 'no-data';
  // What fails during her own restart was asked for; it is shown and neither confirmed nor counted.
  if (isRestarting(server, observation.endedAt) || isDuringRestart(server, observation))
    return { next: { ...server, shown: latest, blind: isBlind ? server.blind : null, woke: null }, entries: [] };
  if (isBlind) return { next: goBlind(server, latest, observation), entries: [] };
  if (latest.status === 'down' && isWaking(server, observation.startedAt)) return { next: server, entries: [] };
  const seeing = { ...server, blind: null, woke: null };
  if (isMaintained(server.maintenance, observation.endedAt))
    return judgeMaintained(seeing, server.maintenance, latest, observation, context);
  return latest.status === 'down'
    ? judgeDown(seeing, latest, observation, context)
    : judgeGood(seeing, latest, observation, context);
}

function goBlind(server: ServerState, latest: Diagnosis, { startedAt }: Observation): ServerState {
  const cause = latest.primary?.cause ?? 'laptop-offline';
  const { blind } = server;
  return {
    ...server,
    shown: latest,
    blind: { sinceAt: blind?.sinceAt ?? startedAt, toldAt: blind?.toldAt ?? null, cause },
  };
}

/** The round began before the restart had ended: part of it saw what the restart did. */
function isDuringRestart({ restart }: ServerState, observation: Observation): boolean {
  if (restart?.outcome == null || restart.outcome.kind === 'refused') return false;
  const endedAt = restart.startedAt + restart.outcome.ms;
  return observation.startedAt < endedAt && observation.endedAt > restart.startedAt;
}

/** She announced it: measured and shown, neither confirmed nor counted; an outage from before can still be seen to end. */
function judgeMaintained(
  server: ServerState,
  maintenance: Maintenance,
  latest: Diagnosis,
  observation: Observation,
  context: JudgeContext,
): Observed {
  const isDown = latest.status === 'down';
  const noted = { ...server, maintenance: noteRound(maintenance, isDown, observation.endedAt) };
  if (!isDown) return judgeGood(noted, latest, observation, context);
  const health: Health = server.incident === null ? { status: 'up' } : { status: 'down' };
  return { next: { ...noted, shown: latest, health, concerns: markStopped(server.concerns) }, entries: [] };
}

function judgeDown(
  server: ServerState,
  latest: Diagnosis,
  observation: Observation,
  { looked, earlierCause }: JudgeContext,
): Observed {
  const cause = latest.primary?.cause ?? 'web-error';
  const { health } = server;
  if (health.status === 'recovering' || health.status === 'down') {
    return goOn({ ...server, shown: latest, health: { status: 'down' } }, cause, observation, {
      looked,
      isSettled: earlierCause === cause,
    });
  }
  const goesOn = health.status === 'failing' && isSoonAfter(health.lastFailureAt, observation.startedAt);
  const blips = health.status === 'failing' && !goesOn ? [blip(server, health, observation.endedAt)] : [];
  const failing: Failing = goesOn
    ? { ...health, rounds: health.rounds + 1, cause, lastFailureAt: observation.endedAt }
    : firstFailure(cause, observation, looked && blips.length === 0);
  if (!isConfirmed(failing, observation.endedAt)) return { next: { ...server, health: failing }, entries: blips };
  const down: ServerState = { ...server, shown: latest, health: { status: 'down' } };
  const opened = openIncident(down, cause, observation, failing);
  return { next: opened.next, entries: [...blips, ...opened.entries] };
}

/** The outage goes on, perhaps for another reason. */
function goOn(
  server: ServerState,
  cause: Cause,
  observation: Observation,
  { looked, isSettled }: { readonly looked: boolean; readonly isSettled: boolean },
): Observed {
  const incident = forgetRestart(server, observation);
  if (incident === null)
    return openIncident(server, cause, observation, { firstFailureAt: observation.startedAt, startSeen: looked });
  // What she knows is another problem: this one is told anew, once it is not a passing symptom.
  const isNews =
    incident.acknowledgedAt !== null &&
    incident.acknowledgedCause !== null &&
    incident.acknowledgedCause !== cause &&
    isSettled;
  const changed = incident.cause === cause ? incident : { ...incident, cause };
  const next = isNews
    ? { ...changed, acknowledgedAt: null, acknowledgedCause: null, toldAt: null, reminders: 0 }
    : changed;
  const entries = incident.cause === cause ? [] : [causeChanged(server, incident.id, cause, observation.endedAt)];
  return { next: { ...server, incident: next }, entries };
}

type Failing = Health & { readonly status: 'failing' };

function firstFailure(cause: Cause, { startedAt, endedAt }: Observation, startSeen: boolean): Failing {
  return { status: 'failing', firstFailureAt: startedAt, rounds: 1, cause, lastFailureAt: endedAt, startSeen };
}

/** A clock that was set back tells nothing about the gap; then the failure is a new one. */
function isSoonAfter(before: number, at: number): boolean {
  return at >= before && at - before <= failureGapMs;
}

/** Seen often enough, or long enough: never on one failed round. */
export function isConfirmed(
  failing: { readonly firstFailureAt: number; readonly rounds: number },
  at: number,
): boolean {
  if (failing.rounds < 2) return false;
  return failing.rounds >= confirmRounds || at - failing.firstFailureAt >= confirmMs;
}

/** Calm or attention: users are served. */
function judgeGood(
  server: ServerState,
  latest: Diagnosis,
  observation: Observation,
  { looked }: JudgeContext,
): Observed {
  const { health, incident } = server;
  const at = observation.endedAt;
  if (health.status === 'down') {
    const repairedBy = whoRepaired(incident, latest);
    return {
      next: { ...server, health: { status: 'recovering', goodSinceAt: at, repairedBy, endSeen: looked } },
      entries: [],
    };
  }
  if (health.status === 'recovering' && isWithin(at - health.goodSinceAt, recoverMs))
    return { next: server, entries: [] };
  const blips = health.status === 'failing' ? [blip(server, health, at)] : [];
  const settled = settleConcerns(server, latest, at);
  const unsure = settled.concerns.some((concern) => concern.rounds < 2 || concern.absent > 0);
  const next: ServerState = {
    ...server,
    ...settled,
    shown: latest,
    health:
      unsure || isWorkerMissing(server, latest) || isSlowNews(server, latest, observation)
        ? { status: 'worrying', firstSeenAt: at }
        : { status: 'up' },
  };
  const closed =
    health.status === 'recovering' && incident !== null
      ? closeIncident(next, incident, health)
      : { next, entries: blips };
  // The end of an outage from before it says the same: one notice is enough.
  const saysSo = closed.next.pending.length > next.pending.length;
  return { ...closed, next: saysSo ? { ...closed.next, endedMaintenance: null } : tellMaintenanceDone(closed.next) };
}

/** The first good round after it says that all answers. */
function tellMaintenanceDone(server: ServerState): ServerState {
  const { endedMaintenance: ended } = server;
  if (ended === null) return server;
  const id = `${server.server.id}:maintenance:${String(ended.fromAt)}`;
  const message: PendingMessage = { id, kind: 'maintenance-done', tookMs: Math.max(0, ended.endedAt - ended.fromAt) };
  return { ...server, endedMaintenance: null, pending: [...server.pending, message] };
}

/** Seen once and not yet a finding: looked at again soon. */
function isWorkerMissing(server: ServerState, latest: Diagnosis): boolean {
  return server.memory?.fewWorkers === true && !hasCause(latest, 'workers-missing');
}

/** Slow beyond doubt for the first time: one more look tells. */
function isSlowNews(server: ServerState, latest: Diagnosis, observation: Observation): boolean {
  return server.health.status === 'up' && isSlowSuspected(observation) && !hasCause(latest, 'slow');
}

function hasCause(latest: Diagnosis, cause: Cause): boolean {
  return allFindings(latest).some((one) => one.cause === cause);
}

/** Negative: the clock was set back, and waiting for it to catch up would keep a false red. */
function isWithin(elapsedMs: number, limitMs: number): boolean {
  return elapsedMs >= 0 && elapsedMs < limitMs;
}

function blip(
  server: ServerState,
  failing: { readonly firstFailureAt: number; readonly cause: Cause },
  at: number,
): HistoryEntry {
  return { kind: 'blip', serverId: server.server.id, cause: failing.cause, at, firstFailureAt: failing.firstFailureAt };
}

function causeChanged(server: ServerState, id: string, cause: Cause, at: number): HistoryEntry {
  const evidence = server.latest?.primary?.evidence ?? [];
  return { kind: 'cause-changed', serverId: server.server.id, id, cause, at, evidence };
}
