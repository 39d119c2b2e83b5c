/** From a piece of the strip to the range that it stands for. */
import type { Range } from '../../core/history/types';
import { addDays, dayOf } from '../../core/local-time';
import type { RangeChoice } from '../../shared/history/range-choice';

/** The day, month or year in which a range begins. */
export function choiceOf(
  kind: 'hour' | 'day' | 'month' | 'year',
  range: Range,
  now: number,
  timeZone: string,
): RangeChoice {
  const [from = '', today = ''] = [range.fromAt, now].map((at) => dayOf(at, timeZone));
  switch (kind) {
    case 'hour':
    case 'day':
      return { kind: 'day', steps: Math.min(0, daysBetween(today, from)) };
    case 'month':
      return { kind: 'month', steps: Math.min(0, monthOf(from) - monthOf(today)) };
    case 'year':
      return { kind: 'year', steps: Math.min(0, Number(from.slice(0, 4)) - Number(today.slice(0, 4))) };
  }
}

/** The same range in days, to be changed by hand. */
export function toFree(range: Range, timeZone: string): Extract<RangeChoice, { kind: 'free' }> {
  return { kind: 'free', from: dayOf(range.fromAt, timeZone), to: dayOf(range.toAt - 1, timeZone) };
}

/** A free range as long, before or after; null: that would be in the future. */
export function moved(choice: RangeChoice, by: -1 | 1, now: number, timeZone: string): RangeChoice | null {
  if (choice.kind !== 'free') {
    const steps = choice.steps + by;
    return steps > 0 ? null : { ...choice, steps };
  }
  const length = daysBetween(choice.from, choice.to) + 1;
  const [from, to] = [choice.from, choice.to].map((day) => addDays(day, by * length));
  return from === undefined || to === undefined || from > dayOf(now, timeZone) ? null : { kind: 'free', from, to };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}
