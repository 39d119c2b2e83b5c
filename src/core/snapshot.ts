import { evidenceLifeMs } from './freshness';
import { isConfirmed } from './health';
import type { Cause, OverallStatus } from './model';
import type { MonitorState, ServerState } from './monitor-state';
import { isRestarting } from './alert-policy';
import { toServices } from './service-rows';
import { shownStatus } from './shown-status';
import type { NoDataReason, ObservationSummary, ServerSnapshot, Snapshot } from './snapshot-types';

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
    servers: [...servers].sort((a, b) => badness[b.status] - badness[a.status]),
    warnings: state.warnings,
  };
}

function toServerSnapshot(server: ServerState, state: MonitorState, at: number): ServerSnapshot {
  const noData = whyNoData(server, state, at);
  const tooOld = noData?.kind === 'too-old' || server.lastRoundAt === null;
  const diagnosis = tooOld ? null : server.shown;
  const { incident, restart } = server;
  return {
    id: server.server.id,
    name: server.server.name,
    shortName: server.server.shortName,
    url: server.server.url,
    host: server.server.host,
    user: server.server.user,
    status: noData === null ? shownStatus(server) : 'no-data',
    noData,
    diagnosis,
    confirming: confirmingOf(server, at),
    incident:
      incident === null
        ? null
        : {
            id: incident.id,
            cause: incident.cause,
            firstFailureAt: incident.firstFailureAt,
            confirmedAt: incident.confirmedAt,
            toldAt: incident.toldAt,
          },
    checking: server.checking,
    lastRoundAt: server.lastRoundAt,
    nextRoundAt: server.nextRoundAt,
    services: toServices(server, tooOld, at),
    checks: tooOld ? [] : (server.latest?.checks ?? []),
    observation: tooOld ? null : summarize(server),
    restart,
    pausedUntil: server.pausedUntil !== null && server.pausedUntil > at ? server.pausedUntil : null,
    statusSinceAt: server.statusSince?.at ?? null,
    hostKey: hostKeyOf(server),
  };
}

function whyNoData(server: ServerState, state: MonitorState, at: number): NoDataReason | null {
  const { lastRoundAt, shown } = server;
  if (lastRoundAt === null) return { kind: 'never-checked' };
  if (at - lastRoundAt > evidenceLifeMs(state.settings.intervalMinutes * 60_000))
    return { kind: 'too-old', lastAt: lastRoundAt };
  // The first failure ever: nothing was known before, and one round confirms nothing.
  if (shown === null) return { kind: 'never-checked' };
  return server.blindSinceAt === null ? null : { kind: 'blind', cause: shown.primary?.cause ?? 'laptop-offline' };
}

function confirmingOf(server: ServerState, at: number): ServerSnapshot['confirming'] {
  const { health } = server;
  if (health.status !== 'failing' || isConfirmed(health, server.lastRoundAt ?? 0) || isRestarting(server, at))
    return null;
  const cause: Cause = server.latest?.primary?.cause ?? health.cause;
  return { cause, sinceAt: health.firstFailureAt, answerBy: health.firstFailureAt + 90_000 };
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
  const { error } = ssh;
  if (error.kind === 'host-key-unknown') return { kind: 'unknown', fingerprint: error.fingerprint, known: null };
  return error.kind === 'host-key-changed'
    ? { kind: 'changed', fingerprint: error.fingerprint, known: error.known }
    : null;
}
