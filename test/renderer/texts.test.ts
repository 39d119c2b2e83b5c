import { describe, expect, test } from 'vitest';
import { windowEn } from '../../src/renderer/texts/en';
import { windowEs } from '../../src/renderer/texts/es';
import { createWords, loadSpoken } from '../../src/renderer/words';
import { fixtureContext, fixtureNow } from '../support/renderer/fixtures';

const names = (text: string) => [...text.matchAll(/\{([A-Za-z]+):/g)].map((match) => match[1]).sort();

describe('texts of the window', () => {
  test('both languages have the same keys and ask for the same values', () => {
    const shape = (texts: Readonly<Record<string, string>>) =>
      Object.entries(texts).map(([key, text]) => [key, names(text)]);
    expect(shape(windowEn)).toEqual(shape(windowEs));
  });

  test('values are formatted as everywhere else', async () => {
    const t = createWords(await loadSpoken('es'), fixtureContext, () => fixtureNow);
    expect([
      t.ui('round.next', { left: 180_000 }),
      t.ui('restart.ask', { service: 'api' }),
      t.ui('nav.down', { n: 1 }),
    ]).toEqual(['Próxima revisión en 3\u00a0min', 'Reiniciar la API…', '1 caída']);
  });
});
