/** Falling and coming back so often that each time would be noise: folded into one notice and one final message. */
import type { Cause } from './model';
import { watchedMs, type Stretch } from './watched';

export interface PastOutage {
  readonly id: string;
  readonly cause: Cause;
  readonly fromAt: number;
  /** Null: it is still open. */
  readonly toAt: number | null;
  /** Told as part of an unstable time that is over: it makes no other one. */
  readonly folded: boolean;
}

export interface Flapping {
  readonly id: string;
  readonly sinceAt: number;
  readonly toldAt: number | null;
  readonly outages: number;
  readonly downMs: number;
  readonly lastEndAt: number | null;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** By count over time: a share of the last checks is far too slow at one check in five minutes. */
const often = { outages: 3, withinMs: hourMs } as const;
const overDay = { outages: 4, withinMs: dayMs } as const;
const quietMs = hourMs;

export function keepOutages(outages: readonly PastOutage[], at: number): readonly PastOutage[] {
  return outages.filter(({ fromAt, toAt }) => toAt === null || (fromAt <= at && at - fromAt <= dayMs)).slice(-50);
}

/** Whether the outages up to now are too many to be told one by one. */
function isFlapping(outages: readonly PastOutage[], at: number): boolean {
  return [often, overDay].some((rule) => countWithin(outages, at, rule.withinMs) >= rule.outages);
}

function countWithin(outages: readonly PastOutage[], at: number, withinMs: number): number {
  return outages.filter(({ fromAt }) => at - fromAt <= withinMs).length;
}

/** `outages` holds the one that has just been confirmed, as its last. */
export function nextFlapping(
  current: Flapping | null,
  outages: readonly PastOutage[],
  serverId: string,
  at: number,
): Flapping | null {
  if (current !== null) return { ...current, outages: current.outages + 1, lastEndAt: null };
  const single = outages.filter(({ folded }) => !folded);
  if (!isFlapping(single, at)) return null;
  const inHour = single.filter(({ fromAt }) => at - fromAt <= often.withinMs);
  const counted = inHour.length >= often.outages ? inHour : single;
  const [oldest] = counted;
  return {
    id: `${serverId}:flapping:${String(at)}`,
    sinceAt: oldest?.fromAt ?? at,
    toldAt: null,
    outages: counted.length,
    downMs: counted.reduce((sum, { fromAt, toAt }) => sum + (toAt === null ? 0 : toAt - fromAt), 0),
    lastEndAt: null,
  };
}

/** An outage of it has ended. */
export function endOne(flapping: Flapping, fromAt: number, toAt: number): Flapping {
  return { ...flapping, lastEndAt: toAt, downMs: flapping.downMs + Math.max(0, toAt - fromAt) };
}

/** An hour of calm that was really seen: an hour asleep proves nothing. */
export function hasCalmed({ lastEndAt }: Flapping, watched: readonly Stretch[], at: number): boolean {
  return lastEndAt !== null && at - lastEndAt >= quietMs && watchedMs(watched, lastEndAt, at) >= quietMs * 0.9;
}

export const flappingQuietMs = quietMs;
