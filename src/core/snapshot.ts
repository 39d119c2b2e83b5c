import { hostKeyError } from './errors';
import { confirmedWithinMs } from './cadence';
import { evidenceLifeMs } from './freshness';
import { isConfirmed } from './health';
import { knownMounts, toMachine } from './machine';
import type { Cause, Diagnosis, OverallStatus } from './model';
import type { MonitorState, ServerState } from './monitor-state';
import { decideAlerts, isRestarting, nextReminderAt } from './alert-policy';
import { offChecks } from './optional-checks';
import { withHolding } from './past-restarts';
import { isMaintained, isSnoozed, quietUntil } from './silence';
import { toServices } from './service-rows';
import { isAfterMaintenance, shownStatus } from './shown-status';
import {
  quietReasons,
  type NoDataReason,
  type ObservationSummary,
  type QuietReason,
  type ServerSnapshot,
  type Snapshot,
} from './snapshot-types';

/** Two clocks of one machine differ by less. */
const futureMs = 5_000;

const badness: Readonly<Record<OverallStatus, number>> = {
  calm: 0,
  maintenance: 1,
  attention: 2,
  'no-data': 3,
  down: 4,
};

/**
 * What views may see at a moment. Green does not outlive its evidence: what is older than two intervals is gone from
 * the answer, not dimmed.
 */
export function toSnapshot(state: MonitorState, at: number): Snapshot {
  const servers = state.servers.map((server) => toServerSnapshot(server, state, at));
  const overall = servers.reduce<OverallStatus>(
    (worst, { status }) => (badness[status] > badness[worst] ? status : worst),
    'calm',
  );
  return {
    revision: state.revision,
    at,
    overall: servers.length === 0 ? 'no-data' : overall,
    demo: state.demo,
    drill: null,
    servers: [...servers].sort((a, b) => badness[b.status] - badness[a.status]),
    warnings: state.warnings,
  };
}

function toServerSnapshot(server: ServerState, state: MonitorState, at: number): ServerSnapshot {
  const noData = whyNoData(server, state, at);
  const tooOld = noData?.kind === 'too-old' || server.lastRoundAt === null;
  const diagnosis = tooOld || server.shown === null ? null : withNotes(server.shown, server);
  const { incident, restart } = server;
  return {
    id: server.server.id,
    name: server.server.name,
    shortName: server.server.shortName,
    url: server.server.url,
    host: server.server.host,
    user: server.server.user,
    status: isMaintained(server.maintenance, at)
      ? 'maintenance'
      : noData === null
        ? shownStatus(server, at)
        : 'no-data',
    noData,
    diagnosis,
    confirming: confirmingOf(server, at),
    recoveringSinceAt: noData === null && server.health.status === 'recovering' ? server.health.goodSinceAt : null,
    incident:
      incident === null
        ? null
        : {
            id: incident.id,
            cause: incident.cause,
            firstFailureAt: incident.firstFailureAt,
            confirmedAt: incident.confirmedAt,
            toldAt: incident.toldAt,
            acknowledgedAt: incident.acknowledgedAt,
            nextReminderAt: nextReminderAt(server),
          },
    checking: server.checking,
    lastRoundAt: server.lastRoundAt,
    nextRoundAt: server.nextRoundAt,
    services: toServices(server, tooOld, at),
    checks: tooOld ? [] : (server.latest?.checks ?? []),
    machine: tooOld ? null : toMachine(server, at),
    mounts: knownMounts(server),
    thresholds: server.server.thresholds,
    off: offChecks(server.server.checks),
    observation: tooOld ? null : summarize(server),
    restart,
    restarts: withHolding(server, at),
    snoozedUntil: isSnoozed(server.snooze, at) ? (server.snooze?.untilAt ?? null) : null,
    maintenance: isMaintained(server.maintenance, at)
      ? { fromAt: server.maintenance.fromAt, untilAt: server.maintenance.untilAt, troubled: isTroubled(server) }
      : null,
    quiet: whyQuiet(server, state, at),
    repairsOfDay: server.repairs.filter((one) => at - one.at <= 86_400_000 && one.at <= at).length,
    statusSinceAt: server.statusSince?.at ?? null,
    hostKey: hostKeyOf(server),
  };
}

/** Also what a round noted whose verdict was not shown, such as the first good one after an outage. */
function withNotes(shown: Diagnosis, { notes }: ServerState): Diagnosis {
  return { ...shown, notes: notes.map(({ note }) => note) };
}

function whyNoData(server: ServerState, state: MonitorState, at: number): NoDataReason | null {
  const { lastRoundAt, shown } = server;
  if (lastRoundAt === null) return { kind: 'never-checked' };
  if (server.woke !== null) return { kind: 'slept', sleptMs: Math.max(0, server.woke.at - server.woke.sleptFromAt) };
  const ageMs = at - lastRoundAt;
  // Of the future: the clock was set back, and nobody knows how old it is.
  if (ageMs < -futureMs || ageMs > evidenceLifeMs(state.settings.intervalMinutes * 60_000))
    return { kind: 'too-old', lastAt: lastRoundAt };
  // The first failure ever: nothing was known before, and one round confirms nothing.
  if (shown === null) return { kind: 'never-checked' };
  if (isAfterMaintenance(server)) return { kind: 'maintenance-ended' };
  return server.blind === null ? null : { kind: 'blind', cause: server.blind.cause };
}

function isTroubled({ maintenance }: ServerState): boolean {
  return maintenance?.troubled === true && maintenance.wellSinceAt === null;
}

/** Why nothing was told of what is wrong now; null: it was told, or there is nothing. */
function whyQuiet(server: ServerState, state: MonitorState, at: number): ServerSnapshot['quiet'] {
  const held = decideAlerts(state, server, at).find(
    ({ subject, decision }) =>
      subject.kind !== 'message' && !decision.notify && quietReasons.some((reason) => reason === decision.reason),
  );
  if (held === undefined) return null;
  const reason = held.decision.reason as QuietReason;
  return { reason, until: untilOf(reason, server, state, at) };
}

function untilOf(reason: QuietReason, server: ServerState, state: MonitorState, at: number): number | null {
  switch (reason) {
    case 'snoozed':
      return server.snooze?.untilAt ?? null;
    case 'maintenance':
      return server.maintenance?.untilAt ?? null;
    case 'quiet-hours':
      return quietUntil(state.settings.quietHours, at, state.timeZone);
    default:
      return null;
  }
}

function confirmingOf(server: ServerState, at: number): ServerSnapshot['confirming'] {
  const { health } = server;
  if (health.status !== 'failing' || isConfirmed(health, server.lastRoundAt ?? 0) || isRestarting(server, at))
    return null;
  const cause: Cause = server.latest?.primary?.cause ?? health.cause;
  return { cause, sinceAt: health.firstFailureAt, answerBy: health.firstFailureAt + confirmedWithinMs };
}

function summarize(server: ServerState): ObservationSummary | null {
  const { observation } = server;
  if (observation === null) return null;
  const { portal, api, ssh, witnesses, endedAt } = observation;
  const access: ObservationSummary['ssh'] =
    ssh.kind === 'facts' ? { kind: 'facts', ms: ssh.totalMs } : { kind: 'failed', error: ssh.error.kind, ms: ssh.ms };
  return { at: endedAt, portal, api, ssh: access, witnesses };
}

function hostKeyOf(server: ServerState): ServerSnapshot['hostKey'] {
  const ssh = server.observation?.ssh;
  if (ssh?.kind !== 'failed') return null;
  const error = hostKeyError(ssh.error)?.error;
  if (error === undefined) return null;
  return error.kind === 'host-key-unknown'
    ? { kind: 'unknown', fingerprint: error.fingerprint, known: null }
    : { kind: 'changed', fingerprint: error.fingerprint, known: error.known };
}
