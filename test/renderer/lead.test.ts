import { expect, test } from 'vitest';
import type { ServerSnapshot } from '../../src/core/snapshot-types';
import { serverFacts } from '../../src/renderer/facts';
import { leadOf, shownFinding } from '../../src/renderer/lead';
import { createWords, loadSpoken } from '../../src/renderer/words';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';

const t = createWords(await loadSpoken('es'), fixtureContext, () => fixtureNow);
const shown = (name: string) => fixtures[name]?.snapshot.servers[0] as ServerSnapshot;

test('what answers again is not called stopped, and nothing is asked of her', () => {
  const server = shown('answer-recovering');
  expect(shownFinding(shown('answer-down-api'))?.cause).toBe('api-down');
  expect(shownFinding(server)).toBeNull();
  expect(leadOf(server, t, fixtureNow)).toBe(
    'Responde otra vez desde las 10:44. Vigía mira una vez más antes de darlo por terminado; no hay que hacer nada.',
  );
  expect(serverFacts(server, t).map(({ id }) => id)).toEqual(['well']);
});
