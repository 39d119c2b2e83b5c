import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serverText } from '../../src/shared/server-text';

test.each([
  ['plain text, ñandú 日本', 'plain text, ñandú 日本'],
  ['\u001b]0;title\u0007', '␛]0;title␇'],
  ['a\r\nb\tc\u0000', 'a␍␊b␉c␀'],
  ['\u202Egnp.exe', '⟨U+202E⟩gnp.exe'],
  ['ze\u200Bro\uFEFF', 'ze⟨U+200B⟩ro⟨U+FEFF⟩'],
  ['\u009b31m', '⟨U+009B⟩31m'],
  ['\u2028', '⟨U+2028⟩'],
  ['half \ud83d', 'half \ufffd'],
])('%j becomes %s', (text, expected) => {
  expect(serverText(text)).toBe(expected);
});

test('what is too long is cut between whole characters', () => {
  expect(serverText('ñ'.repeat(20), 10)).toBe(`${'ñ'.repeat(9)}…`);
  expect(serverText('😀'.repeat(20), 10)).toBe(`${'😀'.repeat(9)}…`);
});

test('whatever comes in, nothing hidden comes out and the length is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 300 }), (codes) => {
      const text = codes.map((code) => String.fromCodePoint(code)).join('');
      const shown = serverText(text, 120);
      expect(shown).not.toMatch(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}/u);
      expect(Array.from(shown).length).toBeLessThanOrEqual(120);
    }),
  );
});
