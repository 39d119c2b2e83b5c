import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../src/shared/i18n';
import { createCalendar } from '../../../src/shared/i18n/calendar';
import { formatValue } from '../../../src/shared/i18n/format-value';
import { createQuantities } from '../../../src/shared/i18n/quantities';
import { enRules } from '../../../src/shared/i18n/en/rules';
import { esRules } from '../../../src/shared/i18n/es/rules';
import type { MessageValue } from '../../../src/shared/i18n';

/** 24 November 2026 (a Tuesday), 10:50 in Colombia. */
const now = Date.UTC(2026, 10, 24, 15, 50);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function show(
  language: 'es' | 'en',
  type: string,
  value: MessageValue,
  forms: readonly [string, string] | null = null,
): string | null {
  const rules = language === 'es' ? esRules : enRules;
  const clock = () => now;
  const context = {
    rules,
    calendar: createCalendar(clock, 'America/Bogota'),
    quantities: createQuantities(rules),
    now: clock,
  };
  // The no-break spaces are tested once, below.
  return formatValue(type, forms, value, context)?.replaceAll('\u00a0', ' ') ?? null;
}

function colombia(month: number, date: number, hours: number, minutes: number, year = 2026): number {
  return Date.UTC(year, month - 1, date, hours + 5, minutes);
}

describe('a time', () => {
  test.each([
    [colombia(11, 24, 10, 42), 'las 10:42', '10:42'],
    [colombia(11, 24, 1, 5), 'la 1:05', '1:05'],
    [colombia(11, 24, 0, 10), 'las 0:10', '0:10'],
    [colombia(11, 24, 13, 1), 'las 13:01', '13:01'],
    [colombia(11, 23, 23, 15), 'ayer a las 23:15', 'yesterday at 23:15'],
    [colombia(11, 23, 1, 0), 'ayer a la 1:00', 'yesterday at 1:00'],
    [colombia(11, 22, 8, 0), 'el domingo a las 8:00', 'Sunday at 8:00'],
    [colombia(11, 18, 8, 0), 'el miércoles a las 8:00', 'Wednesday at 8:00'],
    [colombia(11, 17, 8, 0), 'el 17 nov. a las 8:00', '17 Nov at 8:00'],
    [colombia(9, 5, 10, 42), 'el 5 sept. a las 10:42', '5 Sep at 10:42'],
    [colombia(12, 31, 23, 59, 2025), 'el 31 dic. de 2025 a las 23:59', '31 Dec 2025 at 23:59'],
    [colombia(11, 25, 8, 0), 'mañana a las 8:00', 'tomorrow at 8:00'],
    [{ at: colombia(11, 24, 10, 42), precision: 'before' } as const, 'antes de las 10:42', 'before 10:42'],
    [
      { at: colombia(11, 22, 8, 0), precision: 'before' } as const,
      'antes del domingo a las 8:00',
      'before Sunday at 8:00',
    ],
    [{ at: colombia(11, 24, 10, 42), precision: 'seen' } as const, 'las 10:42', '10:42'],
  ])('%j', (value, es, en) => {
    expect([show('es', 'time', value), show('en', 'time', value)]).toEqual([es, en]);
  });

  test('of the last minute before midnight belongs to yesterday, one minute later to today', () => {
    expect(show('es', 'time', colombia(11, 23, 23, 59))).toBe('ayer a las 23:59');
    expect(show('es', 'time', colombia(11, 24, 0, 0))).toBe('las 0:00');
  });
});

describe('a moment', () => {
  test.each([
    [colombia(11, 24, 10, 42), 'a las 10:42', 'at 10:42'],
    [colombia(11, 24, 1, 5), 'a la 1:05', 'at 1:05'],
    [colombia(11, 23, 23, 15), 'ayer a las 23:15', 'yesterday at 23:15'],
    [colombia(11, 22, 8, 0), 'el domingo a las 8:00', 'on Sunday at 8:00'],
    [colombia(11, 4, 10, 42), 'el 4 nov. a las 10:42', 'on 4 Nov at 10:42'],
  ])('%d', (value, es, en) => {
    expect([show('es', 'moment', value), show('en', 'moment', value)]).toEqual([es, en]);
  });
});

test('dates, clocks and forecasts', () => {
  const at = colombia(11, 24, 1, 5);
  expect([show('es', 'date', at), show('en', 'date', at)]).toEqual(['24 de noviembre de 2026', '24 November 2026']);
  expect([show('es', 'clock', at), show('en', 'clock', at)]).toEqual(['1:05', '1:05']);
  const forecast = (value: number) => [show('es', 'day', value), show('en', 'day', value)];
  expect(forecast(colombia(11, 24, 18, 20))).toEqual(['hoy hacia las 18:00', 'today around 18:00']);
  expect(forecast(colombia(11, 25, 3, 0))).toEqual(['mañana', 'tomorrow']);
  expect(forecast(colombia(11, 26, 3, 0))).toEqual(['el jueves', 'on Thursday']);
});

describe('an age', () => {
  test.each([
    [-5 * minute, 'ahora mismo', 'just now'],
    [0, 'ahora mismo', 'just now'],
    [9_999, 'ahora mismo', 'just now'],
    [10_000, 'hace 10 s', '10 s ago'],
    [59_999, 'hace 59 s', '59 s ago'],
    [minute, 'hace 1 min', '1 min ago'],
    [7 * minute + 59_000, 'hace 7 min', '7 min ago'],
    [hour - 1, 'hace 59 min', '59 min ago'],
    [2 * hour + 59 * minute, 'hace 2 h', '2 h ago'],
    [day - 1, 'hace 23 h', '23 h ago'],
    [day, 'ayer a las 10:50', 'yesterday at 10:50'],
  ])('of %d ms', (ms, es, en) => {
    expect([show('es', 'age', now - ms), show('en', 'age', now - ms)]).toEqual([es, en]);
  });
});

describe('a duration', () => {
  test.each([
    [-5, 'menos de 1 s', 'less than 1 s'],
    [999, 'menos de 1 s', 'less than 1 s'],
    [1000, '1 s', '1 s'],
    [59_000, '59 s', '59 s'],
    [59_600, '1 min', '1 min'],
    [65_000, '1 min 5 s', '1 min 5 s'],
    [7 * minute + 20_000, '7 min', '7 min'],
    [hour, '1 h', '1 h'],
    [2 * hour + 10 * minute, '2 h 10 min', '2 h 10 min'],
    [day - 100, '1 día', '1 day'],
    [day, '1 día', '1 day'],
    [28 * hour + 59 * minute, '1 día y 4 h', '1 day 4 h'],
    [3 * day, '3 días', '3 days'],
  ])('of %d ms', (ms, es, en) => {
    expect([show('es', 'duration', ms), show('en', 'duration', ms)]).toEqual([es, en]);
  });
});

test.each([
  [40_000, 'unos 40 s', 'about 40 s'],
  [hour, 'cerca de 1 h', 'about 1 h'],
  [3 * hour + 36 * minute, 'unas 3 h 36 min', 'about 3 h 36 min'],
  [43 * hour + 48 * minute, 'unas 43 h 48 min', 'about 43 h 48 min'],
])('an estimate of %d ms keeps its hours', (ms, es, en) => {
  expect([show('es', 'about', ms), show('en', 'about', ms)]).toEqual([es, en]);
});

test.each([
  [40, 'menos de 0,1 s', 'less than 0.1 s'],
  [400, '0,4 s', '0.4 s'],
  [9_940, '9,9 s', '9.9 s'],
  [12_000, '12 s', '12 s'],
])('an answer after %d ms', (ms, es, en) => {
  expect([show('es', 'latency', ms), show('en', 'latency', ms)]).toEqual([es, en]);
});

describe('numbers', () => {
  test.each([
    ['percent', 91, '91 %', '91%'],
    ['percent', 99.7, '99 %', '99%'],
    ['percent', 100, '100 %', '100%'],
    ['share', 0.9961, '99,61 %', '99.61%'],
    ['share', 0.999_999, '99,99 %', '99.99%'],
    ['share', 1, '100 %', '100%'],
    ['share', 0.000_001, '0,01 %', '0.01%'],
    ['share', 0, '0 %', '0%'],
    ['share', 0.5, '50,00 %', '50.00%'],
    ['goal', 0.995, '99,5 %', '99.5%'],
    ['goal', 0.9995, '99,95 %', '99.95%'],
    ['shortDate', colombia(9, 5, 23, 59), '5 sept. 2026', '5 Sep 2026'],
    ['month', colombia(9, 30, 23, 59), 'septiembre de 2026', 'September 2026'],
    ['count', 1204, '1.204', '1,204'],
    ['size', 4.2e9, '4,2 GB', '4.2 GB'],
    ['size', 38e9, '38 GB', '38 GB'],
    ['size', 999_999_999, '1 GB', '1 GB'],
    ['size', 0, '0 B', '0 B'],
    ['text', 8000, '8000', '8000'],
  ] as const)('%s %d', (type, value, es, en) => {
    expect([show('es', type, value), show('en', type, value)]).toEqual([es, en]);
  });

  test('a number keeps its unit on the same line in Spanish', () => {
    const t = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
    expect(t.text('recovered.attention', { took: 2 * hour + 10 * minute })).toContain('2\u00a0h 10\u00a0min');
    expect(t.text('refused.disk', { service: 'api', used: 97 })).toContain('(97\u00a0%)');
  });
});

test.each([
  [0, '0 caídas', '0 outages'],
  [1, '1 caída', '1 outage'],
  [2, '2 caídas', '2 outages'],
  [1_000_000, '1.000.000 caídas', '1,000,000 outages'],
])('the plural of %d', (n, es, en) => {
  expect([
    show('es', 'plural', n, ['# caída', '# caídas']),
    show('en', 'plural', n, ['# outage', '# outages']),
  ]).toEqual([es, en]);
});

describe('parts and lists', () => {
  test('articles contract', () => {
    const forms = ['the', 'The', 'of', 'to', 'name'].map((form) => show('es', form, 'dashboard'));
    expect(forms).toEqual(['el tablero', 'El tablero', 'del tablero', 'al tablero', 'tablero']);
    expect(show('es', 'of', 'postgresql')).toBe('de PostgreSQL');
  });

  test.each([
    [['a'], 'a', 'a'],
    [['a', 'b'], 'a y b', 'a and b'],
    [['a', 'b', 'c'], 'a, b y c', 'a, b and c'],
    [['a', 'iglesia'], 'a e iglesia', 'a and iglesia'],
    [['a', 'hilo'], 'a e hilo', 'a and hilo'],
    [['a', 'hierro'], 'a y hierro', 'a and hierro'],
  ])('%j', (items, es, en) => {
    expect([show('es', 'list', items), show('en', 'list', items)]).toEqual([es, en]);
  });

  test('parts have their article, and unknown ones are taken as text', () => {
    expect(show('es', 'parts', ['postgresql', 'api'])).toBe('PostgreSQL y la API');
    expect(show('es', 'parts', ['nginx', 'otro'])).toBe('nginx y otro');
  });
});

test.each([
  'time',
  'moment',
  'clock',
  'date',
  'day',
  'age',
  'duration',
  'latency',
  'about',
  'percent',
  'size',
  'count',
  'text',
])('a %s that is no number counts as missing', (type) => {
  expect([Number.NaN, Number.POSITIVE_INFINITY].map((value) => show('es', type, value))).toEqual([null, null]);
});
