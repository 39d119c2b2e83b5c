/** How often, how long, and how soon it was told. Every figure comes with the number of outages behind it. */
import type { Cause } from '../model';
import { median } from '../samples';
import { joinRanges } from './ranges';
import type { IncidentRecord, Range } from './types';

/** From fewer outages no time between them is worked out. */
const fewestForMtbf = 3;

export interface RepairStatistics {
  /** Outages that touch the range; `open` of them go on. */
  readonly n: number;
  readonly open: number;
  /** The part of them inside the range. */
  readonly totalMs: number;
  /** From the first sign to the recovery, also where that lies outside the range. Null: none is over. */
  readonly longestMs: number | null;
  /** The longest one may have been shorter; where `ends.atMost` is not 0, so may the total, the median and the mean. */
  readonly isLongestAtMost: boolean;
  readonly medianRepairMs: number | null;
  readonly meanRepairMs: number | null;
  /** How many repairs these two are of. */
  readonly repairs: number;
  /** Of how many the end is the server's own word, and of how many only the longest possible length is known. */
  readonly ends: { readonly reconstructed: number; readonly atMost: number };
  /** From the first sign to the notice; `n`: outages that were told. */
  readonly detection: { readonly n: number; readonly medianMs: number | null; readonly worstMs: number | null };
}

/** When it began, by the earliest sign of it. */
export function startOf({ firstSignAt, firstFailureAt }: IncidentRecord): number {
  return Math.min(firstSignAt ?? firstFailureAt, firstFailureAt);
}

/** When it was over: by the server's records where nobody looked, else the first of two good looks. Null: it goes on. */
export function endOf({ recovery, recoveredAt }: IncidentRecord): number | null {
  return recoveredAt === null || recovery === null ? recoveredAt : Math.min(recovery.at, recoveredAt);
}

/** From the first failed sign to its end; null while it goes on. */
export function repairMsOf(incident: IncidentRecord): number | null {
  const endAt = endOf(incident);
  return endAt === null ? null : Math.max(0, endAt - startOf(incident));
}

/** Its length is only known to be no longer than this. */
export function isAtMost({ recovery, atMost }: IncidentRecord): boolean {
  return recovery === null ? atMost : recovery.atMost;
}

export function detectionMsOf(incident: IncidentRecord): number | null {
  return incident.toldAt === null ? null : Math.max(0, incident.toldAt - startOf(incident));
}

/** Whether it has to do with a range. One of no length counts where it lies. */
export function touches(incident: IncidentRecord, { fromAt, toAt }: Range): boolean {
  const start = startOf(incident);
  return start < toAt && ((endOf(incident) ?? Infinity) > fromAt || start >= fromAt);
}

/** `now` ends what goes on. */
export function repairStatistics(incidents: readonly IncidentRecord[], range: Range, now: number): RepairStatistics {
  const ours = incidents.filter((incident) => touches(incident, range));
  const over = ours.filter(({ recoveredAt }) => recoveredAt !== null);
  const repairs = ours.map(repairMsOf).filter((ms) => ms !== null);
  const longestMs = largest(repairs);
  const delays = ours.map(detectionMsOf).filter((ms) => ms !== null);
  return {
    n: ours.length,
    open: ours.length - repairs.length,
    totalMs: unionMs(ours.map((incident) => inside(incident, range, now))),
    longestMs,
    isLongestAtMost:
      longestMs !== null && ours.filter((one) => repairMsOf(one) === longestMs).every((one) => isAtMost(one)),
    medianRepairMs: median(repairs),
    meanRepairMs: repairs.length === 0 ? null : repairs.reduce((sum, ms) => sum + ms, 0) / repairs.length,
    repairs: repairs.length,
    ends: {
      reconstructed: over.filter(({ recovery }) => recovery !== null).length,
      atMost: over.filter(isAtMost).length,
    },
    detection: { n: delays.length, medianMs: median(delays), worstMs: largest(delays) },
  };
}

/** The same for each cause, the most frequent first. */
export function statisticsByCause(
  incidents: readonly IncidentRecord[],
  range: Range,
  now: number,
): readonly { readonly cause: Cause; readonly statistics: RepairStatistics }[] {
  const ofCause = (wanted: Cause) => incidents.filter(({ cause }) => cause === wanted);
  return [...new Set(incidents.map(({ cause }) => cause))]
    .map((cause) => ({ cause, statistics: repairStatistics(ofCause(cause), range, now) }))
    .filter(({ statistics }) => statistics.n > 0)
    .sort((one, other) => other.statistics.n - one.statistics.n || other.statistics.totalMs - one.statistics.totalMs);
}

/** Mean time up between outages: known time only. Null with fewer than three of them. */
export function meanTimeBetween(n: number, knownUpMs: number): number | null {
  return n < fewestForMtbf ? null : knownUpMs / n;
}

function largest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function inside(incident: IncidentRecord, { fromAt, toAt }: Range, now: number): Range {
  return { fromAt: Math.max(startOf(incident), fromAt), toAt: Math.min(endOf(incident) ?? now, toAt) };
}

/** What one outage and another share counts once. */
function unionMs(ranges: readonly Range[]): number {
  return joinRanges(ranges).reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0);
}
