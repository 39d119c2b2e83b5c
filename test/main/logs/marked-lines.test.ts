import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogMark } from '../../../src/core/services';
import { createMarkedLines, lineLimit } from '../../../src/main/logs/marked-lines';

const nonce = 'rec0rded7n0nce42';

function read(...chunks: readonly (string | Buffer)[]) {
  const lines: string[] = [];
  const marks: LogMark['kind'][] = [];
  const marked = createMarkedLines(nonce, {
    onLine: (line) => lines.push(line),
    onMark: ({ kind }) => marks.push(kind),
  });
  for (const chunk of chunks) marked.push(Buffer.from(chunk));
  marked.end();
  return { lines, marks };
}

const begin = `${nonce} clock 1795514402 000000000 -0500\n`;

test('what a login shell prints before the first mark is no line', () => {
  expect(read('Bienvenida\n', `sin fin de línea${begin}`, 'uno\n')).toEqual({ lines: ['uno'], marks: ['clock'] });
});

test('half a line goes on behind a mark', () => {
  expect(read(`${begin}uno\nmi`, `tad${nonce} read 0 0 0\n`, ' entera\ndos\n')).toEqual({
    lines: ['uno', 'mitad entera', 'dos'],
    marks: ['clock', 'read'],
  });
});

test('what only looks like a mark is a line', () => {
  const lines = [`${nonce} nada`, nonce, `${nonce} clock x`, 'otro n0nce read 0 0 0'];
  expect(read(`${begin}${lines.join('\n')}\n`)).toEqual({ lines, marks: ['clock'] });
});

test('letters across chunk borders, bytes that are none, and carriage returns', () => {
  const bytes = Buffer.from(`${begin}año\r\n`);
  expect(read(...Array.from(bytes, (byte) => Buffer.from([byte])), Buffer.from([0xff, 0x61, 0x0a])).lines).toEqual([
    'año',
    '\ufffda',
  ]);
});

test('a line that does not end takes no memory, and its mark is found', () => {
  const { lines, marks } = read(
    begin,
    ...Array.from({ length: 500 }, () => 'x'.repeat(10_000)),
    `${nonce} read 0 0 0\n`,
    ' y\nfin\n',
  );
  expect([lines.map(({ length }) => length), marks]).toEqual([
    [lineLimit + 1, 3],
    ['clock', 'read'],
  ]);
});

test('any text in any pieces is the same lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 30 })),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (texts, sizes) => {
        const lines = texts.map((text) => text.replace(/[\r\n]/g, ''));
        const bytes = Buffer.from(`${begin}${lines.map((line) => `${line}\n`).join('')}`);
        const pieces: Buffer[] = [];
        for (let from = 0, n = 0; from < bytes.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          pieces.push(bytes.subarray(from, from + size));
          from += size;
        }
        expect(read(...pieces).lines).toEqual(lines);
      },
    ),
  );
});
