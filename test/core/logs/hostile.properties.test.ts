import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainLine } from '../../../src/core/logs/explain';
import { emptyFold, foldTracebacks } from '../../../src/core/logs/fold';
import { maskSecrets } from '../../../src/core/logs/mask';
import { parseLogLine } from '../../../src/core/logs/parse-line';
import { logSources } from '../../../src/core/logs/types';
import { bogota, recorded } from './recorded';

const source = fc.constantFrom(...logSources);
const real = logSources.flatMap((one) => recorded(one).map(({ text }) => text));
/** Real lines with something cut out of them, doubled, or put in. */
const damaged = fc
  .record({ line: fc.constantFrom(...real), from: fc.nat(200), length: fc.nat(40), put: fc.string({ unit: 'binary' }) })
  .map(({ line, from, length, put }) => line.slice(0, from) + put + line.slice(from + length));
const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), damaged, fc.constantFrom(...real));

test('any line of any source is read: a place in it, a moment of this century or none', () => {
  fc.assert(
    fc.property(source, line, fc.integer({ min: -720, max: 840 }), (from, text, utcOffsetMinutes) => {
      const { at, bodyFrom } = parseLogLine(from, text, { utcOffsetMinutes });
      explainLine(from, text);
      expect(bodyFrom >= 0 && bodyFrom <= text.length).toBe(true);
      expect(at === null || (at > Date.UTC(1999, 0) && at < Date.UTC(2101, 0))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('any lines fold into groups that do not overlap, and in pieces as at once', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.nat(60), (texts, cut) => {
      const lines = texts.map((text) => ({ text, ...parseLogLine('api-error', text, bogota) }));
      const whole = foldTracebacks(emptyFold, lines);
      let end = 0;
      for (const group of whole.groups) {
        expect(group.firstIndex >= end).toBe(true);
        end = group.firstIndex + group.lines;
      }
      expect(end <= lines.length && whole.next === lines.length).toBe(true);
      expect(foldTracebacks(foldTracebacks(emptyFold, lines.slice(0, cut)), lines.slice(cut))).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

/** What makes a careless pattern try every way of splitting a line. */
const hostile = [
  ' ',
  '[',
  '"',
  '\\"',
  'a',
  '1',
  'a.',
  '- ',
  ': ',
  '::',
  'ERROR',
  '[ERROR] ',
  '= ',
  'password',
  'password=',
  'token: ',
  '-----BEGIN PRIVATE KEY-----',
  'Cookie: ',
  'Bearer ',
  'eyJhbGciOi',
  '1.1.',
  'f:',
  '[24/Nov/2026:05:09:31 -0500] ',
  '[24/Nov/2026:05:09:31 -0500] "',
  'OperationalError: ',
  'x.',
  '"GET ',
  "a: 'b' ",
  '| ',
  '+-',
  '/',
  'https://a',
  '0x',
  'psycopg2.OperationalError: connection to server at ',
];
const heads = [
  '',
  '[2026-11-24 05:41:58 -0500] [7] [ERROR] ',
  '2026/11/24 05:15:01 [error] 1#1: ',
  '10.0.0.9:5 - "GET /',
  '2026-11-24T05:15:01.1-0500 h s[1]: ',
];

test('a line that was made to be slow takes a time in proportion to its length', { timeout: 60_000 }, () => {
  const work = (text: string) => {
    const startedAt = performance.now();
    for (const one of logSources) {
      const parsed = parseLogLine(one, text, bogota);
      explainLine(one, text);
      foldTracebacks(emptyFold, [
        { text: 'Traceback (most recent call last):', at: null, level: 'error', bodyFrom: 0, continues: true },
        { text, ...parsed, continues: true },
      ]);
    }
    maskSecrets(text, { maskAddresses: true });
    return performance.now() - startedAt;
  };
  const slow = heads.flatMap((head) =>
    hostile.flatMap((piece) => {
      // The window and main process never hold a longer line.
      const text = head + piece.repeat(Math.ceil(16_384 / piece.length)) + '!';
      const tookMs = Math.min(work(text), work(text));
      return tookMs > 100 ? [`${head}${piece}: ${tookMs.toFixed(0)} ms`] : [];
    }),
  );
  expect(slow).toEqual([]);
});
