/**
 * What Vigía remembers of its own rounds, to know what is usual: how long answers took and how full the disks were.
 * Fine for the last hours and coarse up to a week. Bounded: it is written with the state after every round.
 */
import { isWell } from './diagnosis/view';
import type { HttpProbe, Observation, Since } from './model';
import type { DiskFacts, LocalAnswer } from './remote-facts';

/** One round's good answers; null where there was none. `local`: what the same took on the server itself. */
export interface AnswerSample {
  readonly at: number;
  readonly portalMs: number | null;
  readonly apiMs: number | null;
  readonly localPortalMs: number | null;
  readonly localApiMs: number | null;
}

export type AnswerPart = 'portal' | 'api';

export interface DiskUse {
  readonly at: number;
  readonly usedBytes: number;
  readonly availableBytes: number;
}

export interface DiskSeries {
  readonly mount: string;
  /** Oldest first. */
  readonly uses: readonly DiskUse[];
}

export interface Samples {
  /** Oldest first. */
  readonly answers: readonly AnswerSample[];
  readonly disks: readonly DiskSeries[];
  /** The slowness that went on in the last round, see diagnosis/slow.ts. */
  readonly slow: { readonly part: AnswerPart; readonly since: Since } | null;
}

export const noSamples: Samples = { answers: [], disks: [], slow: null };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const keptMs = 7 * dayMs;

/** One sample for each stretch of `stepMs` up to an age; the last of a stretch stays. Finest first. */
interface Thinning {
  readonly upToMs: number;
  readonly stepMs: number;
}

const answerThinning: readonly Thinning[] = [
  { upToMs: hourMs, stepMs: minuteMs },
  { upToMs: keptMs, stepMs: 30 * minuteMs },
];
const mostAnswers = 360;

const diskThinning: readonly Thinning[] = [
  { upToMs: dayMs, stepMs: 10 * minuteMs },
  { upToMs: keptMs, stepMs: hourMs },
];
/** Of all disks together: several share the room. */
const mostUses = 290;
/** More than these are watched and not remembered: the fullest count. */
const mostDisks = 4;

/** The round added. What bears a later date than the round is from before the clock was set back, and goes. */
export function addSamples(samples: Samples, observation: Observation): Samples {
  const at = observation.endedAt;
  const answer = toAnswer(observation);
  const answers = answer === null ? samples.answers : [...samples.answers, answer];
  const disks = observation.ssh.kind === 'facts' ? (observation.ssh.facts.disks ?? []) : [];
  return {
    ...samples,
    answers: thin(answers, answerThinning, at).slice(-mostAnswers),
    disks: thinDisks(addDisks(samples.disks, disks, at), at),
  };
}

/** What two processes remember of the same server, e.g. `vigia check` beside the tray. */
export function joinSamples(mine: Samples, theirs: Samples, at: number): Samples {
  const mounts = [...new Set([...mine.disks, ...theirs.disks].map(({ mount }) => mount))];
  const disks = mounts.map((mount) => ({ mount, uses: [...usesOf(theirs, mount), ...usesOf(mine, mount)] }));
  return {
    ...mine,
    answers: thin([...theirs.answers, ...mine.answers], answerThinning, at).slice(-mostAnswers),
    disks: thinDisks(disks.slice(0, mostDisks), at),
  };
}

export function usesOf(samples: Samples, mount: string): readonly DiskUse[] {
  return samples.disks.find((one) => one.mount === mount)?.uses ?? [];
}

/** How long this round's good answers took; null where users got none. */
export function toAnswer({ endedAt, portal, api, ssh }: Observation): AnswerSample | null {
  const [portalMs, apiMs] = [goodMs(portal), goodMs(api)];
  if (portalMs === null && apiMs === null) return null;
  const facts = ssh.kind === 'facts' ? ssh.facts : null;
  return {
    at: endedAt,
    portalMs,
    apiMs,
    localPortalMs: localMs(facts?.localPortal ?? null) ?? localMs(facts?.localDashboard ?? null),
    localApiMs: localMs(facts?.localApi ?? null) ?? localMs(facts?.localPortalApi ?? null),
  };
}

export function publicMs(answer: AnswerSample, part: AnswerPart): number | null {
  return part === 'api' ? answer.apiMs : answer.portalMs;
}

export function serverMs(answer: AnswerSample, part: AnswerPart): number | null {
  return part === 'api' ? answer.localApiMs : answer.localPortalMs;
}

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function goodMs(probe: HttpProbe): number | null {
  return isWell(probe) ? toMs(probe.phases.totalMs) : null;
}

/** curl's time, also where it gave up waiting (28): that is slow, whatever else. */
function localMs(local: LocalAnswer | null): number | null {
  return local !== null && (local.curlExit === 0 || local.curlExit === 28) ? toMs(local.ms) : null;
}

function toMs(ms: number): number {
  return Math.min(99_999, Math.max(0, Math.round(ms)));
}

function addDisks(series: readonly DiskSeries[], disks: readonly DiskFacts[], at: number): readonly DiskSeries[] {
  const fullest = [...disks].sort((a, b) => b.usedPercent - a.usedPercent);
  const seen = fullest.map(({ mount, usedBytes, availableBytes }): DiskSeries => {
    const known = series.find((one) => one.mount === mount)?.uses ?? [];
    return { mount, uses: [...known, { at, usedBytes, availableBytes }] };
  });
  // A disk that this round could not measure keeps its past.
  const unseen = series.filter(({ mount }) => !disks.some((disk) => disk.mount === mount));
  return [...seen, ...unseen].slice(0, mostDisks);
}

function thinDisks(series: readonly DiskSeries[], at: number): readonly DiskSeries[] {
  const thinning = diskThinning.map(({ upToMs, stepMs }) => ({ upToMs, stepMs: stepMs * series.length }));
  const most = Math.floor(mostUses / Math.max(1, series.length));
  return series
    .map(({ mount, uses }) => ({ mount, uses: thin(uses, thinning, at).slice(-most) }))
    .filter(({ uses }) => uses.length > 0);
}

function thin<T extends { readonly at: number }>(
  samples: readonly T[],
  thinning: readonly Thinning[],
  now: number,
): readonly T[] {
  const kept = new Map<string, T>();
  for (const sample of [...samples].sort((a, b) => a.at - b.at)) {
    const ageMs = now - sample.at;
    const rule = ageMs < 0 ? undefined : thinning.find(({ upToMs }) => ageMs <= upToMs);
    if (rule !== undefined) kept.set(`${String(rule.stepMs)}:${String(Math.floor(sample.at / rule.stepMs))}`, sample);
  }
  return [...kept.values()].sort((a, b) => a.at - b.at);
}
