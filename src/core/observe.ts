/** One round's observation: diagnosed, dated, remembered, and weighed against the rounds before. */
import { blindEntries, settleBlindness } from './blindness';
import { diagnose } from './diagnose';
import { rememberRound } from './diagnosis/memory';
import { allFindings, dateCauses, withSince } from './dating';
import { keepRepairs } from './digest';
import { expire, type HerDay } from './expire';
import { flappingQuietMs } from './flapping';
import { evidenceLifeMs } from './freshness';
import { judge } from './health';
import type { Observed } from './incidents';
import type { Cause, Diagnosis, Finding, NoteKind, Observation } from './model';
import type { HistoryEntry } from './monitor';
import type { ServerState } from './monitor-state';
import { switchedCauses } from './optional-checks';
import { shownStatus } from './shown-status';
import { movedCauses } from './thresholds';
import { addWatched } from './watched';

/** A round that took longer than all its deadlines together was asleep: its answers are of different times. */
const roundLimitMs = 90_000;
const mostNotes = 8;

export interface RoundContext extends HerDay {
  readonly intervalMs: number;
}

export function observe(server: ServerState, observation: Observation, context: RoundContext): Observed {
  const tookMs = observation.endedAt - observation.startedAt;
  if (tookMs > roundLimitMs || tookMs < 0) return { next: { ...server, checking: false }, entries: [] };
  const expired = expire(server, observation.endedAt, context);
  const { seen, latest, looked } = look(expired.next, observation, context);
  const judged = judge(seen, latest, observation, { looked, earlierCause: server.latest?.primary?.cause ?? null });
  // Only now: the outage that makes it an unstable time opens in this round.
  const marked = markFlapping(judged.next, latest);
  const settled = settleBlindness(marked, server.blind, observation);
  return {
    next: withStatusSince(settled, observation.endedAt),
    entries: [
      ...expired.entries,
      ...noteEntries(server, latest),
      ...judged.entries,
      ...blindEntries(server.blind, settled, observation),
    ],
  };
}

function look(
  server: ServerState,
  observation: Observation,
  { intervalMs }: RoundContext,
): { readonly seen: ServerState; readonly latest: Diagnosis; readonly looked: boolean } {
  // After a start of the application, what it knew then is the round before.
  const before = server.latest === null ? (Object.keys(server.sinceByCause) as Cause[]) : causesOf(server.latest);
  const moved = judgedOtherwise(server);
  const earlier = new Set(before.filter((cause) => !moved.includes(cause)));
  const raw = diagnose(observation, { server: server.server, earlier, memory: server.memory });
  const looked = server.woke === null && hadLooked(server, observation.startedAt, intervalMs);
  const sinceByCause = dateCauses(server, raw, observation.startedAt, looked);
  const latest = withSince(raw, sinceByCause);
  const at = observation.endedAt;
  const isBlind = latest.status === 'no-data';
  const seen: ServerState = {
    ...server,
    checking: false,
    rounds: server.rounds + 1,
    lastRoundAt: at,
    lastEvidenceAt: isBlind ? server.lastEvidenceAt : at,
    observation,
    latest,
    sinceByCause,
    judgedBy: { thresholds: server.server.thresholds, checks: server.server.checks },
    concerns: server.concerns.map((one) => (moved.includes(one.cause) ? { ...one, lineMoved: true } : one)),
    memory: rememberRound(observation, server.server.api.workers, server.memory),
    watched: isBlind
      ? server.watched
      : addWatched(server.watched, at, evidenceLifeMs(intervalMs), server.woke !== null),
    notes: keepNotes([...server.notes, ...latest.notes.map((note) => ({ note, seenAt: at }))], at),
    repairs: keepRepairs([...server.repairs, ...repairsOf(latest)], at),
  };
  return { seen, latest, looked };
}

/**
 * Causes whose line she moved, or whose check she switched, since the last round, also while nothing ran. What lies on the
 * other side of a new line is neither held by the old one nor mended.
 */
function judgedOtherwise({ judgedBy, server }: ServerState): readonly Cause[] {
  if (judgedBy === null) return [];
  return [...movedCauses(judgedBy.thresholds, server.thresholds), ...switchedCauses(judgedBy.checks, server.checks)];
}

function causesOf(latest: Diagnosis): readonly Cause[] {
  return allFindings(latest).map(({ cause }) => cause);
}

/** Whether the round before had evidence and was not long ago: then what is new now began in between. */
function hadLooked(server: ServerState, at: number, intervalMs: number): boolean {
  if (server.lastEvidenceAt === null) return false;
  const quietMs = at - server.lastEvidenceAt;
  return quietMs >= 0 && quietMs <= evidenceLifeMs(intervalMs);
}

/** This round's verdict, and what is shown where that is the same. */
function markFlapping(server: ServerState, latest: Diagnosis): ServerState {
  const marked = withFlapping(latest, server);
  return { ...server, latest: marked, shown: server.shown === latest ? marked : server.shown };
}

/** An unstable time is something that needs her as long as it lasts, also while all answers. */
function withFlapping(latest: Diagnosis, { flapping, outages }: ServerState): Diagnosis {
  if (flapping === null || latest.status === 'no-data') return latest;
  const last = outages.at(-1)?.fromAt;
  const found: Finding = {
    cause: 'flapping',
    status: 'attention',
    confidence: 'certain',
    variant: null,
    values: {
      n: flapping.outages,
      windowMs: Math.max(0, latest.at - flapping.sinceAt),
      quietMs: flappingQuietMs,
      ...(last === undefined ? {} : { last }),
    },
    evidence: [{ text: `outages: ${String(flapping.outages)}`, sinceAt: flapping.sinceAt }],
    explainedBy: null,
    restart: { kind: 'does-not-help' },
  };
  if (latest.primary !== null) {
    const others = latest.findings.filter((one) => one.cause !== 'flapping');
    return { ...latest, findings: [...others, found] };
  }
  return { ...latest, status: 'attention', primary: found };
}

const noteShownMs = 60 * 60_000;

function keepNotes(notes: ServerState['notes'], at: number): ServerState['notes'] {
  return notes.filter(({ seenAt }) => seenAt <= at && at - seenAt <= noteShownMs).slice(-mostNotes);
}

/** Something that failed and was mended: a new certificate or a boot is not. */
const repairKinds: ReadonlySet<NoteKind> = new Set(['worker-restarted', 'watchdog-restarted-api']);

function repairsOf(latest: Diagnosis): ServerState['repairs'] {
  const repairs = latest.notes.filter(({ kind }) => repairKinds.has(kind));
  return repairs.map(({ kind, at, values }) => ({ kind, at, n: values.n ?? 1 }));
}

function noteEntries(server: ServerState, latest: Diagnosis): readonly HistoryEntry[] {
  return latest.notes.map((note) => ({ kind: 'note', serverId: server.server.id, note: note.kind, at: note.at }));
}

function withStatusSince(server: ServerState, at: number): ServerState {
  const status = shownStatus(server, at);
  if (server.statusSince?.status === status) return server;
  return { ...server, statusSince: { status, at } };
}
