import { expect, test } from 'vitest';
import { commandsIn, splitFirstSentence, toPieces } from '../../src/renderer/text-pieces';

test('what stands in backticks is code, the rest is text', () => {
  expect(toPieces('Run `ls -l` now')).toEqual([
    { kind: 'text', text: 'Run ' },
    { kind: 'code', text: 'ls -l' },
    { kind: 'text', text: ' now' },
  ]);
});

test('an unpaired backtick swallows nothing', () => {
  expect(toPieces('a `b` c ` d').map((piece) => `${piece.kind}:${piece.text}`)).toEqual([
    'text:a ',
    'code:b',
    'text: c ',
    'text:` d',
  ]);
});

test('commands are listed once, names of files and lines are not', () => {
  expect(commandsIn('`sudo nginx -t`, see `api-error.log`, then `sudo nginx -t`')).toEqual(['sudo nginx -t']);
});

test.each([
  ['Llame a quien sepa. Reiniciar no ayuda.', 'Llame a quien sepa.', 'Reiniciar no ayuda.'],
  ['Venció el 24 nov. a las 10:42.', 'Venció el 24 nov. a las 10:42.', ''],
  ['Ejecute `a. B` ya. Espere.', 'Ejecute `a. B` ya.', 'Espere.'],
])('%j has its first sentence', (text, first, rest) => {
  expect(splitFirstSentence(text)).toEqual({ first, rest });
});
