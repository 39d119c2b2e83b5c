import { toClock, type CalendarPlace } from '../calendar';
import type { LanguageRules, PartWords } from '../rules';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** English with a 24-hour clock, so that the answer reads like the logs. */
export const enRules: LanguageRules = {
  locale: 'en',
  unitSpace: ' ',
  percentSign: '%',
  time: (place) => (place.daysAgo === 0 ? toClock(place) : `${dayOf(place)} at ${toClock(place)}`),
  moment: (place) => (place.daysAgo === 0 ? `at ${toClock(place)}` : `${onDayOf(place)} at ${toClock(place)}`),
  date: (place) => `${place.day.toString()} ${months[place.month] ?? ''} ${place.year.toString()}`,
  shortDate: (place) => `${place.day.toString()} ${(months[place.month] ?? '').slice(0, 3)} ${place.year.toString()}`,
  month: (place) => `${months[place.month] ?? ''} ${place.year.toString()}`,
  day: (place) => (place.daysAgo === 0 ? `today around ${toClock({ hour: place.hour, minute: 0 })}` : onDayOf(place)),
  before: (time) => `before ${time}`,
  ago: (duration) => `${duration} ago`,
  justNow: 'just now',
  less: (duration) => `less than ${duration}`,
  about: (duration) => `about ${duration}`,
  days: (count, formatted) => `${formatted} ${count === 1 ? 'day' : 'days'}`,
  dayJoiner: ' ',
  list: joinWithAnd,
  attach: (text, value) => text + value,
  parts: {
    api: withArticle('API'),
    dashboard: withArticle('dashboard'),
    nginx: bare('nginx'),
    postgresql: bare('PostgreSQL'),
    cron: bare('cron'),
    portal: withArticle('portal'),
  },
};

function dayOf(place: CalendarPlace): string {
  if (place.daysAgo === 1) return 'yesterday';
  if (place.daysAgo === -1) return 'tomorrow';
  if (Math.abs(place.daysAgo) <= 6) return weekdays[place.weekday] ?? '';
  const day = `${place.day.toString()} ${(months[place.month] ?? '').slice(0, 3)}`;
  return place.sameYear ? day : `${day} ${place.year.toString()}`;
}

/** "on Monday", "on 24 Nov"; "yesterday" and "tomorrow" need no preposition. */
function onDayOf(place: CalendarPlace): string {
  return Math.abs(place.daysAgo) === 1 ? dayOf(place) : `on ${dayOf(place)}`;
}

function joinWithAnd(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

function withArticle(name: string): PartWords {
  return { name, the: `the ${name}`, The: `The ${name}`, of: `the ${name}`, to: `the ${name}` };
}

function bare(name: string): PartWords {
  return { name, the: name, The: name, of: name, to: name };
}
