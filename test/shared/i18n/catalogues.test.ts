import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { causes } from '../../../src/core/model';
import { en } from '../../../src/shared/i18n/en';
import { es } from '../../../src/shared/i18n/es';
import { spokenEs } from '../../../src/shared/i18n/es/spoken';
import { parseTemplate } from '../../../src/shared/i18n/template';

const spanish: Readonly<Record<string, string>> = es;
const english: Readonly<Record<string, string>> = en;
const keys = Object.keys(spanish);

/** Spanish contracts with its own forms ("del", "al") and may name a part more often; English has one form for all. */
const sameKind: Readonly<Record<string, string>> = { of: 'the', to: 'the' };

function placeholders(text: string): readonly string[] {
  const found = parseTemplate(text).flatMap((part) =>
    part.kind === 'placeholder' ? [`${part.name}:${sameKind[part.type] ?? part.type}`] : [],
  );
  return [...new Set(found)].sort();
}

test('every text exists in both languages', () => {
  expect(Object.keys(english).sort()).toEqual([...keys].sort());
});

test('the window carries no text of the command line, and names none', () => {
  const left = new Set(keys.filter((key) => !(key in spokenEs)));
  expect(
    [...left].every((key) => /^(?:cli|usage)\./.test(key)),
    [...left].join(),
  ).toBe(true);
  const sources = ['src/renderer', 'src/shared'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const named = sources
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('src/shared/i18n'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['`]([a-zA-Z]+(?:\.[a-zA-Z-]+)+)['`]/g)])
    .map(([, key = '']) => key);
  expect(named.length).toBeGreaterThan(500);
  expect(named.filter((key) => left.has(key))).toEqual([]);
});

test('a text has the same values in both languages', () => {
  const different = keys.filter(
    (key) => placeholders(spanish[key] ?? '').join() !== placeholders(english[key] ?? '').join(),
  );
  expect(different).toEqual([]);
});

test('no text is empty, and none has braces that are no placeholder', () => {
  const odd = keys.filter((key) =>
    [spanish[key] ?? '', english[key] ?? ''].some(
      (text) =>
        text.trim() === '' || parseTemplate(text).some((part) => part.kind === 'literal' && /[{}]/.test(part.text)),
    ),
  );
  expect(odd).toEqual([]);
});

test('every placeholder has a type that the engine knows', () => {
  const known =
    'time moment clock date shortDate month day duration latency ms about age percent share goal size count number plural the The of to name parts list text contact'.split(
      ' ',
    );
  const types = [...Object.values(spanish), ...Object.values(english)].flatMap((text) =>
    parseTemplate(text).flatMap((part) => (part.kind === 'placeholder' ? [part.type] : [])),
  );
  expect([...new Set(types)].filter((type) => !known.includes(type))).toEqual([]);
});

test('every plural has two forms', () => {
  const single = keys.filter((key) =>
    [spanish[key] ?? '', english[key] ?? ''].some((text) =>
      parseTemplate(text).some(
        (part) => part.kind === 'placeholder' && part.type === 'plural' && part.forms?.[0] === part.forms?.[1],
      ),
    ),
  );
  expect(single).toEqual([]);
});

describe.each(causes)('%s', (cause) => {
  test('has a title, a sentence, a next step, a notice, a recovery and a tooltip', () => {
    const has = (part: string) =>
      keys.some((key) => key === `cause.${cause}.${part}` || key.startsWith(`cause.${cause}.${part}.`));
    const parts = ['title', 'certain', 'probable', 'unknown', 'next', 'notify', 'recovered', 'tip'];
    expect(parts.filter((part) => !has(part))).toEqual([]);
  });

  test('has titles that fit beside the name of a server', () => {
    const titles = keys.filter((key) => key.startsWith(`cause.${cause}.title`) || key === `cause.${cause}.recovered`);
    const long = titles.filter((key) => (spanish[key] ?? '').length > 27 || (english[key] ?? '').length > 27);
    expect(long).toEqual([]);
  });
});

test('Spanish uses the agreed words', () => {
  const forbidden =
    /\b(laptop|ordenador|computadora|portátil|panel|watchdog|workers?|trabajador(es)?|bitácora|firewall|time-?out|backup|chequear|testear|resetear|rebootear|desconocido|passphrase|ticket|crashe\w*|colgad[oa])\b/i;
  // Names of commands and of their arguments are not words.
  const prose = keys.filter((key) => !key.startsWith('cli.usage'));
  expect(prose.filter((key) => forbidden.test((spanish[key] ?? '').replace(/`[^`]*`/g, '')))).toEqual([]);
});

test('nobody is addressed as "tú", and nothing is shouted', () => {
  const odd = keys.filter((key) =>
    /[¡!]|\b(tu|tus|tú|puedes|debes)\b/i.test((spanish[key] ?? '').replace(/`[^`]*`/g, '')),
  );
  expect(odd).toEqual([]);
});

test('quotes are those of the language', () => {
  expect(keys.filter((key) => (spanish[key] ?? '').replace(/`[^`]*`/g, '').includes('"'))).toEqual([]);
  expect(keys.filter((key) => /[«»]/.test(english[key] ?? ''))).toEqual([]);
});
