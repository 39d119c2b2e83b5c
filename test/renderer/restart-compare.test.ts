import { describe, expect, test } from 'vitest';
import type { RestartRun } from '../../src/core/restart-types';
import { compareRows } from '../../src/renderer/restart/compare';
import { spoken } from '../../src/renderer/texts/spoken-es';
import { createWords } from '../../src/renderer/words';
import { fixtureContext, fixtureNow } from '../support/renderer/fixtures';
import { at, evidence } from '../support/renderer/service-parts';

const t = createWords(spoken, fixtureContext, () => fixtureNow);

function rows(change: Partial<RestartRun>) {
  const run: RestartRun = {
    serverId: 'a',
    service: 'api',
    startedAt: at(10, 43),
    steps: [],
    outcome: null,
    before: evidence(),
    after: evidence(),
    ...change,
  };
  return compareRows(run, t)?.map(({ name, before, after }) =>
    [name, before, after].join(' | ').replaceAll('\u00a0', ' '),
  );
}

describe('before and after', () => {
  test('of the dashboard say when its service began anew, and nothing of the API’s processes', () => {
    const unitChangedAt = at(10, 43, 20);
    expect(rows({ service: 'dashboard', after: evidence({ unitChangedAt }) })).toEqual([
      'Portal por la web | 200 en 182 ms | 200 en 182 ms',
      'Servicio | no se vio | en su estado desde las 10:43',
      'API por la web | 200 en 176 ms | 200 en 176 ms',
    ]);
  });

  test('say what was not seen, and never that there was none', () => {
    const unseen = evidence({ workers: null, errors: null, pids: [], apiStatus: null, apiMs: null });
    expect(rows({ before: unseen })?.slice(0, 4)).toEqual([
      'API por la web | sin respuesta | 200 en 176 ms',
      'Procesos | no se vio | 4 de 4',
      'Proceso principal | no se vio | 1201',
      'Errores en el registro | no se vio | ninguno en 24 s',
    ]);
  });

  test('are not held against each other where one of them is missing', () => {
    expect([rows({ before: null }), rows({ after: null })]).toEqual([undefined, undefined]);
  });
});
