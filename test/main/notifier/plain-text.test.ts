import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toArgument, toPlainNotice } from '../../../src/main/notifier/plain-text';

test('ordinary texts stay as they are', () => {
  const notice = {
    title: 'PostgreSQL está detenido',
    body: 'Por eso falla la API desde las 10:42.\nHay que iniciarlo.',
  };
  expect(toPlainNotice(notice)).toEqual(notice);
  expect(toArgument(notice.body)).toBe(notice.body);
});

test.each([
  ['-t rm', '–t rm'],
  ['--urgency=low', '–urgency=low'],
  ['[x]', '(x]'],
  ['<b>x</b> & y', '‹b›x‹/b› ＆ y'],
  ['a\\tb', 'a⧵tb'],
])('%j cannot be taken for an option, markup or an escape: %j', (text, expected) => {
  expect(toArgument(text)).toBe(expected);
});

test.each([
  ['\u001b[31mred\u0007', '[31mred'],
  ['a\r\nb', 'a\nb'],
  ['a\u0000b\u202ec', 'abc'],
  ['\ud800x', 'x'],
  ['   ', '\u00a0'],
])('a body %j becomes %j', (body, expected) => {
  expect(toPlainNotice({ title: 't', body }).body).toBe(expected);
});

test('a title is one line and never empty', () => {
  expect([toPlainNotice({ title: 'a\nb', body: '' }).title, toPlainNotice({ title: '\n', body: '' }).title]).toEqual([
    'a b',
    'Vigía',
  ]);
});

const isHarmless = (text: string, max: number): boolean =>
  text !== '' && Array.from(text).length <= max && !/^-|[<>&\\]/.test(text) && !/(?!\n)\p{Cc}/u.test(text);

test('whatever comes in: short, no control characters, no leading dash, never empty', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(anything, anything, (title, body) => {
      const plain = toPlainNotice({ title, body });
      return isHarmless(toArgument(plain.title), 80) && isHarmless(toArgument(plain.body), 300);
    }),
  );
});
