/** Moments to the second and lengths to the second: a timeline is compared with the server's log. */
import { dayOf, minuteOfDay, offsetMs, startOfDay } from '../../core/local-time';
import type { Words } from '../words';

/** "15:03:07", as a log writes it. */
export function secondsClock(at: number, timeZone: string): string {
  const minutes = minuteOfDay(at, timeZone);
  // No zone of today is off by a part of a minute.
  const parts = [Math.floor(minutes / 60), minutes % 60, Math.floor(at / 1000) % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** "4 min 43 s"; from an hour on without seconds. */
export function preciseLength(ms: number, t: Words): string {
  if (ms > 0 && ms < 1000) return t.text('report.duration', { took: ms });
  const seconds = Math.round(Math.max(0, ms) / 1000);
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 86_400) return t.text('report.duration', { took: ms });
  if (h > 0) return min === 0 ? t.ui('history.delta.h', { h }) : t.ui('history.delta.hMin', { h, min });
  if (min === 0) return t.ui('history.delta.s', { s });
  return s === 0 ? t.ui('history.delta.min', { min }) : t.ui('history.delta.minS', { min, s });
}

/** As logs write it, to be changed by hand: `2026-11-12 15:03:07`. */
export function toLocalMoment(at: number, timeZone: string): string {
  return `${dayOf(at, timeZone)} ${secondsClock(at, timeZone)}`;
}

/** And back; null where it is none. Of an hour that comes twice it is the first. */
export function fromLocalMoment(text: string, timeZone: string): number | null {
  const match = /^(2\d{3}-\d{2}-\d{2})[ T]+([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim());
  if (match === null) return null;
  const [, day = '', hour, minute, second = '0'] = match;
  const utc = Date.parse(`${day}T00:00:00Z`) + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  if (Number.isNaN(utc)) return null;
  // The offset of about that time, and then of exactly that time.
  const offsets = [startOfDay(day, timeZone), utc - offsetMs(utc, timeZone)].map((at) => offsetMs(at, timeZone));
  const candidates = [...new Set(offsets)].map((offset) => utc - offset);
  const wanted = new Date(utc).toISOString().slice(0, 19).replace('T', ' ');
  return candidates.find((at) => toLocalMoment(at, timeZone) === wanted) ?? candidates[0] ?? null;
}
