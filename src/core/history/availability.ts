/**
 * The figure and how far it can be trusted.
 *
 *   coverage      (up + down, watched or reconstructed) ÷ (all − planned)
 *   availability  up ÷ (up + down): unknown time neither improves nor worsens it
 *   bounds        as if all that is not certain had been down, or up
 */
import { downMs, lengthOf, upMs, type Unsure } from './totals';
import type { Totals } from './types';

export type Verdict = 'met' | 'missed' | 'cannot-be-stated';

export interface Availability {
  /** 0 … 1: how much of the time that counts is known. */
  readonly coverage: number;
  /** 0 … 1; null: nothing is known. */
  readonly availability: number | null;
  readonly bounds: { readonly low: number; readonly high: number };
  readonly verdict: Verdict;
  /** Milliseconds of downtime that the target still allows in this range; negative where it is exceeded. */
  readonly left: number;
}

/** `target` is a share, 0.995. For what is left of a month, give the totals of the whole month, its future included. */
export function availabilityOf(totals: Totals, unsure: Unsure, target: number): Availability {
  const counted = lengthOf(totals) - totals.planned;
  const up = upMs(totals);
  const down = downMs(totals);
  const bounds =
    counted > 0
      ? { low: (up - unsure.up) / counted, high: (up + totals.noData + unsure.down) / counted }
      : { low: 0, high: 1 };
  return {
    coverage: counted > 0 ? (up + down) / counted : 0,
    availability: up + down > 0 ? up / (up + down) : null,
    bounds,
    verdict: verdictOf(bounds, target),
    left: Math.round((1 - target) * counted) - down,
  };
}

function verdictOf({ low, high }: Availability['bounds'], target: number): Verdict {
  if (low >= target) return 'met';
  return high < target ? 'missed' : 'cannot-be-stated';
}
