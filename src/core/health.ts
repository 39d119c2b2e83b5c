import { diagnose } from './diagnose';
import { effectiveStatus } from './diagnosis/explain';
import { rememberRound } from './diagnosis/notes';
import { isRestarting } from './alert-policy';
import type { Cause, Diagnosis, Finding, Observation, Since } from './model';
import type { HistoryEntry } from './monitor';
import type { Concern, Health, Incident, PendingMessage, RepairedBy, ServerState } from './monitor-state';
import { shownStatus } from './shown-status';

/** A failure is told when it was seen three times, or twice with this much time between: at most 90 s after the first. */
const confirmRounds = 3;
const confirmMs = 25_000;
/** Two good rounds this far apart end an outage. */
const recoverMs = 20_000;

interface Observed {
  readonly next: ServerState;
  readonly entries: readonly HistoryEntry[];
}

/** One round's observation: diagnosed, dated, and weighed against the rounds before. */
export function observe(server: ServerState, observation: Observation): Observed {
  const earlier = new Set(server.latest === null ? [] : allFindings(server.latest).map((one) => one.cause));
  const raw = diagnose(observation, { server: server.server, earlier, memory: server.memory });
  const sinceByCause = dateCauses(server, raw, observation.startedAt);
  const latest = withSince(raw, sinceByCause);
  const seen: ServerState = {
    ...server,
    checking: false,
    rounds: server.rounds + 1,
    lastRoundAt: observation.endedAt,
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
  const judged = judge(seen, latest, observation);
  return { next: withStatusSince(judged.next, observation.endedAt), entries: [...notes, ...judged.entries] };
}

export function allFindings(diagnosis: Diagnosis): readonly Finding[] {
  return diagnosis.primary === null ? [] : [diagnosis.primary, ...diagnosis.findings];
}

/** The first round that saw a cause dates it; "before" when there was no round without it. */
function dateCauses(server: ServerState, latest: Diagnosis, at: number): ServerState['sinceByCause'] {
  const dated: Partial<Record<Cause, Since>> = {};
  for (const { cause } of allFindings(latest)) {
    dated[cause] = server.sinceByCause[cause] ?? {
      at,
      precision: server.rounds === 0 && server.memory === null ? 'before' : 'seen',
    };
  }
  // Blind, outside or inside: nothing is known about what was there before, so its date is kept.
  return latest.status === 'no-data' || latest.unknown.includes('api.processes')
    ? { ...server.sinceByCause, ...dated }
    : dated;
}

/** The server's own record of the change is better than our first sight of it. */
function withSince(diagnosis: Diagnosis, sinceByCause: ServerState['sinceByCause']): Diagnosis {
  const date = (one: Finding): Finding => {
    const since = one.values.since ?? sinceByCause[one.cause];
    return since === undefined ? one : { ...one, values: { ...one.values, since } };
  };
  return {
    ...diagnosis,
    primary: diagnosis.primary === null ? null : date(diagnosis.primary),
    findings: diagnosis.findings.map(date),
  };
}

function judge(server: ServerState, latest: Diagnosis, observation: Observation): Observed {
  // What fails during her own restart was asked for; it is shown and neither confirmed nor counted.
  if (isRestarting(server)) return { next: { ...server, shown: latest, blindSinceAt: null }, entries: [] };
  if (latest.status === 'no-data') {
    return {
      next: { ...server, shown: latest, blindSinceAt: server.blindSinceAt ?? observation.startedAt },
      entries: [],
    };
  }
  const seeing = { ...server, blindSinceAt: null };
  return latest.status === 'down' ? judgeDown(seeing, latest, observation) : judgeGood(seeing, latest, observation);
}

function judgeDown(server: ServerState, latest: Diagnosis, observation: Observation): Observed {
  const cause = latest.primary?.cause ?? 'web-error';
  const { health, incident } = server;
  if (health.status === 'recovering' || health.status === 'down') {
    const open = incident ?? openIncident(server, cause, observation.startedAt, observation.endedAt);
    const changed = open.cause === cause ? [] : [entry(server, 'cause-changed', open.id, cause, observation.endedAt)];
    return {
      next: { ...server, shown: latest, health: { status: 'down' }, incident: { ...open, cause } },
      entries: changed,
    };
  }
  const failing: Health & { status: 'failing' } =
    health.status === 'failing'
      ? { ...health, rounds: health.rounds + 1, cause }
      : { status: 'failing', firstFailureAt: observation.startedAt, rounds: 1, cause };
  if (!isConfirmed(failing, observation.endedAt)) return { next: { ...server, health: failing }, entries: [] };
  const opened = openIncident(server, cause, failing.firstFailureAt, observation.endedAt);
  const record: HistoryEntry = {
    kind: 'incident-opened',
    serverId: server.server.id,
    id: opened.id,
    cause,
    at: observation.endedAt,
    firstFailureAt: opened.firstFailureAt,
  };
  return { next: { ...server, shown: latest, health: { status: 'down' }, incident: opened }, entries: [record] };
}

/** Seen often enough, or long enough: never on one failed round. */
export function isConfirmed(
  failing: { readonly firstFailureAt: number; readonly rounds: number },
  at: number,
): boolean {
  if (failing.rounds < 2) return false;
  return failing.rounds >= confirmRounds || at - failing.firstFailureAt >= confirmMs;
}

function openIncident(server: ServerState, cause: Cause, firstFailureAt: number, at: number): Incident {
  return {
    id: `${server.server.id}:${String(firstFailureAt)}`,
    cause,
    firstFailureAt,
    startSeen: server.shown !== null,
    confirmedAt: at,
    toldAt: null,
    restartMs: null,
  };
}

/** Calm or attention: users are served. */
function judgeGood(server: ServerState, latest: Diagnosis, observation: Observation): Observed {
  const { health, incident } = server;
  const at = observation.endedAt;
  if (health.status === 'down')
    return { next: { ...server, health: { status: 'recovering', goodSinceAt: at } }, entries: [] };
  if (health.status === 'recovering' && at - health.goodSinceAt < recoverMs) return { next: server, entries: [] };
  const blips = health.status === 'failing' ? [blip(server, health, at)] : [];
  const settled = settleConcerns(server, latest, observation);
  const worrying = settled.concerns.some((concern) => concern.rounds < 2) || isWorkerMissing(server, latest);
  const next: ServerState = {
    ...server,
    ...settled,
    shown: latest,
    health: worrying ? { status: 'worrying', firstSeenAt: at } : { status: 'up' },
  };
  if (health.status !== 'recovering' || incident === null) return { next, entries: blips };
  return closeIncident(next, incident, health.goodSinceAt, latest);
}

/** Seen once and not yet a finding: looked at again soon. */
function isWorkerMissing(server: ServerState, latest: Diagnosis): boolean {
  return server.memory?.fewWorkers === true && !allFindings(latest).some((one) => one.cause === 'workers-missing');
}

function closeIncident(server: ServerState, incident: Incident, recoveredAt: number, latest: Diagnosis): Observed {
  const repairedBy = whoRepaired(incident, latest);
  const message: PendingMessage = {
    // The same id: the recovery takes the place of the outage's bubble.
    id: incident.id,
    kind: 'recovered',
    cause: incident.cause,
    fromAt: incident.firstFailureAt,
    toAt: recoveredAt,
    startSeen: incident.startSeen,
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

function whoRepaired(incident: Incident, latest: Diagnosis): RepairedBy {
  if (incident.restartMs !== null) return 'administrator';
  if (latest.notes.some((note) => note.kind === 'rebooted')) return 'boot';
  return 'unknown';
}

/** Unexplained findings of a good round become concerns; those that went are settled, with one message if told. */
function settleConcerns(
  server: ServerState,
  latest: Diagnosis,
  observation: Observation,
): Pick<ServerState, 'concerns' | 'pending'> {
  const at = observation.endedAt;
  const blindInside = observation.ssh.kind === 'failed';
  const present = allFindings(latest).filter(
    (one) => one.explainedBy === null && effectiveStatus(one, allFindings(latest)) === 'attention',
  );
  const concerns = present.map(({ cause }): Concern => {
    const known = server.concerns.find((concern) => concern.cause === cause);
    return known === undefined
      ? { cause, sinceAt: at, toldAt: null, rounds: 1 }
      : { ...known, rounds: known.rounds + 1 };
  });
  const absent = server.concerns.filter((known) => !present.some(({ cause }) => cause === known.cause));
  // Not seen because nobody could look: neither settled nor forgotten.
  const kept = absent.filter(({ cause }) => blindInside && isSeenInside(cause));
  const gone = absent.filter((known) => known.toldAt !== null && !kept.includes(known));
  const messages = gone.map((concern): PendingMessage => ({
    id: `${server.server.id}:${concern.cause}:${String(concern.sinceAt)}`,
    kind: 'settled',
    cause: concern.cause,
    fromAt: concern.sinceAt,
    toAt: at,
    startSeen: true,
    repairedBy: 'unknown',
    restartMs: null,
  }));
  return { concerns: [...concerns, ...kept], pending: [...server.pending, ...messages] };
}

/** Needs a look inside the server; an absence without one proves nothing. */
function isSeenInside(cause: Cause): boolean {
  return !cause.startsWith('certificate') && !cause.startsWith('ssh-') && !cause.startsWith('host-key');
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
