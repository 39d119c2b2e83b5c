/** Her own clock on the wall, from a moment and an IANA time zone: daylight saving is the zone's business. */

const minuteMs = 60_000;
const dayMinutes = 1440;

/** Minutes since her midnight, 0 … 1439. */
export function minuteOfDay(at: number, timeZone: string): number {
  const { hour, minute } = partsOf(at, timeZone);
  return Number(hour) * 60 + Number(minute);
}

/** Her date, as `2026-11-24`. */
export function dayOf(at: number, timeZone: string): string {
  const { year, month, day } = partsOf(at, timeZone);
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
}

/** `22:00` as minutes since midnight. */
export function parseClock(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

/** The next moment after `at` at which her clock shows this time. */
export function nextAt(at: number, clockMinutes: number, timeZone: string): number {
  const ahead = (clockMinutes - minuteOfDay(at, timeZone) + dayMinutes) % dayMinutes || dayMinutes;
  const guess = Math.floor(at / minuteMs) * minuteMs + ahead * minuteMs;
  // The clocks may be changed in between: then the guess is off by that much.
  const shown = minuteOfDay(guess, timeZone);
  const offBy = ((shown - clockMinutes + dayMinutes + dayMinutes / 2) % dayMinutes) - dayMinutes / 2;
  const corrected = guess - offBy * minuteMs;
  return corrected > at ? corrected : guess;
}

function partsOf(at: number, timeZone: string): Readonly<Partial<Record<Intl.DateTimeFormatPartTypes, string>>> {
  return Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

/** Made once for each zone: making one costs more than a whole round. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
