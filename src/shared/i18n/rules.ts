import type { PartId } from '../../core/model';
import type { CalendarPlace } from './calendar';

/** What a language does that a table of texts cannot say. One object per language. */
export interface LanguageRules {
  /** For Intl: numbers and plurals. */
  readonly locale: string;
  /** Between a number and its unit. */
  readonly unitSpace: string;
  readonly percentSign: string;
  /** After "desde", "hasta": "las 10:42", "ayer a las 23:15". */
  time(place: CalendarPlace): string;
  /** Stands alone: "a las 10:42", "el 24 nov. a las 10:42". */
  moment(place: CalendarPlace): string;
  /** "24 de noviembre de 2026". */
  date(place: CalendarPlace): string;
  /** "24 nov. 2026", in tables. */
  shortDate(place: CalendarPlace): string;
  /** "noviembre de 2026" */
  month(place: CalendarPlace): string;
  /** Forecasts: "hoy hacia las 18:00", "el jueves". */
  day(place: CalendarPlace): string;
  /** The start itself was not seen: "antes de las 10:42". */
  before(time: string): string;
  /** `ago('7 min')`: "hace 7 min". */
  ago(duration: string): string;
  readonly justNow: string;
  /** `less('1 s')`: "menos de 1 s". */
  less(duration: string): string;
  /** An estimate: "unos 40 s", "unas 3 h 36 min". */
  about(duration: string, unit: 's' | 'min' | 'h', isOne: boolean): string;
  days(count: number, formatted: string): string;
  readonly dayJoiner: string;
  list(items: readonly string[]): string;
  /** Joins a text and what follows it: "antes de " + "el lunes" is "antes del lunes". */
  attach(text: string, value: string): string;
  readonly parts: Readonly<Record<PartId, PartWords>>;
}

export interface PartWords {
  readonly name: string;
  readonly the: string;
  readonly The: string;
  readonly of: string;
  readonly to: string;
}
