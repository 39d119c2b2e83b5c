import { dayOf } from '../../core/local-time';
import type { Translator } from '../i18n';

/** A duration; nothing is "0 s", where the sentence of a duration would say "less than 1 s". */
export function took(ms: number, t: Translator): string {
  return ms <= 0 ? t.text('report.zero') : t.text('report.duration', { took: ms });
}

/** "24 nov. 2026, 10:42" */
export function moment(at: number, t: Translator): string {
  return t.text('report.moment', { on: at, at });
}

/** After its beginning: on the same day the time alone. */
export function endMoment(startAt: number, at: number, timeZone: string, t: Translator): string {
  return dayOf(startAt, timeZone) === dayOf(at, timeZone) ? t.text('report.clock', { at }) : moment(at, t);
}

/** "8 s", or "como máximo 1 s" where stamps of a whole second do not tell more. */
export function longest({ ms, atMost }: { readonly ms: number; readonly atMost: boolean }, t: Translator): string {
  return atMost ? t.text('report.outage.atMost', { took: ms }) : took(ms, t);
}
