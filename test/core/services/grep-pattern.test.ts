import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toGrepPattern, type WantedText } from '../../../src/core/services/grep-pattern';

const lines = [
  'GET /api/v1/metricas?limite=50 HTTP/1.1" 500',
  'GET /api/ HTTP/1.1" 200',
  'Conexión rechazada (PID 1234)',
  'CONEXIÓN RECHAZADA',
  'conexion',
  'niño, niña y NIÑO',
  'a+b*c [x] {y} ^z$ \\w | (q)',
  '[2026-11-24 05:00:01 -0500] [7] [INFO] ok',
  'tab\there',
  'x-y_z 0x1F',
  'año 2026',
  '   ',
  '-v',
  'foo.bar',
  'fooxbar',
  'straße İstanbul',
];

/** The lines that the real grep finds. */
function grep(wanted: WantedText): readonly string[] | string {
  const pattern = toGrepPattern(wanted);
  if (!pattern.ok) return pattern.error;
  const { pattern: text, isFixed, ignoreCase } = pattern.value;
  const flags = `-a${isFixed ? 'F' : 'E'}${ignoreCase ? 'i' : ''}`;
  try {
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
    const found = execFileSync('grep', [flags, '-e', text], { input: lines.join('\n'), env, encoding: 'utf8' });
    return found.split('\n').slice(0, -1);
  } catch (error) {
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}

test.each([
  String.raw`\d{3}$`,
  String.raw`" [45]\d\d`,
  String.raw`^\[[^\]]+\]\s\[\d+\]`,
  'foo.bar',
  String.raw`foo\.bar`,
  String.raw`(?:GET|POST) \/api\/`,
  '(?<verb>GET) /api/v1',
  'conexi[oó]n',
  'ó+n',
  '(ñ|ni)o',
  '[^a-z]ñ',
  String.raw`\bPID\b`,
  String.raw`\w+-\w+_z`,
  String.raw`\S\t\S`,
  String.raw`0x[\dA-F]+`,
  '[-_]z',
  String.raw`[\-x]`,
  String.raw`[\]}]`,
  '[[]',
  String.raw`\{y\}`,
  '{y}',
  String.raw`\^z\$`,
  'o{2}',
  'o{1,2}?x',
  'a??b',
  '.*?rechazada',
  'x|y|z',
  '^$|^ +$',
  String.raw`\x41|\u00f1`,
  'İ|ß',
])('%s finds what it finds in the window', (text) => {
  for (const caseSensitive of [true, false]) {
    const found = grep({ text, isRegex: true, caseSensitive });
    expect(found).toEqual(lines.filter((line) => new RegExp(text, caseSensitive ? '' : 'i').test(line)));
  }
});

test.each([
  '(',
  '(?=x)',
  '(?<!x)y',
  String.raw`(x)\1`,
  String.raw`\p{L}`,
  'x{999}',
  String.raw`a\nb`,
  '[z-á]',
  '[b-a]',
  String.raw`[^\x00-\x7f]`,
])('%s is refused', (text) => {
  expect(typeof grep({ text, isRegex: true, caseSensitive: false })).toBe('string');
});

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

test.each([
  'conexion',
  'CONEXIÓN',
  'nino',
  'ÑA',
  '[x]',
  '^z$',
  String.raw`\w`,
  '{y}',
  '-v',
  'foo.bar',
  '(PID',
  '+b*',
  'ANO 2026',
])('the text %s finds what it finds in the window, whatever its case and accents', (text) => {
  expect(grep({ text, isRegex: false, caseSensitive: false })).toEqual(
    lines.filter((line) => fold(line).includes(fold(text))),
  );
});

test('any piece of a line finds that line', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...lines),
      fc.nat(40),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      (line, from, length, caseSensitive) => {
        const text = Array.from(line)
          .slice(from, from + length)
          .join('');
        fc.pre(text !== '' && !text.includes('\t'));
        expect(grep({ text, isRegex: false, caseSensitive })).toContain(line);
      },
    ),
    { numRuns: 200 },
  );
});
