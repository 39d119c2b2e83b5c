import { diagnose } from './diagnose';
import { rememberRound } from './diagnosis/notes';
import { isRestarting } from './alert-policy';
import { settleConcerns } from './concerns';
import { allFindings, dateCauses, withSince } from './dating';
import { evidenceLifeMs } from './freshness';
import type { Cause, Diagnosis, Observation } from './model';
import type { HistoryEntry } from './monitor';
import type { Health, Incident, PendingMessage, RepairedBy, ServerState } from './monitor-state';
import { shownStatus } from './shown-status';

/** A failure is told when it was seen three times, or twice with this much time between: at most 90 s after the first. */
const confirmRounds = 3;
const confirmMs = 25_000;
/** With more than this between two failed rounds, nobody knows what was in between. */
const failureGapMs = 2 * 60_000;
/** A round that took longer than all its deadlines together was asleep: its answers are of different times. */
const roundLimitMs = 90_000;
/** Two good rounds this far apart end an outage. */
const recoverMs = 20_000;

interface Observed {
  readonly next: ServerState;
  readonly entries: readonly HistoryEntry[];
}

/** One round's observation: diagnosed, dated, and weighed against the rounds before. */
export function observe(server: ServerState, observation: Observation, intervalMs = 5 * 60_000): Observed {
  if (observation.endedAt - observation.startedAt > roundLimitMs)
    return { next: { ...server, checking: false }, entries: [] };
  const earlier = new Set(server.latest === null ? [] : allFindings(server.latest).map((one) => one.cause));
  const raw = diagnose(observation, { server: server.server, earlier, memory: server.memory });
  const looked = hadLooked(server, observation.startedAt, intervalMs);
  const sinceByCause = dateCauses(server, raw, observation.startedAt, looked);
  const latest = withSince(raw, sinceByCause);
  const seen: ServerState = {
    ...server,
    checking: false,
    rounds: server.rounds + 1,
    lastRoundAt: observation.endedAt,
    lastEvidenceAt: latest.status === 'no-data' ? server.lastEvidenceAt : observation.endedAt,
    observation,
    latest,
    sinceByCause,
    memory: rememberRound(observation, server.server.api.workers, server.memory),
  };
  const notes = latest.notes.map((note): HistoryEntry => ({
    kind: 'note',
    serverId: server.server.id,
    note: note.kind,
    at: note.at,
  }));
  const judged = judge(seen, latest, observation, looked);
  return { next: withStatusSince(judged.next, observation.endedAt), entries: [...notes, ...judged.entries] };
}

/** Whether the round before had evidence and was not long ago: then what is new now began in between. */
function hadLooked(server: ServerState, at: number, intervalMs: number): boolean {
  if (server.lastEvidenceAt === null) return false;
  const quietMs = at - server.lastEvidenceAt;
  return quietMs >= 0 && quietMs <= evidenceLifeMs(intervalMs);
}

function judge(server: ServerState, latest: Diagnosis, observation: Observation, looked: boolean): Observed {
  // What fails during her own restart was asked for; it is shown and neither confirmed nor counted.
  if (isRestarting(server, observation.endedAt) || isDuringRestart(server, observation))
    return { next: { ...server, shown: latest, blindSinceAt: null }, entries: [] };
  if (latest.status === 'no-data') {
    return {
      next: { ...server, shown: latest, blindSinceAt: server.blindSinceAt ?? observation.startedAt },
      entries: [],
    };
  }
  const seeing = { ...server, blindSinceAt: null };
  return latest.status === 'down'
    ? judgeDown(seeing, latest, observation, looked)
    : judgeGood(seeing, latest, observation, looked);
}

/** The round began before the restart had ended: part of it saw what the restart did. */
function isDuringRestart({ restart }: ServerState, observation: Observation): boolean {
  if (restart?.outcome == null || restart.outcome.kind === 'refused') return false;
  const endedAt = restart.startedAt + restart.outcome.ms;
  return observation.startedAt < endedAt && observation.endedAt > restart.startedAt;
}

function judgeDown(server: ServerState, latest: Diagnosis, observation: Observation, looked: boolean): Observed {
  const cause = latest.primary?.cause ?? 'web-error';
  const { health, incident } = server;
  if (health.status === 'recovering' || health.status === 'down') {
    const open =
      incident ??
      openIncident(server, cause, observation, { firstFailureAt: observation.startedAt, startSeen: looked });
    const changed = open.cause === cause ? [] : [entry(server, 'cause-changed', open.id, cause, observation.endedAt)];
    return {
      next: {
        ...server,
        shown: latest,
        health: { status: 'down' },
        incident: { ...open, cause },
      },
      entries: changed,
    };
  }
  const goesOn = health.status === 'failing' && isSoonAfter(health.lastFailureAt, observation.startedAt);
  const blips = health.status === 'failing' && !goesOn ? [blip(server, health, observation.endedAt)] : [];
  const failing: Failing = goesOn
    ? { ...health, rounds: health.rounds + 1, cause, lastFailureAt: observation.endedAt }
    : firstFailure(cause, observation, looked && blips.length === 0);
  if (!isConfirmed(failing, observation.endedAt)) return { next: { ...server, health: failing }, entries: blips };
  const opened = openIncident(server, cause, observation, failing);
  const record: HistoryEntry = {
    kind: 'incident-opened',
    serverId: server.server.id,
    id: opened.id,
    cause,
    at: observation.endedAt,
    firstFailureAt: opened.firstFailureAt,
  };
  return {
    next: { ...server, shown: latest, health: { status: 'down' }, incident: opened },
    entries: [...blips, record],
  };
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

function openIncident(
  server: ServerState,
  cause: Cause,
  { endedAt }: Observation,
  { firstFailureAt, startSeen }: { readonly firstFailureAt: number; readonly startSeen: boolean },
): Incident {
  return {
    id: `${server.server.id}:${String(firstFailureAt)}`,
    cause,
    firstFailureAt,
    startSeen,
    confirmedAt: endedAt,
    toldAt: null,
    restartMs: null,
  };
}

/** Calm or attention: users are served. */
function judgeGood(server: ServerState, latest: Diagnosis, observation: Observation, looked: boolean): Observed {
  const { health, incident } = server;
  const at = observation.endedAt;
  if (health.status === 'down') {
    const rebooted = latest.notes.some((note) => note.kind === 'rebooted');
    return {
      next: { ...server, health: { status: 'recovering', goodSinceAt: at, rebooted, endSeen: looked } },
      entries: [],
    };
  }
  if (health.status === 'recovering' && isWithin(at - health.goodSinceAt, recoverMs))
    return { next: server, entries: [] };
  const blips = health.status === 'failing' ? [blip(server, health, at)] : [];
  const settled = settleConcerns(server, latest, at);
  const worrying = settled.concerns.some((concern) => concern.rounds < 2) || isWorkerMissing(server, latest);
  const next: ServerState = {
    ...server,
    ...settled,
    shown: latest,
    health: worrying ? { status: 'worrying', firstSeenAt: at } : { status: 'up' },
  };
  if (health.status !== 'recovering' || incident === null) return { next, entries: blips };
  return closeIncident(next, incident, health);
}

/** Seen once and not yet a finding: looked at again soon. */
function isWorkerMissing(server: ServerState, latest: Diagnosis): boolean {
  return server.memory?.fewWorkers === true && !allFindings(latest).some((one) => one.cause === 'workers-missing');
}

/** Negative: the clock was set back, and waiting for it to catch up would keep a false red. */
function isWithin(elapsedMs: number, limitMs: number): boolean {
  return elapsedMs >= 0 && elapsedMs < limitMs;
}

function closeIncident(
  server: ServerState,
  incident: Incident,
  { goodSinceAt: recoveredAt, rebooted, endSeen }: Health & { readonly status: 'recovering' },
): Observed {
  const repairedBy = whoRepaired(incident, rebooted);
  const message: PendingMessage = {
    // The same id: the recovery takes the place of the outage's bubble.
    id: incident.id,
    kind: 'recovered',
    cause: incident.cause,
    fromAt: incident.firstFailureAt,
    toAt: recoveredAt,
    startSeen: incident.startSeen,
    endSeen,
    repairedBy,
    restartMs: incident.restartMs,
  };
  const entry: HistoryEntry = {
    kind: 'incident-closed',
    serverId: server.server.id,
    id: incident.id,
    cause: incident.cause,
    at: recoveredAt,
    firstFailureAt: incident.firstFailureAt,
    repairedBy,
  };
  // An outage that was never told (paused) needs no recovery either.
  const pending = incident.toldAt === null ? server.pending : [...server.pending, message];
  return { next: { ...server, incident: null, pending }, entries: [entry] };
}

function whoRepaired(incident: Incident, rebooted: boolean): RepairedBy {
  if (incident.restartMs !== null) return 'administrator';
  if (rebooted) return 'boot';
  return 'unknown';
}

function blip(
  server: ServerState,
  failing: { readonly firstFailureAt: number; readonly cause: Cause },
  at: number,
): HistoryEntry {
  return { kind: 'blip', serverId: server.server.id, cause: failing.cause, at, firstFailureAt: failing.firstFailureAt };
}

function entry(server: ServerState, kind: 'cause-changed', id: string, cause: Cause, at: number): HistoryEntry {
  return { kind, serverId: server.server.id, id, cause, at };
}

function withStatusSince(server: ServerState, at: number): ServerState {
  const status = shownStatus(server);
  if (server.statusSince?.status === status) return server;
  return { ...server, statusSince: { status, at } };
}
