import type { Range } from '../history/types';
import { distinctBoots, type Evidence } from './evidence';

const minuteMs = 60_000;

/** The stretches in which the whole server was down, by its starts. */
export interface Outage extends Range {
  readonly atMost: boolean;
}

/** After its shutdown began a system still writes, but not for longer than this. */
export const shutdownMs = 3 * minuteMs;

/**
 * Before each start lies a time without the server: from the clean shutdown, or where there was none, at most from the
 * last sign of life. Without any sign of life nothing is known.
 */
export function findOutages(evidence: Evidence, keptFromAt: number | null): readonly Outage[] {
  const boots = distinctBoots(evidence.boots);
  // The last word of a unit may be weeks older than all else that is kept: no sign of the time before a boot.
  const signs = momentsOfLife(evidence, boots).filter((at) => keptFromAt === null || at >= keptFromAt);
  return boots.flatMap((bootAt, index): readonly Outage[] => {
    const moments = [signs.findLast((at) => at < bootAt), lastLineBefore(bootAt, evidence.minutes.seen)];
    const known = moments.filter((at) => at !== undefined);
    const lastAt = known.length === 0 ? null : Math.max(...known);
    const stoppedAt = cleanStop(evidence.shutdowns, { fromAt: boots[index - 1] ?? -Infinity, toAt: bootAt }, lastAt);
    if (stoppedAt !== null) return [{ fromAt: stoppedAt, toAt: bootAt, atMost: false }];
    return lastAt === null ? [] : [{ fromAt: lastAt, toAt: bootAt, atMost: true }];
  });
}

/** Only the end of a run can be its shutdown: journald also stops for an update, and a shutdown can be called off. */
function cleanStop(shutdowns: readonly number[], run: Range, lastSignAt: number | null): number | null {
  const marks = shutdowns.filter((at) => at > run.fromAt && at <= run.toAt);
  const lastAt = marks.at(-1);
  if (lastAt === undefined || (lastSignAt !== null && lastSignAt > lastAt + shutdownMs)) return null;
  return marks.find((at) => at >= lastAt - shutdownMs) ?? null;
}

export function firstSignOfLife(evidence: Evidence): number | undefined {
  return signsOfLife(evidence, evidence.boots)[0];
}

export function lastSignOfLife(evidence: Evidence): number | undefined {
  return signsOfLife(evidence, evidence.boots).at(-1);
}

/** Lines of the minute of the start may be of after it. Of the last minute before only its beginning is certain. */
function lastLineBefore(bootAt: number, seen: readonly Range[]): number | undefined {
  const minuteAt = Math.floor(bootAt / minuteMs) * minuteMs;
  const last = seen.findLast(({ fromAt }) => fromAt < minuteAt);
  return last === undefined ? undefined : Math.min(last.toAt, minuteAt) - minuteMs;
}

function signsOfLife(evidence: Evidence, boots: readonly number[]): readonly number[] {
  const lines = evidence.minutes.seen.map(({ toAt }) => toAt - minuteMs);
  return [...momentsOfLife(evidence, boots), ...lines].sort((a, b) => a - b);
}

/** Of what has seconds. */
function momentsOfLife(evidence: Evidence, boots: readonly number[]): readonly number[] {
  return [
    ...evidence.watchdog.map(({ at }) => at),
    ...evidence.units.map(({ at }) => at),
    ...evidence.kills.map(({ at }) => at),
    ...evidence.lastEntries,
    ...boots,
  ].sort((a, b) => a - b);
}
