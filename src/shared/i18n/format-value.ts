import type { PartId, Since } from '../../core/model';
import { serverText } from '../server-text';
import type { Calendar } from './calendar';
import type { Quantities } from './quantities';
import type { LanguageRules } from './rules';
import type { MessageValue } from './types';

export interface FormatContext {
  readonly rules: LanguageRules;
  readonly calendar: Calendar;
  readonly quantities: Quantities;
  readonly now: () => number;
}

type Formatter = (value: MessageValue, context: FormatContext) => string | null;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** ECMAScript's own limit of dates; what is beyond it is no moment. */
const lastMoment = 8.64e15;

const formatters: Readonly<Record<string, Formatter>> = {
  time: (value, { rules, calendar }) => {
    const at = toMoment(isSince(value) ? value.at : value);
    if (at === null) return null;
    const time = rules.time(calendar.place(at));
    return isSince(value) && value.precision === 'before' ? rules.before(time) : time;
  },
  moment: moment((at, { rules, calendar }) => rules.moment(calendar.place(at))),
  clock: moment((at, { calendar }) => {
    const { hour, minute } = calendar.place(at);
    return `${hour.toString()}:${minute.toString().padStart(2, '0')}`;
  }),
  date: moment((at, { rules, calendar }) => rules.date(calendar.place(at))),
  day: moment((at, { rules, calendar }) => rules.day(calendar.place(at))),
  age: moment(formatAge),
  duration: number((ms, { quantities }) => quantities.duration(ms)),
  latency: number((ms, { quantities }) => quantities.latency(ms)),
  ms: number((ms, { quantities }) => quantities.ms(ms)),
  about: number((ms, { quantities }) => quantities.about(ms)),
  shortDate: moment((at, { rules, calendar }) => rules.shortDate(calendar.place(at))),
  month: moment((at, { rules, calendar }) => rules.month(calendar.place(at))),
  share: number((value, { quantities }) => quantities.share(value)),
  goal: number((value, { quantities }) => quantities.goal(value)),
  percent: number((value, { quantities }) => quantities.percent(value)),
  size: number((bytes, { quantities }) => quantities.size(bytes)),
  count: number((value, { quantities }) => quantities.count(value)),
  number: number((value, { quantities }) => quantities.number(value)),
  the: part('the'),
  The: part('The'),
  of: part('of'),
  to: part('to'),
  name: part('name'),
  parts: (value, { rules }) => {
    if (!isList(value) || value.length === 0) return null;
    return rules.list(value.map((item) => (isPart(item, rules) ? rules.parts[item].the : serverText(item))));
  },
  list: (value, { rules }) =>
    isList(value) && value.length > 0 ? rules.list(value.map((item) => serverText(item))) : null,
  text: (value) => {
    if (typeof value === 'number') return Number.isFinite(value) ? value.toString() : null;
    return typeof value === 'string' && value !== '' ? serverText(value, 1000) : null;
  },
};

/** Null where the value is missing or not what the type wants: the caller then takes another text. */
export function formatValue(
  type: string,
  forms: readonly [string, string] | null,
  value: MessageValue | undefined,
  context: FormatContext,
): string | null {
  if (value === undefined) return null;
  if (type === 'plural') {
    if (typeof value !== 'number' || !Number.isFinite(value) || forms === null) return null;
    return (context.quantities.isOne(value) ? forms[0] : forms[1]).replaceAll('#', context.quantities.count(value));
  }
  return formatters[type]?.(value, context) ?? null;
}

/** Rounded down; from 24 h on the moment itself. A moment in the future (a clock was set) is "just now". */
function formatAge(at: number, context: FormatContext): string {
  const { rules, quantities, calendar } = context;
  const ms = context.now() - at;
  if (ms < 10_000) return rules.justNow;
  if (ms < minuteMs) return rules.ago(quantities.duration(Math.floor(ms / 1000) * 1000));
  if (ms < hourMs) return rules.ago(quantities.duration(Math.floor(ms / minuteMs) * minuteMs));
  if (ms < 24 * hourMs) return rules.ago(quantities.duration(Math.floor(ms / hourMs) * hourMs));
  return rules.moment(calendar.place(at));
}

function moment(format: (at: number, context: FormatContext) => string): Formatter {
  return (value, context) => {
    const at = toMoment(value);
    return at === null ? null : format(at, context);
  };
}

function number(format: (value: number, context: FormatContext) => string): Formatter {
  return (value, context) => (typeof value === 'number' && Number.isFinite(value) ? format(value, context) : null);
}

function part(form: 'the' | 'The' | 'of' | 'to' | 'name'): Formatter {
  return (value, { rules }) => (typeof value === 'string' && isPart(value, rules) ? rules.parts[value][form] : null);
}

function isPart(value: string, rules: LanguageRules): value is PartId {
  return Object.hasOwn(rules.parts, value);
}

function isSince(value: MessageValue): value is Since {
  return typeof value === 'object' && 'precision' in value;
}

function isList(value: MessageValue): value is readonly string[] {
  return Array.isArray(value);
}

function toMoment(value: MessageValue): number | null {
  return typeof value === 'number' && Math.abs(value) <= lastMoment ? value : null;
}
