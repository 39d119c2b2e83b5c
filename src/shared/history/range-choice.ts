/** The range that she chose, as it crosses to the main process, and what it is at a moment in her time zone. */
import { periodAt, type PeriodKind } from '../../core/history/periods';
import type { Range } from '../../core/history/types';
import { addDays, dayOf, startOfDay } from '../../core/local-time';

/** In the order in which they are offered. */
export const steppedKinds = ['day', 'days7', 'days30', 'month', 'quarter', 'year'] as const;

export type RangeChoice =
  /** `steps`: 0 is the one that goes on, −1 the one before. */
  | { readonly kind: (typeof steppedKinds)[number]; readonly steps: number }
  /** Both days included. */
  | { readonly kind: 'free'; readonly from: string; readonly to: string };

/** Never reaches into the future: of a month that goes on it is what is over of it. */
export function toRange(choice: RangeChoice, now: number, timeZone: string): Range {
  const { fromAt, toAt } = wholeRange(choice, now, timeZone);
  // A free range may lie in the future as a whole.
  const start = fromAt < now ? fromAt : startOfDay(dayOf(now, timeZone), timeZone);
  return { fromAt: start, toAt: Math.max(start, Math.min(toAt, now)) };
}

function wholeRange(choice: RangeChoice, now: number, timeZone: string): Range {
  switch (choice.kind) {
    case 'free': {
      const [first = choice.from, last = choice.to] = [choice.from, choice.to].sort();
      return { fromAt: startOfDay(first, timeZone), toAt: startOfDay(addDays(last, 1), timeZone) };
    }
    case 'days7':
      return lastDays(7, choice.steps, now, timeZone);
    case 'days30':
      return lastDays(30, choice.steps, now, timeZone);
    default:
      return periodAt(choice.kind satisfies PeriodKind, now, timeZone, choice.steps);
  }
}

/** Whole days of her calendar, today the last of them. */
function lastDays(count: number, steps: number, now: number, timeZone: string): Range {
  const end = addDays(dayOf(now, timeZone), 1 + steps * count);
  return { fromAt: startOfDay(addDays(end, -count), timeZone), toAt: startOfDay(end, timeZone) };
}
