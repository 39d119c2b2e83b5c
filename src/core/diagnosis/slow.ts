/**
 * Slow is judged by the portal's own habit:
 *
 *   recent = median of the last answers     usual = median of the week before them
 *   recent > 3 × usual and > 2 s ──► slow ──► until < 2 × usual or < 1.5 s
 *
 * While no habit is known, only what is slow beyond doubt counts: more than 5 s to users and on the server itself, twice
 * in a row.
 */
import type { Confidence, Evidence, Finding, HttpProbe, Observation, RestartAdvice, Since } from '../model';
import { median, publicMs, serverMs, toAnswer, type AnswerPart, type AnswerSample, type Samples } from '../samples';
import { isDiskExhausted } from './resources';
import { finding, probeEvidence, type RoundView } from './view';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const enter = { times: 3, ms: 2000 };
const leave = { times: 2, ms: 1500 };
/** Without a habit, in milliseconds. */
const beyondDoubt = { enter: 5000, leave: 2500 };
const recentRule = { most: 6, least: 3, withinMs: 30 * minuteMs, sparseMs: 3 * hourMs };
const habitRule = { least: 12, spanMs: 6 * hourMs, stepMs: 30 * minuteMs };
/** Rounds further apart say nothing about each other. */
const nextRoundMs = 15 * minuteMs;
/** For so long unseen, slowness that is found again is taken for the same: two of the longest intervals. */
const sameMs = 2 * hourMs;
/** And for so long it need not prove itself anew: "quick again" is said only of a portal that is quick. */
const knownMs = 24 * hourMs;

interface Slowness {
  readonly part: AnswerPart;
  readonly nowMs: number;
  /** Null: no habit known. */
  readonly usualMs: number | null;
  /** What it takes on the server itself; null: nobody could look. */
  readonly localMs: number | null;
  readonly since: Since;
}

/** Each part that is slow in a round, given what was sampled before it. */
function findSlowness(before: Samples, answer: AnswerSample): readonly Slowness[] {
  const parts: readonly AnswerPart[] = ['portal', 'api'];
  return parts.map((part) => judgePart(part, before, answer)).filter((one) => one !== null);
}

/** What goes on into the next round: kept where nobody got a good answer. */
export function slowAfter(before: Samples, observation: Observation): Samples['slow'] {
  const answer = toAnswer(observation);
  if (answer === null) return before.slow;
  const worst = worstOf(findSlowness(before, answer));
  return worst === null ? null : { part: worst.part, since: worst.since };
}

/** Slow beyond doubt in this round: one more look would tell. */
export function isSlowSuspected(observation: Observation): boolean {
  const answer = toAnswer(observation);
  return (
    answer !== null && (isBeyond(answer, 'api', beyondDoubt.enter) || isBeyond(answer, 'portal', beyondDoubt.enter))
  );
}

/** Whether a part's answer in this round belongs to a slowness. */
export function isSlowPart(view: RoundView, part: AnswerPart): boolean {
  const answer = toAnswer(view.observation);
  return answer !== null && findSlowness(view.samples, answer).some((one) => one.part === part);
}

/** Never beside an outage: what is slow then is a symptom. `others`: the round's other findings. */
export function findSlow(view: RoundView, others: readonly Finding[]): readonly Finding[] {
  const answer = toAnswer(view.observation);
  if (answer === null || others.some((one) => one.status === 'down')) return [];
  const worst = worstOf(findSlowness(view.samples, answer));
  return worst === null ? [] : [slowFinding(worst, view, others)];
}

function worstOf(all: readonly Slowness[]): Slowness | null {
  return [...all].sort((a, b) => b.nowMs - a.nowMs)[0] ?? null;
}

function judgePart(part: AnswerPart, before: Samples, answer: AnswerSample): Slowness | null {
  const current = publicMs(answer, part);
  if (current === null) return null;
  const past = before.answers.filter((one) => one.at < answer.at && publicMs(one, part) !== null);
  const quietMs = answer.at - (past.at(-1)?.at ?? 0);
  const known = before.slow?.part === part && quietMs <= knownMs ? before.slow.since : null;
  const same = known !== null && quietMs <= sameMs ? known : null;
  const recent = recentOf([...past, answer], answer.at);
  // Slow answers must not become the habit while they last.
  const beganAt = same?.at ?? recent[0]?.at ?? answer.at;
  const usualMs = usualOf(
    past.filter((one) => one.at < beganAt),
    part,
  );
  const nowMs = typicalMs(recent, part, current, known !== null);
  const limitMs = toLimit(usualMs, nowMs, known !== null);
  const isSlow =
    limitMs === null
      ? isSlowBeyondDoubt(part, past, answer, known !== null) && isAbove(current, usualMs)
      : nowMs !== null && nowMs >= limitMs;
  if (!isSlow) return null;
  const quickMs = usualMs === null ? beyondDoubt.leave : Math.max(leave.times * usualMs, leave.ms);
  return {
    part,
    nowMs: Math.round(nowMs ?? current),
    usualMs: usualMs === null ? null : Math.round(usualMs),
    localMs: median(recent.map((one) => serverMs(one, part)).filter((ms) => ms !== null)),
    since: same ?? sinceOf(past, answer, part, quickMs),
  };
}

/** The last six, of half an hour; where rounds are rarer, of some hours. */
function recentOf(series: readonly AnswerSample[], at: number): readonly AnswerSample[] {
  const last = series.slice(-recentRule.most);
  const dense = last.filter((one) => at - one.at <= recentRule.withinMs);
  return dense.length >= recentRule.least ? dense : last.filter((one) => at - one.at <= recentRule.sparseMs);
}

/** Null: too few answers to say. One is enough to say that slowness goes on. */
function typicalMs(
  recent: readonly AnswerSample[],
  part: AnswerPart,
  current: number,
  isKnown: boolean,
): number | null {
  if (recent.length < recentRule.least) return isKnown ? current : null;
  const middle = median(recent.map((one) => publicMs(one, part) ?? 0)) ?? current;
  const first = recent[0]?.at ?? 0;
  const isDense = (recent.at(-1)?.at ?? 0) - first <= recentRule.withinMs;
  // Answers of hours ago do not make this one slow.
  return isDense ? middle : Math.min(middle, current);
}

/** One answer for each half hour, so that a busy hour does not outweigh a day. */
function usualOf(past: readonly AnswerSample[], part: AnswerPart): number | null {
  const steps = new Map(past.map((one) => [Math.floor(one.at / habitRule.stepMs), one]));
  const spread = [...steps.values()];
  const spanMs = (spread.at(-1)?.at ?? 0) - (past[0]?.at ?? 0);
  if (spread.length < habitRule.least || spanMs < habitRule.spanMs) return null;
  return median(spread.map((one) => publicMs(one, part) ?? 0));
}

/** From how many milliseconds on it is slow; null where there is no habit to compare with, or nothing to compare. */
function toLimit(usualMs: number | null, nowMs: number | null, isKnown: boolean): number | null {
  if (usualMs === null || nowMs === null) return null;
  // "More than" on the way in, "not less than" on the way out: whole milliseconds.
  return isKnown ? Math.max(leave.times * usualMs, leave.ms) : Math.max(enter.times * usualMs, enter.ms) + 1;
}

function isSlowBeyondDoubt(
  part: AnswerPart,
  past: readonly AnswerSample[],
  answer: AnswerSample,
  isKnown: boolean,
): boolean {
  if (isKnown) return isBeyond(answer, part, beyondDoubt.leave);
  const last = past.at(-1);
  const isNext = last !== undefined && answer.at - last.at <= nextRoundMs;
  return isNext && isBeyond(last, part, beyondDoubt.enter) && isBeyond(answer, part, beyondDoubt.enter);
}

function isBeyond(answer: AnswerSample, part: AnswerPart, ms: number): boolean {
  return (publicMs(answer, part) ?? 0) > ms && (serverMs(answer, part) ?? 0) > ms;
}

/** A portal that always takes long is not slow by its own habit. */
function isAbove(ms: number, usualMs: number | null): boolean {
  return usualMs === null || ms > enter.times * usualMs;
}

/** The first of the slow answers in a row that end now. */
function sinceOf(past: readonly AnswerSample[], answer: AnswerSample, part: AnswerPart, quickMs: number): Since {
  const quickIndex = past.findLastIndex(
    (one, index) =>
      (publicMs(one, part) ?? 0) < quickMs || (past[index + 1] ?? answer).at - one.at > recentRule.withinMs,
  );
  const first = past[quickIndex + 1] ?? answer;
  const quick = past[quickIndex];
  const wasSeen = quick !== undefined && first.at - quick.at <= nextRoundMs;
  return { at: first.at, precision: wasSeen ? 'seen' : 'before' };
}

function slowFinding(slow: Slowness, view: RoundView, others: readonly Finding[]): Finding {
  const { part, nowMs, usualMs, localMs, since } = slow;
  // Quick on the server itself, or not seen there: it may be the network.
  const isServer = localMs !== null && 2 * localMs >= nowMs;
  const becauseOf = isServer ? reasonOf(view, others) : null;
  const confidence: Confidence = becauseOf !== null ? 'probable' : isServer && usualMs !== null ? 'certain' : 'unknown';
  const mayHelp: RestartAdvice = { kind: 'may-help', service: part === 'api' ? 'api' : 'dashboard' };
  return finding('slow', 'attention', confidence, {
    values: {
      since,
      nowMs,
      ...(usualMs === null ? {} : { usualMs }),
      ...(becauseOf === null ? {} : { becauseOf }),
    },
    evidence: slowEvidence(slow, part === 'api' ? view.observation.api : view.observation.portal),
    ...(isServer ? { restart: mayHelp } : {}),
  });
}

function reasonOf(view: RoundView, others: readonly Finding[]): 'memory' | 'disk' | null {
  if (others.some(({ cause }) => cause === 'memory-low' || cause === 'out-of-memory')) return 'memory';
  return (view.facts?.disks ?? []).some(isDiskExhausted) ? 'disk' : null;
}

function slowEvidence({ localMs, usualMs }: Slowness, probe: HttpProbe): readonly Evidence[] {
  const local = localMs === null ? [] : [{ text: `on the server: ${String(Math.round(localMs))} ms` }];
  const usual = usualMs === null ? [] : [{ text: `median of the last 7 days: ${String(usualMs)} ms` }];
  return [probeEvidence(probe), ...local, ...usual];
}
