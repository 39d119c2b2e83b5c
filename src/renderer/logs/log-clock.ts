import { dayOf } from '../../core/local-time';
import { secondsClock } from '../history/moments';
import type { RowClock } from './log-line';

/** Less than this is not worth a word: most logs write no parts of a second. */
const smallestMs = 1000;

/** By how much moments of the server are moved to be hers: whole seconds. */
export function correctionOf(offsetMs: number): number {
  return Math.abs(offsetMs) < smallestMs ? 0 : Math.round(offsetMs / 1000) * 1000;
}

/** "+3 s", "−2 min 5 s": how far the server's clock is ahead of hers. */
export function offsetText(offsetMs: number): string {
  const seconds = Math.abs(Math.round(offsetMs / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [...(minutes > 0 ? [`${String(minutes)} min`] : []), ...(rest > 0 ? [`${String(rest)} s`] : [])];
  return `${offsetMs < 0 ? '−' : '+'}${parts.join(' ')}`;
}

/** "10:42:09", with parts of a second where the log has them, and the day where it is not today. */
export function createRowClock(options: {
  readonly offsetMs: number;
  readonly now: number;
  readonly timeZone: string;
  readonly locale: string;
}): RowClock {
  const { timeZone, now, locale } = options;
  const correction = correctionOf(options.offsetMs);
  const today = dayOf(now, timeZone);
  const dayFormat = new Intl.DateTimeFormat(locale, { timeZone, day: '2-digit', month: 'short' });
  const known = new Map<number, string>();
  return {
    time: (at) => {
      const text = known.get(at);
      if (text !== undefined) return text;
      const hers = at - correction;
      const part = hers % 1000 === 0 ? '' : `.${String(hers % 1000).padStart(3, '0')}`;
      const isToday = dayOf(hers, timeZone) === today;
      const day = isToday ? '' : `${dayName(dayFormat, hers)} `;
      const made = `${day}${secondsClock(hers, timeZone)}${isToday ? part : ''}`;
      if (known.size > 4000) known.clear();
      known.set(at, made);
      return made;
    },
  };
}

/** "18 nov" */
function dayName(format: Intl.DateTimeFormat, at: number): string {
  const parts = format.formatToParts(at);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value.replace('.', '') ?? '';
  return `${part('day')} ${part('month')}`;
}

/** "Hora de Colombia" */
export function zoneName(timeZone: string, locale: string, now: number): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(now);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return `${name.slice(0, 1).toLocaleUpperCase(locale)}${name.slice(1)}`;
}
