import { describe, expect, test } from 'vitest';
import type { RestartSnapshot, ServerSnapshot } from '../../src/core/snapshot-types';
import {
  describePastRestart,
  describeRepetition,
  describeRestartReport,
  describeWorse,
} from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';
import { fixtureNow, fixtures } from '../support/renderer/fixtures';
import { evidence, pastRestart } from '../support/renderer/service-parts';

const translator = (language: 'es' | 'en') =>
  createTranslator({ language, now: () => fixtureNow, timeZone: 'America/Bogota', address: 'tranquila' });
const es = translator('es');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const minute = 60_000;

test.each<[Partial<RestartSnapshot>, string]>([
  [{}, 'funcionó'],
  [{ failedAgainMs: 4 * minute }, 'contestó; volvió a fallar 4 min después'],
  [{ failedAgainMs: 0 }, 'contestó, y siguió fallando'],
  [{ outcome: 'unverified' }, 'quedó sin confirmar'],
  [{ outcome: 'failed', step: 'stop' }, 'falló al detener'],
  [{ outcome: 'failed', step: 'answering' }, 'no llegó a contestar'],
  [{ outcome: 'failed', step: 'workers' }, 'falló'],
])('a restart of before: %j', (change, expected) => {
  expect(plain(describePastRestart(pastRestart(fixtureNow, change), es))).toBe(expected);
});

test('what repeats comes with how often, and an error cannot end its own quotation', () => {
  const error = 'NameError: `x`';
  expect(describeRepetition([pastRestart(1, { error }), pastRestart(2, { error }), pastRestart(3)], es)).toBe(
    "`NameError: 'x'` (2 de 3 veces).",
  );
  expect(describeRepetition([pastRestart(1), pastRestart(2)], es)).toBe(
    'Antes de cada reinicio: La API no contesta (2 de 2 veces).',
  );
  expect(describeRepetition([pastRestart(1, { cause: null })], es)).toBe('Nada se repite en lo que se alcanzó a ver.');
});

describe('the report', () => {
  const server = fixtures['restart-not-helping']?.snapshot.servers[0] as ServerSnapshot;

  test('tells when, how each ended, what repeats, and what is known now with its proof', () => {
    expect(plain(describeRestartReport(server, 'api', { at: fixtureNow, t: es })).split('\n')).toEqual([
      'Portal Energético: reiniciar la API no lo está arreglando',
      '10:44:31',
      '',
      '3 reinicios en 30 min:',
      '  10:21 (44 s): contestó; volvió a fallar 4 min después',
      '  10:30 (47 s): contestó; volvió a fallar 5 min después',
      '  10:41 (1 min 2 s): falló al arrancar',
      "Lo que se repite: `ModuleNotFoundError: No module named 'pyproj'` (3 de 3 veces).",
      'Ahora: La API responde con error 500 desde las 10:42; PostgreSQL está bien, así que el fallo está en la propia API.',
      '  en el servidor: GET /api/ 500 en 12 ms',
    ]);
  });

  test('has no text of the other language but the proof', () => {
    const english = describeRestartReport(server, 'api', { at: fixtureNow, t: translator('en') });
    expect(english).toContain('restarting the API is not mending it');
    expect(english).not.toMatch(/reinicio|veces|Ahora/);
  });
});

test('worse is said only where it answered before and does not now', () => {
  const run = (before: number | null, after: number | null) => ({
    serverId: 'a',
    service: 'api' as const,
    startedAt: 0,
    steps: [],
    outcome: null,
    before: evidence({ apiStatus: before }),
    after: evidence({ apiStatus: after }),
  });
  expect(describeWorse(run(200, 502), es)).toBe('Está peor que antes del reinicio. Así estaba: todo contestaba.');
  expect([
    describeWorse(run(502, 502), es),
    describeWorse(run(200, 200), es),
    describeWorse(run(502, 200), es),
  ]).toEqual([null, null, null]);
});
