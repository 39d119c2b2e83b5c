/** What is remembered of restarts that were ordered: the lock, the usual time, and whether they held. */
import type { PastOutage } from './flapping';
import type { Cause } from './model';
import type { PastRestart, RestartRun } from './restart-types';
import type { RestartSnapshot } from './snapshot-types';
import { median } from './samples';

const minuteMs = 60_000;
/** Three in half an hour, and the service fails again: a fourth would not mend it either. */
const lockRule = { count: 3, withinMs: 30 * minuteMs, lockMs: 15 * minuteMs };
/** Of each service. */
const mostKept = 8;
/** Until the service answers, where too few restarts say how long that takes. */
const defaultGraceMs = 90_000;
const fewestForGrace = 3;

type Service = PastRestart['service'];

/** Those before and this one, the newest last. What was refused, or failed before the order, is no restart. */
export function rememberRestart(known: readonly PastRestart[], run: RestartRun): readonly PastRestart[] {
  const past = toPast(run);
  return past === null ? known : joinRestarts(known, [past]);
}

/** What two processes remember, each restart once. */
export function joinRestarts(mine: readonly PastRestart[], theirs: readonly PastRestart[]): readonly PastRestart[] {
  const all = [...mine, ...theirs]
    .filter((one, index, list) => list.findIndex((other) => isSame(one, other)) === index)
    .sort((a, b) => a.startedAt - b.startedAt);
  return all.filter((one) => restartsOf(all, one.service).slice(-mostKept).includes(one));
}

function isSame(one: PastRestart, other: PastRestart): boolean {
  return one.service === other.service && one.startedAt === other.startedAt;
}

function toPast({ service, startedAt, outcome, steps, before, after }: RestartRun): PastRestart | null {
  if (outcome === null || outcome.kind === 'refused') return null;
  if (service !== 'api' && service !== 'dashboard') return null;
  if (outcome.kind === 'failed' && outcome.step === 'precheck') return null;
  const answering = steps.find(({ id, state }) => id === 'answering' && state === 'done');
  return {
    service,
    startedAt,
    ms: outcome.ms,
    outcome: outcome.kind,
    step: outcome.kind === 'failed' ? outcome.step : null,
    cause: before?.cause ?? null,
    answeredMs: answering === undefined ? null : answering.startedAt + (answering.ms ?? 0) - startedAt,
    error: after?.errors?.error ?? null,
  };
}

export function restartsOf<R extends PastRestart>(restarts: readonly R[], service: Service): readonly R[] {
  return restarts.filter((one) => one.service === service);
}

/** Of the last half hour, the newest last. Whoever asks knows that the service fails. */
export function recentRestarts<R extends PastRestart>(
  restarts: readonly R[],
  service: Service,
  at: number,
): readonly R[] {
  return restartsOf(restarts, service).filter(({ startedAt }) => at >= startedAt && at - startedAt < lockRule.withinMs);
}

/** The button is locked, the watching never is. Null: it is not locked. */
export function lockOf(
  restarts: readonly PastRestart[],
  service: Service,
  at: number,
): { readonly n: number; readonly untilAt: number } | null {
  const recent = recentRestarts(restarts, service, at);
  const last = recent.at(-1);
  if (last === undefined || recent.length < lockRule.count) return null;
  const untilAt = last.startedAt + lockRule.lockMs;
  return at < untilAt ? { n: recent.length, untilAt } : null;
}

/** How long one that worked usually took, and how many say so; null: none did. */
export function usualRestart(
  restarts: readonly PastRestart[],
  service: Service,
): { readonly ms: number; readonly n: number } | null {
  const worked = restartsOf(restarts, service).filter(({ outcome }) => outcome === 'verified');
  const ms = median(worked.map((one) => one.ms));
  return ms === null ? null : { ms, n: worked.length };
}

/** For how long an answer is waited for: half as long again as the slowest start of the last ones. */
export function graceMs(restarts: readonly PastRestart[], service: Service): number {
  const took = restartsOf(restarts, service).flatMap(({ answeredMs }) => (answeredMs === null ? [] : [answeredMs]));
  if (took.length < fewestForGrace) return defaultGraceMs;
  return Math.min(120_000, Math.max(20_000, 1.5 * Math.max(...took)));
}

interface Past {
  readonly restarts: readonly PastRestart[];
  readonly outages: readonly PastOutage[];
}

/** Whether each held, as far as the outages of the last day tell. */
export function withHolding({ restarts, outages }: Past, at: number): readonly RestartSnapshot[] {
  return restarts.map((one) => ({ ...one, failedAgainMs: failedAgainMs(one, { restarts, outages }, at) }));
}

function failedAgainMs(restart: PastRestart, { restarts, outages }: Past, at: number): number | null {
  if (restart.outcome !== 'verified') return null;
  const endAt = restart.startedAt + restart.ms;
  const next = restartsOf(restarts, restart.service).find(({ startedAt }) => startedAt > restart.startedAt);
  const untilAt = next?.startedAt ?? at;
  const own = outages.filter(({ cause }) => cause.startsWith(`${restart.service}-`));
  const again = own.find(({ fromAt }) => fromAt >= endAt && fromAt <= untilAt);
  if (again !== undefined) return again.fromAt - endAt;
  // The first good looks close an outage within a minute or two.
  const isOn = own.some(({ fromAt, toAt }) => fromAt < endAt && (toAt ?? untilAt) > endAt + 2 * minuteMs);
  return isOn ? 0 : null;
}

/** What the restarts have in common, and how many of them: the same error afterwards, else the same trouble before. */
export type Repetition =
  | { readonly kind: 'error'; readonly error: string; readonly n: number; readonly of: number }
  | { readonly kind: 'cause'; readonly cause: Cause; readonly n: number; readonly of: number };

/** Null: nothing was seen twice. */
export function whatRepeats(restarts: readonly PastRestart[]): Repetition | null {
  const of = restarts.length;
  const error = mostFrequent(restarts.flatMap((one) => (one.error === null ? [] : [one.error])));
  if (error !== null) return { kind: 'error', error: error.value, n: error.n, of };
  const cause = mostFrequent(restarts.flatMap((one) => (one.cause === null ? [] : [one.cause])));
  return cause === null ? null : { kind: 'cause', cause: cause.value, n: cause.n, of };
}

/** Of two as frequent, the later. */
function mostFrequent<T>(values: readonly T[]): { readonly value: T; readonly n: number } | null {
  const counted = values.map((value) => ({ value, n: values.filter((other) => other === value).length }));
  const most = counted.reduceRight<(typeof counted)[number] | null>(
    (best, one) => (best === null || one.n > best.n ? one : best),
    null,
  );
  return most === null || most.n < 2 ? null : most;
}
