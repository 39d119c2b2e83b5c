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

/** The first moment of her date; also where the clocks are changed at midnight and the day begins at 1:00. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const guesses = [utc - widestOffsetMs, utc + widestOffsetMs].map((at) => utc - offsetMs(at, timeZone));
  const exact = guesses.find((at) => dayOf(at, timeZone) >= day && dayOf(at - 1, timeZone) < day);
  return exact ?? firstMomentOf(day, utc, timeZone);
}

/** A date so many days later: `2026-02-28` and 1 is `2026-03-01`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMinutes * minuteMs).toISOString().slice(0, 10);
}

/** How far her clock is ahead of UTC. */
export function offsetMs(at: number, timeZone: string): number {
  const minute = Math.floor(at / minuteMs) * minuteMs;
  return Date.parse(`${dayOf(at, timeZone)}T00:00:00Z`) + minuteOfDay(at, timeZone) * minuteMs - minute;
}

/** No zone is further from UTC than 14 h. */
const widestOffsetMs = 15 * 60 * minuteMs;

function firstMomentOf(day: string, utc: number, timeZone: string): number {
  let before = utc - widestOffsetMs;
  let after = utc + widestOffsetMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, timeZone) < day) before = middle;
    else after = middle;
  }
  return after;
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
