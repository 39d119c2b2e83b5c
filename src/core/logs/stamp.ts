import { parseZone } from '../log-stamp';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The parts of a stamp as a pattern found them; `month` as a number or an English name of three letters. */
export interface StampParts {
  readonly year: string | undefined;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  /** Digits after the point. */
  readonly fraction?: string | undefined;
  /** Undefined: the server's own zone. */
  readonly zone?: string | undefined;
}

/** Epoch ms; null where it is no moment. A leap second is the second after. */
export function toStampMoment(parts: StampParts, utcOffsetMinutes: number): number | null {
  const year = Number(parts.year);
  const month = toMonth(parts.month ?? '');
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (!(year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  if (!(hour < 24 && minute < 60 && second < 61)) return null;
  const offset = parts.zone === undefined ? utcOffsetMinutes : parseZone(parts.zone);
  if (offset === null) return null;
  const milliseconds = parts.fraction === undefined ? 0 : Number(`${parts.fraction}00`.slice(0, 3));
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offset * 60_000;
}

function toMonth(text: string): number {
  return text.length === 3 ? months.indexOf(text) + 1 : Number(text);
}
