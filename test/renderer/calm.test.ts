import { expect, test } from 'vitest';
import { calmText } from '../../src/renderer/calm';
import { createWords, loadSpoken } from '../../src/renderer/words';
import type { RecentView } from '../../src/shared/history/recent-view';
import { fixtureContext, fixtureNow } from '../support/renderer/fixtures';

const t = createWords(await loadSpoken('es'), fixtureContext, () => fixtureNow);
const minute = 60_000;
const said = (calm: NonNullable<RecentView['calm']>) =>
  calmText({ calm } as RecentView, fixtureNow, t).replaceAll('\u00a0', ' ');

test.each([
  [
    'the first minutes, of which no share is worth a word',
    1,
    false,
    0,
    'Vigía mira desde las 10:43; de antes aún no sabe.',
  ],
  ['later', 180, false, 1, 'Sin caídas desde que Vigía mira, a las 7:44 (3 h).'],
  ['an outage that is just over', 2, true, 0.5, 'Sin caídas desde las 10:42 (2 min). De ese tiempo conozco el 50 %.'],
])('since when it is calm: %s', (_, minutes, isAfterOutage, known, expected) => {
  expect(said({ sinceAt: fixtureNow - minutes * minute, isAfterOutage, known })).toBe(expected);
});

test('where nothing is known its room stays', () => {
  expect(calmText(null, fixtureNow, t)).toBe('\u00a0');
});
