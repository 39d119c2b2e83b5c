import type { Section } from './sections';
import { toCount, toMoment } from './numbers';

/** How to read the server's moments. */
export interface ServerClock {
  /** Server minus laptop. 0 where the server did not say. */
  readonly offsetMs: number;
  readonly zoneMinutes: number;
  /** The server's own time at the beginning of the script. */
  readonly beganAt: number | null;
}

/** A login over a slow line, when only the beginning is known. */
const assumedWayMs = 250;

/**
 * The script says its time first and last. The middle of the two is compared with the middle of the exchange, so a
 * section that took long does not count as skew.
 */
export function readServerClock(
  first: Section | undefined,
  last: Section | undefined,
  exchange: { readonly sentAt: number; readonly receivedAt: number },
): ServerClock {
  const begun = readClockLine(first?.lines[0]);
  const ended = readClockLine(last?.lines[0]);
  const tookMs = Math.max(0, exchange.receivedAt - exchange.sentAt);
  if (begun === null) return { offsetMs: 0, zoneMinutes: 0, beganAt: null };
  const whole = ended !== null && ended.at >= begun.at && ended.at - begun.at <= tookMs + 2000;
  const offsetMs = whole
    ? (begun.at + ended.at) / 2 - (exchange.sentAt + exchange.receivedAt) / 2
    : begun.at - (exchange.sentAt + Math.min(assumedWayMs, tookMs / 2));
  return { offsetMs: Math.round(offsetMs), zoneMinutes: begun.zoneMinutes, beganAt: begun.at };
}

/** A moment of the server's, seconds since 1970, as the laptop's clock would have shown it. */
export function toLaptopTime(seconds: number | null, clock: ServerClock): number | null {
  const at = toMoment(seconds);
  return at === null ? null : at - clock.offsetMs;
}

/** `SECONDS NANOSECONDS ZONE` as `date '+%s %N %z'` prints it. */
export function readClockLine(line: string | undefined): { readonly at: number; readonly zoneMinutes: number } | null {
  const match = /^(\d{9,11}) (\S+) ([+-])(\d\d)(\d\d)$/.exec(line?.trim() ?? '');
  if (match === null) return null;
  const at = toMoment(toCount(match[1]));
  const zone = Number(match[4]) * 60 + Number(match[5]);
  if (at === null || zone > 18 * 60) return null;
  // A `date` without nanoseconds prints the letters, or nothing: half a second is the best guess.
  const fraction = /^\d{9}$/.test(match[2] ?? '') ? Number(match[2]) / 1e6 : 500;
  return { at: at + Math.floor(fraction), zoneMinutes: match[3] === '-' ? -zone : zone };
}
