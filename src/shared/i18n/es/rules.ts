import { toClock, type CalendarPlace } from '../calendar';
import type { LanguageRules, PartWords } from '../rules';

const months = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
];
// Fixed here because Intl's short months differ between versions of its data.
const shortMonths = ['ene.', 'feb.', 'mar.', 'abr.', 'may.', 'jun.', 'jul.', 'ago.', 'sept.', 'oct.', 'nov.', 'dic.'];
const weekdays = ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'];

/** Colombian Spanish. */
export const esRules: LanguageRules = {
  locale: 'es-CO',
  unitSpace: '\u00a0',
  percentSign: '\u00a0%',
  time: (place) => (place.daysAgo === 0 ? theClock(place) : `${dayOf(place)} a ${theClock(place)}`),
  moment: (place) => (place.daysAgo === 0 ? `a ${theClock(place)}` : `${dayOf(place)} a ${theClock(place)}`),
  date: (place) => `${place.day.toString()} de ${months[place.month] ?? ''} de ${place.year.toString()}`,
  shortDate: (place) => `${place.day.toString()} ${shortMonths[place.month] ?? ''} ${place.year.toString()}`,
  month: (place) => `${months[place.month] ?? ''} de ${place.year.toString()}`,
  day: (place) => (place.daysAgo === 0 ? `hoy hacia ${theClock({ hour: place.hour, minute: 0 })}` : dayOf(place)),
  before: (time) => attach('antes de ', time),
  ago: (duration) => `hace ${duration}`,
  justNow: 'ahora mismo',
  less: (duration) => `menos de ${duration}`,
  about: (duration, unit, isOne) => (isOne ? `cerca de ${duration}` : `${unit === 'h' ? 'unas' : 'unos'} ${duration}`),
  days: (count, formatted) => `${formatted}\u00a0${count === 1 ? 'día' : 'días'}`,
  dayJoiner: ' y ',
  list: joinWithY,
  attach,
  parts: {
    api: feminine('API'),
    dashboard: masculine('tablero'),
    nginx: bare('nginx'),
    postgresql: bare('PostgreSQL'),
    cron: bare('cron'),
    portal: masculine('portal'),
  },
};

function theClock(place: Pick<CalendarPlace, 'hour' | 'minute'>): string {
  return `${place.hour === 1 ? 'la' : 'las'} ${toClock(place)}`;
}

function dayOf(place: CalendarPlace): string {
  if (place.daysAgo === 1) return 'ayer';
  if (place.daysAgo === -1) return 'mañana';
  if (Math.abs(place.daysAgo) <= 6) return `el ${weekdays[place.weekday] ?? ''}`;
  const day = `el ${place.day.toString()} ${shortMonths[place.month] ?? ''}`;
  return place.sameYear ? day : `${day} de ${place.year.toString()}`;
}

function attach(text: string, value: string): string {
  const contracts = value.startsWith('el ') && /(?:^|\s)(?:de|a) $/i.test(text);
  return contracts ? `${text.trimEnd()}l ${value.slice(3)}` : text + value;
}

/** "e" before the sound i, as in "nginx e Icinga"; not before a diphthong ("y hierro"). */
function joinWithY(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  if (items.length === 1) return last;
  return `${items.slice(0, -1).join(', ')} ${/^h?[ií](?!e)/i.test(last) ? 'e' : 'y'} ${last}`;
}

function feminine(name: string): PartWords {
  return { name, the: `la ${name}`, The: `La ${name}`, of: `de la ${name}`, to: `a la ${name}` };
}

function masculine(name: string): PartWords {
  return { name, the: `el ${name}`, The: `El ${name}`, of: `del ${name}`, to: `al ${name}` };
}

function bare(name: string): PartWords {
  return { name, the: name, The: name, of: `de ${name}`, to: `a ${name}` };
}
