import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitColours } from '../../src/renderer/logs/engine/colours';
import { capLine, maxLineLength, showControls, toPlainText, toSpans } from '../../src/renderer/logs/log-text';

const plain = { color: null, bold: false, dim: false, isHit: false };

describe('a line of a log', () => {
  test('markup stays the text that it is', () => {
    expect(toSpans('<b>x</b> & <script>')).toEqual([{ ...plain, text: '<b>x</b> & <script>' }]);
  });

  test('colours are honoured and end where the log says so', () => {
    expect(toSpans('a \u001b[1;31mred\u001b[0m b')).toEqual([
      { ...plain, text: 'a ' },
      { ...plain, color: 'red', bold: true, text: 'red' },
      { ...plain, text: ' b' },
    ]);
  });

  test.each([
    ['38;5;196', 'red'],
    ['38;2;10;200;20', 'green'],
    ['38;5;244', null],
    ['94', 'blue'],
    ['48;5;1', null],
    ['38;5', 'black'],
    ['', null],
  ])('the colour code %s becomes %s', (code, color) => {
    expect(toSpans(`\u001b[${code}mx`)).toEqual([{ ...plain, color, text: 'x' }]);
  });

  test.each([
    ['title of the terminal', '\u001b]0;owned\u0007x', '\\x1b]0;owned\\x07x'],
    ['clearing the screen', '\u001b[2Jx', '\\x1b[2Jx'],
    ['a link', '\u001b]8;;http://x\u001b\\y', '\\x1b]8;;http://x\\x1b\\y'],
    ['half a colour', 'x\u001b[3', 'x\\x1b[3'],
    ['reversed text', 'a\u202egpj.exe', 'a\\u202egpj.exe'],
    ['an isolate', '\u2066x\u2069', '\\u2066x\\u2069'],
    ['nothing to see', 'a\u200bb\u00adc\ufeff', 'a\\u200bb\\xadc\\ufeff'],
    ['a hidden tag', 'x\u{e0041}', 'x\\u{e0041}'],
    ['another line', 'a\u2028b\rc\nd', 'a\\u2028b\\x0dc\\x0ad'],
    ['half a pair', 'x\ud800y', 'x\\ud800y'],
    ['C1 controls', '\u0085\u0090', '\\x85\\x90'],
  ])('%s is shown, not obeyed', (_what, raw, shown) => {
    expect(toPlainText(raw)).toBe(shown);
  });

  describe('what a search found is marked where it is', () => {
    const marked = (raw: string, hits: readonly number[], part: { from?: number; to?: number } = {}) =>
      toSpans(raw, { hits, ...part })
        .map(({ text, isHit, color }) => `${color === null ? '' : `${color}:`}${isHit ? `[${text}]` : text}`)
        .join('|');

    test.each<readonly [string, string, readonly number[], string]>([
      ['in a plain line', 'one two one', [0, 3, 8, 11], '[one]| two |[one]'],
      ['at its end', 'a b', [2, 3], 'a |[b]'],
      ['behind a tab, which is one character', 'a\tb\tc', [4, 5], 'a\tb\t|[c]'],
      ['behind colours, which are none', '\u001b[31mred\u001b[0m b', [4, 5], 'red:red| |[b]'],
      ['across colours', 'x\u001b[31mab\u001b[0mcd', [2, 4], 'x|red:a|red:[b]|[c]|d'],
      ['over a whole colour', '\u001b[31mab\u001b[0mc', [0, 2], 'red:[ab]|c'],
      ['behind a control that is spelled out', 'a\u0000b', [2, 3], 'a\\x00|[b]'],
      ['in a control itself', 'a\u0000b', [1, 2], 'a|[\\x00]|b'],
      ['behind what was masked', 'DB_PASSWORD=*** port 5432', [21, 25], 'DB_PASSWORD=*** port |[5432]'],
      ['next to each other', 'abc', [0, 1, 1, 2], '[a]|[b]|c'],
      ['behind a sign of two units', '🙂b', [2, 3], '🙂|[b]'],
    ])('%s', (_where, raw, hits, shown) => {
      expect(marked(raw, hits)).toBe(shown);
    });

    test('and only the part that is drawn', () => {
      const raw = '[2026] \u001b[31mredder\u001b[0m line';
      expect(marked(raw, [0, 6, 7, 10], { from: 7, to: 14 })).toBe('red:[red]|red:der| ');
      expect(marked(raw, [3, 9], { from: 7 })).toBe('red:[re]|red:dder| line');
    });

    test('whatever comes, no character is lost, and marks hold exactly what is between their places', () => {
      const piece = fc.constantFrom('a', 'bc', '\t', '\u001b[32m', '\u001b[m', '\u0007', 'ñ');
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(20), fc.nat(8), (pieces, begin, length) => {
          const raw = pieces.join('');
          const text = splitColours(raw).text;
          const spans = toSpans(raw, { hits: [begin, begin + length] });
          expect(spans.map((span) => span.text).join('')).toBe(showControls(text));
          const inside = spans.filter(({ isHit }) => isHit).map((span) => span.text);
          expect(inside.join('')).toBe(showControls(text.slice(begin, begin + length)));
        }),
      );
    });
  });

  test('words of every language, tabs and emoji stay as they are', () => {
    const text = 'ñandú\tΩ 漢字 العربية 🙂';
    expect(showControls(text)).toBe(text);
  });

  test('no control or direction mark survives, whatever comes', () => {
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    const forbidden = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
        expect(toPlainText(raw)).not.toMatch(forbidden);
      }),
    );
  });

  test('a line of megabytes is cut and says by how much', () => {
    const { kept, cut } = capLine('x'.repeat(maxLineLength + 5));
    expect([kept.length, cut]).toEqual([maxLineLength, 5]);
  });

  test('the cut never splits a character', () => {
    const { kept, cut } = capLine(`${'x'.repeat(maxLineLength - 1)}🙂!`);
    expect([kept.endsWith('x'), cut]).toEqual([true, 3]);
  });
});
