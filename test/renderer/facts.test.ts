import { describe, expect, test } from 'vitest';
import { pathFacts } from '../../src/renderer/facts';
import { createWords, loadSpoken } from '../../src/renderer/words';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';

const spoken = { es: await loadSpoken('es'), en: await loadSpoken('en') };

function path(name: string, language: 'es' | 'en') {
  const words = createWords(spoken[language], fixtureContext, () => fixtureNow);
  const observation = fixtures[name]?.snapshot.servers[0]?.observation ?? null;
  if (observation === null) throw new Error(`nothing was observed in ${name}`);
  return pathFacts(observation, words)
    .filter(({ id }) => id === 'path.portal' || id === 'path.api')
    .map(({ sub }) => sub?.replaceAll('\u00a0', ' '));
}

describe('the way that a probe went', () => {
  test('names the proxy after the answer, and after where it stopped', () => {
    expect([path('answer-proxy', 'es'), path('answer-proxy', 'en')]).toEqual([
      [
        'DNS 12 ms · TCP 38 ms · TLS 52 ms · TTFB 74 ms · por el proxy proxy.example.org:3128',
        'DNS 12 ms · TCP 38 ms · TLS: timeout · por el proxy proxy.example.org:3128',
      ],
      [
        'DNS 12 ms · TCP 38 ms · TLS 52 ms · TTFB 74 ms · through the proxy proxy.example.org:3128',
        'DNS 12 ms · TCP 38 ms · TLS: timeout · through the proxy proxy.example.org:3128',
      ],
    ]);
  });

  test('says nothing of a proxy where there was none', () => {
    expect(path('answer-calm', 'es').join(' ')).not.toContain('proxy');
  });
});
