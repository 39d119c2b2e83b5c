/**
 * When a disk is full "at this rate", from Vigía's own samples of the last day:
 *
 *   1. from the last drop on (a log was rotated)      2. at least 6 hours and 12 samples
 *   3. no jump makes up the rise                      4. it still rises at the end
 *   5. the median of all slopes (Theil–Sen) says when; how well a line fits says how certain
 */
import { median, type DiskUse } from './samples';

export interface DiskForecast {
  readonly fullAt: number;
  /** Whether it rises evenly enough to be certain. */
  readonly isRegular: boolean;
  readonly bytesPerHour: number;
  readonly spanMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const leastSpanMs = 6 * hourMs;
const leastSamples = 12;
/** A fall of this share of the disk is a clean-up. */
const dropShare = 0.01;
/** A rise of which this share came from one sixth of the time to the next is a jump. */
const jumpShare = 0.5;
const jumpParts = 6;
/** R² of a line: regular, and the least that is a rise and not noise. */
const regularFit = 0.8;
const leastFit = 0.3;
/** At the end it rises at least with this share of the whole slope. */
const tailShare = 0.25;
/** A day's samples say nothing about next year. */
const horizonMs = 30 * dayMs;

/** `uses`: oldest first, the newest is now. Null: nothing can be said. */
export function forecastFull(uses: readonly DiskUse[]): DiskForecast | null {
  const last = uses.at(-1);
  if (last === undefined) return null;
  const recent = sinceDrop(uses.filter(({ at }) => at <= last.at && last.at - at <= dayMs));
  const spanMs = last.at - (recent[0]?.at ?? last.at);
  if (recent.length < leastSamples || spanMs < leastSpanMs) return null;
  const slope = slopeOf(recent);
  if (slope <= 0 || isJump(recent, spanMs)) return null;
  const tail = recent.filter(({ at }) => last.at - at <= spanMs / 3);
  if (slopeOf(tail) < tailShare * slope) return null;
  const fit = fitOf(recent);
  const leftMs = Math.max(0, last.availableBytes) / slope;
  if (fit < leastFit || leftMs > horizonMs) return null;
  return { fullAt: last.at + leftMs, isRegular: fit >= regularFit, bytesPerHour: slope * hourMs, spanMs };
}

function sinceDrop(uses: readonly DiskUse[]): readonly DiskUse[] {
  const dropAt = uses.findLastIndex((use, index) => {
    const before = uses[index - 1];
    return before !== undefined && before.usedBytes - use.usedBytes > dropShare * sizeOf(use);
  });
  return uses.slice(Math.max(0, dropAt));
}

function sizeOf({ usedBytes, availableBytes }: DiskUse): number {
  return usedBytes + Math.max(0, availableBytes);
}

/** Bytes per millisecond; 0 where there are too few samples. */
function slopeOf(uses: readonly DiskUse[]): number {
  const slopes = uses.flatMap((later, index) =>
    uses.slice(0, index).flatMap((earlier) => {
      const ms = later.at - earlier.at;
      return ms <= 0 ? [] : [(later.usedBytes - earlier.usedBytes) / ms];
    }),
  );
  return median(slopes) ?? 0;
}

/** Levels of six parts of the time, so that a trembling value does not count as a jump. */
function isJump(uses: readonly DiskUse[], spanMs: number): boolean {
  const startAt = uses[0]?.at ?? 0;
  const levels = Array.from({ length: jumpParts }, (_, part) => {
    const own = uses.filter(
      ({ at }) => Math.min(jumpParts - 1, Math.floor((jumpParts * (at - startAt)) / spanMs)) === part,
    );
    return { at: median(own.map(({ at }) => at)), used: median(own.map(({ usedBytes }) => usedBytes)) };
  }).flatMap(({ at, used }) => (at === null || used === null ? [] : [{ at, used }]));
  const rise = (levels.at(-1)?.used ?? 0) - (levels[0]?.used ?? 0);
  if (rise <= 0) return true;
  return levels.some((to, index) => {
    const from = levels[index - 1];
    // Across a night without samples, half of the rise is no jump.
    return from !== undefined && to.at - from.at <= spanMs / 3 && to.used - from.used >= jumpShare * rise;
  });
}

/** R²: the share of the changes that a straight line explains. */
function fitOf(uses: readonly DiskUse[]): number {
  const n = uses.length;
  const meanAt = uses.reduce((sum, { at }) => sum + at, 0) / n;
  const meanUsed = uses.reduce((sum, { usedBytes }) => sum + usedBytes, 0) / n;
  const sums = uses.reduce(
    (sum, { at, usedBytes }) => ({
      both: sum.both + (at - meanAt) * (usedBytes - meanUsed),
      at: sum.at + (at - meanAt) ** 2,
      used: sum.used + (usedBytes - meanUsed) ** 2,
    }),
    { both: 0, at: 0, used: 0 },
  );
  return sums.at === 0 || sums.used === 0 ? 0 : sums.both ** 2 / (sums.at * sums.used);
}
