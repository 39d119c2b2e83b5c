import { lengthOf } from '../../core/history/totals';
import type { Totals } from '../../core/history/types';

export interface CoverageShares {
  readonly observed: number;
  readonly rebuilt: number;
  readonly none: number;
}

/** Hundredths of a percent. */
const units = 10_000;

/**
 * How the time that counts is known, as shares that add up to 100 % as printed, with two decimals. What there is of a
 * kind is never rounded away.
 */
export function coverageShares(totals: Totals): CoverageShares {
  const counted = lengthOf(totals) - totals.planned;
  const exact = [totals.up + totals.down, totals.reconstructedUp + totals.reconstructedDown, totals.noData].map((ms) =>
    counted > 0 ? (ms / counted) * units : 0,
  );
  const floors = exact.map((value) => (value > 0 ? Math.max(1, Math.floor(value)) : 0));
  const missing = (counted > 0 ? units : 0) - floors.reduce((sum, value) => sum + value, 0);
  const largest = exact.indexOf(Math.max(...exact));
  const [observed = 0, rebuilt = 0, none = 0] = floors.map(
    (value, index) => (index === largest ? value + missing : value) / units,
  );
  return { observed, rebuilt, none };
}
