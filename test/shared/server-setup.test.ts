/** What the server must allow, said in two languages: the orders are the same, and the sentence is the one she sees. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../src/shared/i18n/en';
import { es } from '../../src/shared/i18n/es';

const english = readFileSync('docs/server-setup.md', 'utf8');
const spanish = readFileSync('docs/servidor.md', 'utf8');

/** What is typed: code in the text and in blocks, without comments, and without the name that each language gives a folder. */
function orders(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```(?:sh)?\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...inline]
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('vigia gate --to'));
}

test('both pages give the same orders', () => {
  expect(orders(english).length).toBeGreaterThan(40);
  expect(orders(spanish).toSorted()).toEqual(orders(english).toSorted());
});

test.each([
  ['docs/server-setup.md', english, en, /"([^"]+)"/g],
  ['docs/servidor.md', spanish, es, /«([^»]+)»/g],
] as const)('%s quotes what she is told when the gate is an old one', (_page, text, catalogue, quote) => {
  const quoted = [...text.matchAll(quote)].map(([, said = '']) => said);
  expect(quoted).toContain(catalogue['cause.ssh-unavailable.title.gate']);
  const sentence = catalogue['cause.ssh-unavailable.certain.gate'];
  expect(quoted.filter((said) => said.length > 40 && sentence.includes(said))).toHaveLength(1);
});
