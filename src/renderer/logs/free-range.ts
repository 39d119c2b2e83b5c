import { dayOf } from '../../core/local-time';
import { fromLocalMoment, secondsClock } from '../history/moments';
import { toClockSeconds } from '../typed-time';

/** Moments of her clock; both ends are part of it. */
export interface FreeRange {
  readonly fromAt: number;
  readonly toAt: number;
}

/** As it stands in the fields. */
export interface TypedRange {
  readonly fromDay: string;
  readonly fromTime: string;
  readonly toDay: string;
  readonly toTime: string;
}

export type RangeField = keyof TypedRange;

/** What is wrong, and in which field. */
export interface RangeProblem {
  readonly field: RangeField;
  readonly problem: 'day' | 'time' | 'order' | 'future';
}

/** What she typed; without seconds the last minute is meant whole. */
export function toFreeRange(typed: TypedRange, now: number, timeZone: string): FreeRange | RangeProblem {
  for (const field of ['fromDay', 'toDay'] as const) if (!isDay(typed[field])) return { field, problem: 'day' };
  const fromAt = momentOf(typed.fromDay, typed.fromTime, timeZone);
  if (fromAt === null) return { field: 'fromTime', problem: 'time' };
  const lastAt = momentOf(typed.toDay, typed.toTime, timeZone);
  if (lastAt === null) return { field: 'toTime', problem: 'time' };
  const isWholeMinute = typed.toTime.split(':').length < 3;
  const toAt = lastAt + (isWholeMinute ? 59_999 : 999);
  if (fromAt > now) return { field: 'fromDay', problem: 'future' };
  return toAt < fromAt ? { field: 'toTime', problem: 'order' } : { fromAt, toAt };
}

/** To be changed by hand; seconds only where there are any. */
export function toTypedRange({ fromAt, toAt }: FreeRange, timeZone: string): TypedRange {
  const isWholeMinute = (toAt + 1) % 60_000 === 0;
  return {
    fromDay: dayOf(fromAt, timeZone),
    fromTime: secondsClock(fromAt, timeZone).replace(/:00$/, ''),
    toDay: dayOf(toAt, timeZone),
    toTime: secondsClock(toAt, timeZone).slice(0, isWholeMinute ? 5 : 8),
  };
}

/** Whole minutes around it, not later than now. */
export function minutesAround({ fromAt, toAt }: FreeRange, now: number): FreeRange {
  const end = Math.min(toAt, now);
  return { fromAt: Math.floor(fromAt / 60_000) * 60_000, toAt: Math.floor(end / 60_000) * 60_000 + 59_999 };
}

function momentOf(day: string, typed: string, timeZone: string): number | null {
  const time = toClockSeconds(typed);
  return time === null ? null : fromLocalMoment(`${day} ${time}`, timeZone);
}

function isDay(text: string): boolean {
  return /^2\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
