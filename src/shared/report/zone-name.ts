import { offsetMs } from '../../core/local-time';
import type { Range } from '../../core/history/types';

/** "hora de Colombia (America/Bogota, UTC−5)"; both offsets where the clocks are changed inside the range. */
export function zoneName(timeZone: string, range: Range, language: string): string {
  const offsets = [...new Set([range.fromAt, range.toAt - 1].map((at) => describeOffset(offsetMs(at, timeZone))))];
  const detail = [...new Set([timeZone, offsets.join(' / ')])].join(', ');
  const name = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(range.fromAt)
    .find(({ type }) => type === 'timeZoneName')?.value;
  // "hora estándar de Colombia": a zone that knows no other time needs no such word.
  // Zones without a name of their own are called by their offset, which stands there anyway.
  return name === undefined || /^(GMT|UTC)/.test(name)
    ? detail
    : `${name.replace(/ estándar| Standard/, '')} (${detail})`;
}

function describeOffset(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return ms === 0 ? 'UTC' : `UTC${ms < 0 ? '−' : '+'}${String(Math.floor(minutes / 60))}${rest}`;
}
