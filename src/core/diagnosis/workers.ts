import type { Finding, RestartAdvice } from '../model';
import type { GunicornFacts, ProcessFacts, RemoteFacts } from '../remote-facts';
import { finding, type Look, type RoundView } from './view';

/** What tells a new worker from one that was there before. */
interface EarlierWorkers {
  readonly lookedAt: number | null;
  readonly masterPids: readonly number[];
  readonly workerPids: readonly number[];
}

const mayHelp: RestartAdvice = { kind: 'may-help', service: 'api' };
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** All workers start within this after their master. */
const startMs = minuteMs;
/** Without an earlier round, only a crash of these minutes is worth a word. */
const youngMs = 10 * minuteMs;
const manyCrashes = 3;
const mostKept = 50;

/** Fewer workers than configured, in this round and the one before: gunicorn replaces a crashed one within a second. */
export function findWorkers(view: RoundView, gunicorn: GunicornFacts): readonly Finding[] {
  const missing = findMissingWorkers(view, gunicorn);
  return missing.length > 0 ? missing : findCrashingWorkers(view);
}

function findMissingWorkers(view: RoundView, gunicorn: GunicornFacts): readonly Finding[] {
  const alive = gunicorn.workers.length;
  const total = view.server.api.workers;
  if (alive >= total || !view.fewWorkersBefore) return [];
  return [
    finding('workers-missing', 'attention', 'certain', {
      values: { n: alive, total },
      evidence: [{ text: `ps: gunicorn master ${pids(gunicorn)}, ${String(alive)} of ${String(total)} workers` }],
      restart: mayHelp,
    }),
  ];
}

export function pids({ masters }: GunicornFacts): string {
  return masters.map(({ pid }) => String(pid)).join(', ');
}

/** All are there, and again and again one was replaced: a round between two crashes sees nothing of it. */
function findCrashingWorkers(view: RoundView): readonly Finding[] {
  if (view.facts === null || isRecycling(view)) return [];
  const crashes = rememberCrashes(view, view.memory, view.memory?.workerRestarts ?? []);
  const last = crashes.at(-1);
  if (last === undefined || crashes.length < manyCrashes) return [];
  return [
    finding('workers-missing', 'attention', 'certain', {
      variant: 'crashing',
      values: { n: crashes.length, windowMs: dayMs, last },
      evidence: crashes.slice(-3).map((at) => ({ text: 'ps: a worker younger than its master', sinceAt: at })),
      restart: mayHelp,
    }),
  ];
}

/** When the workers started that are new since the round before, the earliest first. */
export function newWorkers(facts: RemoteFacts | null, at: number, earlier: EarlierWorkers | null): readonly number[] {
  const gunicorn = facts?.gunicorn ?? null;
  if (gunicorn === null) return [];
  const isSameMaster = earlier !== null && gunicorn.masters.some(({ pid }) => earlier.masterPids.includes(pid));
  // Where one is gone, another took its place, however young the master is.
  const isOneGone = earlier?.workerPids.some((pid) => !gunicorn.workers.some((worker) => worker.pid === pid)) === true;
  const fresh = gunicorn.workers.filter((worker) =>
    isSameMaster
      ? !earlier.workerPids.includes(worker.pid) && (isOneGone || !isFirst(worker, gunicorn))
      : isYoung(worker, gunicorn, at, earlier?.lookedAt ?? null),
  );
  return fresh.map((worker) => startOf(worker, at, earlier?.lookedAt ?? null)).sort((a, b) => a - b);
}

/** The round before came while the API was still starting. */
function isFirst(worker: ProcessFacts, { masters }: GunicornFacts): boolean {
  const master = masters.find(({ pid }) => pid === worker.parentPid);
  if (worker.ageSeconds === null || master?.ageSeconds == null) return false;
  return master.ageSeconds * 1000 < youngMs && (master.ageSeconds - worker.ageSeconds) * 1000 <= startMs;
}

/** Clearly younger than its master: it took the place of another. */
function isYoung(worker: ProcessFacts, { masters }: GunicornFacts, at: number, lookedAt: number | null): boolean {
  const master = masters.find(({ pid }) => pid === worker.parentPid);
  if (worker.ageSeconds === null || master?.ageSeconds == null) return false;
  const ageMs = worker.ageSeconds * 1000;
  return master.ageSeconds * 1000 - ageMs > startMs && ageMs < youngMs && at - ageMs > (lookedAt ?? 0);
}

function startOf({ ageSeconds }: ProcessFacts, at: number, lookedAt: number | null): number {
  const startedAt = ageSeconds === null ? at : at - ageSeconds * 1000;
  return startedAt >= (lookedAt ?? 0) ? startedAt : at;
}

/** Workers that crashed in the last day. One that was replaced on purpose has not. */
export function rememberCrashes(
  look: Look,
  earlier: EarlierWorkers | null,
  known: readonly number[],
): readonly number[] {
  const { facts, at } = look;
  const fresh = isRecycling(look) ? [] : newWorkers(facts, at, earlier);
  return [...known, ...fresh].filter((moment) => at - moment <= dayMs && moment <= at).slice(-mostKept);
}

/** gunicorn replaces workers itself after so many requests, or on order. */
function isRecycling({ log }: Look): boolean {
  return log?.arbiter.isRecycling === true;
}
