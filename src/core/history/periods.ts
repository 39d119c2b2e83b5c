/** Days, months, quarters and years of her calendar, as ranges: a day is as long as her clocks make it, 23 to 25 hours. */
import { addDays, dayOf, startOfDay } from '../local-time';
import type { Range } from './types';

export const periodKinds = ['day', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Months of one period; a day has none. */
const monthsOf: Readonly<Record<Exclude<PeriodKind, 'day'>, number>> = { month: 1, quarter: 3, year: 12 };

/** The period in which a moment lies, or one so many further. */
export function periodAt(kind: PeriodKind, at: number, timeZone: string, steps = 0): Range {
  return periodFrom(kind, shift(kind, firstDay(kind, dayOf(at, timeZone)), steps), timeZone);
}

/** The range cut at every beginning of a period: the pieces touch and fill it. */
export function periodsIn(kind: PeriodKind, { fromAt, toAt }: Range, timeZone: string): readonly Range[] {
  const pieces: Range[] = [];
  let day = firstDay(kind, dayOf(fromAt, timeZone));
  for (let at = fromAt; at < toAt;) {
    const end = Math.min(periodFrom(kind, day, timeZone).toAt, toAt);
    if (end > at) pieces.push({ fromAt: at, toAt: end });
    at = Math.max(at, end);
    day = shift(kind, day, 1);
  }
  return pieces;
}

/** What a range is exactly; null: a free one. */
export function periodKindOf({ fromAt, toAt }: Range, timeZone: string): PeriodKind | null {
  const isIt = (kind: PeriodKind) => {
    const period = periodAt(kind, fromAt, timeZone);
    return period.fromAt === fromAt && period.toAt === toAt;
  };
  return periodKinds.find(isIt) ?? null;
}

/** `2026`, `2026-Q4`, `2026-11` or `2026-11-24`; null where it is none of them, or not of this millennium. */
export function parsePeriod(text: string, timeZone: string): Range | null {
  const match = /^(2\d{3})(?:-(?:([QT])([1-4])|(\d{2})(?:-(\d{2}))?))?$/i.exec(text);
  if (match === null) return null;
  const [, year = '', quarterMark, quarter = '', month, date] = match;
  if (quarterMark !== undefined) {
    return periodFrom('quarter', `${year}-${twoDigits(Number(quarter) * 3 - 2)}-01`, timeZone);
  }
  const day = `${year}-${month ?? '01'}-${date ?? '01'}`;
  if (!isDay(day)) return null;
  return periodFrom(month === undefined ? 'year' : date === undefined ? 'month' : 'day', day, timeZone);
}

/** The last full month of which anything is known, or this one so far. */
export function usualRange(known: Range | null, now: number, timeZone: string): Range {
  const last = periodAt('month', now, timeZone, -1);
  if (known !== null && known.fromAt < last.toAt) return last;
  return { fromAt: periodAt('month', now, timeZone).fromAt, toAt: now };
}

function periodFrom(kind: PeriodKind, day: string, timeZone: string): Range {
  return { fromAt: startOfDay(day, timeZone), toAt: startOfDay(shift(kind, day, 1), timeZone) };
}

function firstDay(kind: PeriodKind, day: string): string {
  if (kind === 'day') return day;
  const month = Number(day.slice(5, 7)) - 1;
  const first = month - (month % monthsOf[kind]);
  return `${day.slice(0, 4)}-${twoDigits(first + 1)}-01`;
}

function shift(kind: PeriodKind, day: string, steps: number): string {
  if (kind === 'day') return addDays(day, steps);
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + steps * monthsOf[kind];
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${twoDigits((months % 12) + 1)}-01`;
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
