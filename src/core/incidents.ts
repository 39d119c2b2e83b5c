/** Opening and closing an outage. It is dated by its first failed probe, not by when it was confirmed. */
import { markStopped } from './concerns';
import { endOne, keepOutages, nextFlapping } from './flapping';
import type { Cause, Diagnosis, Note, Observation } from './model';
import type { HistoryEntry } from './monitor';
import type { Health, Incident, PendingMessage, RepairedBy, ServerState } from './monitor-state';
import { isMaintained } from './silence';

export interface Observed {
  readonly next: ServerState;
  readonly entries: readonly HistoryEntry[];
}

/** A confirmed outage: counted, and folded into an unstable time where there are too many. */
export function openIncident(
  server: ServerState,
  cause: Cause,
  { endedAt }: Observation,
  { firstFailureAt, startSeen }: { readonly firstFailureAt: number; readonly startSeen: boolean },
): Observed {
  const incident: Incident = {
    id: freeId(server, firstFailureAt),
    cause,
    firstFailureAt,
    startSeen,
    confirmedAt: endedAt,
    toldAt: null,
    acknowledgedAt: null,
    acknowledgedCause: null,
    reminders: 0,
    afterMaintenance: server.endedMaintenance !== null,
    restartMs: null,
  };
  const outages = [
    ...keepOutages(server.outages, endedAt),
    { id: incident.id, cause, fromAt: firstFailureAt, toAt: null, folded: false },
  ];
  const flapping = nextFlapping(server.flapping, outages, server.server.id, endedAt);
  const began: readonly HistoryEntry[] =
    flapping !== null && server.flapping === null
      ? [{ kind: 'flapping-opened', serverId: server.server.id, id: flapping.id, at: endedAt }]
      : [];
  return {
    next: {
      ...server,
      incident,
      concerns: markStopped(server.concerns),
      outages,
      flapping,
      endedMaintenance: null,
    },
    entries: [
      {
        kind: 'incident-opened',
        serverId: server.server.id,
        id: incident.id,
        cause,
        at: endedAt,
        firstFailureAt,
        evidence: server.latest?.primary?.evidence ?? [],
      },
      ...began,
    ],
  };
}

/** A clock that was set back can give two outages one date. */
function freeId(server: ServerState, firstFailureAt: number): string {
  const id = `${server.server.id}:${String(firstFailureAt)}`;
  const isTaken = (one: string) => server.outages.some((outage) => outage.id === one);
  if (!isTaken(id)) return id;
  let n = 2;
  while (isTaken(`${id}-${String(n)}`)) n++;
  return `${id}-${String(n)}`;
}

/** The outage is over since `health.goodSinceAt`. */
export function closeIncident(
  server: ServerState,
  incident: Incident,
  { goodSinceAt: recoveredAt, repairedBy: by, endSeen }: Health & { readonly status: 'recovering' },
): Observed {
  const repairedBy = incident.restartMs === null ? by : 'administrator';
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
    ...(endSeen ? {} : { endSeen }),
  };
  // An outage that was never told needs no recovery either; the end of a maintenance tells of its own.
  const isQuiet = incident.toldAt === null || isMaintained(server.maintenance, recoveredAt);
  return {
    next: {
      ...server,
      incident: null,
      pending: isQuiet ? server.pending : [...server.pending, message],
      outages: server.outages.map((one) => (one.id === incident.id ? { ...one, toAt: recoveredAt } : one)),
      flapping: server.flapping === null ? null : endOne(server.flapping, incident.firstFailureAt, recoveredAt),
    },
    entries: [entry],
  };
}

/** What the first good round says about who mended it. */
export function whoRepaired(incident: Incident | null, latest: Diagnosis): RepairedBy {
  // The round that saw it booting has taken the note already.
  const isBoot = incident?.cause === 'server-booting' || latest.notes.some((note) => note.kind === 'rebooted');
  if (isBoot) return 'boot';
  // It restarts nothing but the API, and its log alone proves nothing.
  const isApi = incident?.cause.startsWith('api-') === true;
  if (isApi && latest.notes.some(isWatchdogRestart)) return 'watchdog';
  // Nobody's hand was needed: the way to it was open again and the machine had never stopped.
  return incident?.cause === 'server-unreachable' || incident?.cause === 'name-not-found' ? 'itself' : 'unknown';
}

function isWatchdogRestart({ kind, confidence }: Note): boolean {
  return kind === 'watchdog-restarted-api' && confidence !== 'probable';
}

/** The first requests to new workers may still fail. */
const settlingMs = 60_000;

/** The open outage, seen down once more: her restart of before did not end it, unless it is only just over. */
export function forgetRestart({ incident, restart }: ServerState, { startedAt }: Observation): Incident | null {
  if (incident?.restartMs == null) return incident;
  const endedAt = restart?.outcome?.kind === 'verified' ? restart.startedAt + restart.outcome.ms : null;
  const isSettling = endedAt !== null && startedAt - endedAt < settlingMs;
  return isSettling ? incident : { ...incident, restartMs: null };
}
