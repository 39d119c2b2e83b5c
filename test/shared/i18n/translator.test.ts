import { describe, expect, test } from 'vitest';
import { createTranslator, pickLanguage } from '../../../src/shared/i18n';

const now = Date.UTC(2026, 10, 24, 15, 50);

function translator(language: 'es' | 'en', address: 'tranquila' | 'neutral' = 'tranquila') {
  return createTranslator({ language, now: () => now, timeZone: 'America/Bogota', address });
}

describe('pickLanguage', () => {
  test.each([
    ['system', ['es-CO', 'en-US'], 'es'],
    ['system', ['en-GB', 'es'], 'en'],
    ['system', ['fr-FR', 'es_CO.UTF-8'], 'es'],
    ['system', ['fr-FR'], 'en'],
    ['system', ['C.UTF-8'], 'es'],
    ['system', ['POSIX'], 'es'],
    ['system', [], 'es'],
    ['en', ['es-CO'], 'en'],
    ['es', ['en-US'], 'es'],
  ] as const)('%s with %j is %s', (setting, locales, expected) => {
    expect(pickLanguage(setting, locales)).toBe(expected);
  });
});

test('the neutral address replaces the texts that say "tranquila"', () => {
  expect([translator('es').text('answer.calm'), translator('es', 'neutral').text('answer.calm')]).toEqual([
    'Sí, puede estar tranquila',
    'Sí, todo está en orden',
  ]);
  expect(translator('es', 'neutral').text('answer.down')).toBe('No');
});

test('contacts are filled without being given', () => {
  expect(translator('es').text('refused.twoMasters')).toContain('Pida ayuda a quien administra el servidor.');
  expect(translator('en').text('refused.twoMasters')).toContain('Ask whoever runs the server for help.');
});

test('an unknown key and a missing value are told apart from a text', () => {
  const t = translator('es');
  expect([t.tryText('no.such.key'), t.tryText('refused.disk', { service: 'api' }), t.tryText('toString')]).toEqual([
    null,
    null,
    null,
  ]);
  expect(t.tryText('refused.disk', { service: 'api', used: 97 })).toContain('El disco está lleno');
});

test('text from outside cannot reach into the sentence', () => {
  const t = translator('es');
  expect(t.text('cause.api-error.tip', { server: '{since:time}', since: now })).toBe(
    '{since:time}: API con errores desde las 10:50',
  );
  expect(t.text('cli.error', { text: 'a\u001b[31mb\u202ec' })).toBe('vigia: a␛[31mb⟨U+202E⟩c');
});

test('"de" and "el" contract where a value brings the article', () => {
  const at = Date.UTC(2026, 10, 4, 15, 42);
  expect(translator('es').text('answer.noData.old', { seen: at })).toBe(
    'El último dato es del 4 nov. a las 10:42 y ya no cuenta.',
  );
});

test('precise times name the day when it is not today', () => {
  const t = translator('es');
  expect(t.preciseTime(Date.UTC(2026, 10, 24, 15, 42, 7))).toBe('10:42:07');
  expect(t.preciseTime(Date.UTC(2026, 10, 23, 15, 42, 7))).toBe('2026-11-23 10:42:07');
  expect(t.preciseTime(Number.NaN)).toBe('–');
});

test('a change to summer time moves no day', () => {
  // 29 March 2026: the night in Madrid has 23 hours.
  const t = createTranslator({
    language: 'es',
    now: () => Date.UTC(2026, 2, 29, 21),
    timeZone: 'Europe/Madrid',
    address: 'tranquila',
  });
  expect(t.text('tip.noData', { server: 'MME', since: Date.UTC(2026, 2, 28, 22, 59) })).toContain('ayer a las 23:59');
});
