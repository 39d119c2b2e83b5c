import { describe, expect, test } from 'vitest';
import type {
  RestartEvidence,
  RestartFailure,
  RestartOutcome,
  RestartRun,
  RestartStep,
} from '../../src/core/restart-types';
import type { RefusalReason } from '../../src/core/snapshot-types';
import {
  describeOutcome,
  describeRecovery,
  describeRefusal,
  describeRestartFailure,
  describeStep,
} from '../../src/shared/describe';
import type { RecoveryValues } from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';
import { at, now } from './rendered-examples';

const es = createTranslator({ language: 'es', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const en = createTranslator({ language: 'en', now: () => now, timeZone: 'America/Bogota', address: 'tranquila' });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('refusals', () => {
  const cases: readonly (readonly [RefusalReason, string])[] = [
    [{ kind: 'database' }, 'PostgreSQL está caído; la API volvería a fallar. Primero hay que iniciar PostgreSQL.'],
    [
      { kind: 'disk', usedPercent: 97 },
      'El disco está lleno (97 %); la API podría no arrancar. Primero libere espacio.',
    ],
    [
      { kind: 'disk-damaged' },
      'El disco está dañado y en solo lectura; la API podría no arrancar. Primero hay que revisarlo.',
    ],
    [{ kind: 'offline' }, 'Su computador no tiene Internet; la orden no llegaría.'],
    [{ kind: 'unreachable' }, 'El servidor no contesta por SSH; la orden no llegaría.'],
    [{ kind: 'booting', by: at('03:35') }, 'El servidor está arrancando. Espere hasta las 3:35.'],
    [
      { kind: 'running', service: 'dashboard', beganAt: at('03:28') },
      'Ya hay un reinicio en curso (el tablero, empezó hace 2 min). Espere a que termine.',
    ],
    [
      { kind: 'watchdog', leftMs: 15_000, waitMs: 135_000 },
      'El vigilante del servidor actúa en 15 s; los dos a la vez podrían chocar. Se podrá reiniciar en 2 min.',
    ],
    [
      { kind: 'locked', at: at('03:45'), n: 4 },
      'Ya van 4 reinicios en 30 min y no lo arreglan. El botón vuelve a las 3:45; la vigilancia sigue.',
    ],
    [
      { kind: 'permission', service: 'dashboard' },
      'El servidor no da permiso para reiniciar el tablero. En «Ajustes», abra el acceso del servidor y pulse «Probar»: ahí sale la línea que falta.',
    ],
    [{ kind: 'identity' }, 'La identidad del servidor no está confirmada; no se envía ninguna orden.'],
    [
      { kind: 'two-masters' },
      'Hay dos copias de la API a la vez; otro reinicio empeoraría. Pida ayuda a quien administra el servidor.',
    ],
    [{ kind: 'useless', cause: 'api-cannot-start' }, 'Reiniciar no ayuda en este caso: La API no arranca.'],
    [{ kind: 'not-confirmed' }, 'La API funciona bien: primero hay que confirmar el reinicio.'],
  ];
  test.each(cases)('%j', (reason, expected) => {
    expect(plain(describeRefusal(reason, 'api', es))).toBe(expected);
  });
});

function step(id: RestartStep['id'], progress: RestartStep['progress']): RestartStep {
  return { id, state: 'running', startedAt: now, ms: null, output: '', progress };
}

test.each([
  [step('precheck', null), 'Comprobando que se puede reiniciar'],
  [step('stop', null), 'Deteniendo el tablero; espera a las consultas en curso'],
  [step('start', null), 'Arrancando el tablero'],
  [step('answering', null), 'Esperando a que conteste'],
  [step('answering', { done: 12_000, of: 60_000 }), 'Esperando a que conteste (12 s de 1 min)'],
  [step('workers', { done: 3, of: 4 }), 'Contando sus procesos: 3 de 4'],
  [step('workers', null), 'Contando sus procesos'],
  [step('stable', { done: 1, of: 2 }), 'Confirmando que sigue bien (1 de 2 pruebas)'],
])('a step: %j', (one, expected) => {
  expect(plain(describeStep(one, 'dashboard', es))).toBe(expected);
});

function evidence(cause: RestartEvidence['cause'], apiStatus: number | null): RestartEvidence {
  return {
    at: now,
    cause,
    pids: [],
    workers: null,
    unitChangedAt: null,
    apiStatus,
    apiMs: null,
    portalStatus: 200,
    portalMs: null,
    errors: null,
  };
}

function run(outcome: RestartOutcome, after: RestartEvidence | null): RestartRun {
  return {
    serverId: 'a',
    service: 'api',
    startedAt: now,
    steps: [],
    outcome,
    before: evidence('api-down', 502),
    after,
  };
}

describe('outcomes', () => {
  test('verified', () => {
    const outcome: RestartOutcome = { kind: 'verified', ms: 8123 };
    expect(plain(describeOutcome(outcome, run(outcome, null), es))).toBe(
      'Listo: la API volvió y contesta bien. Tardó 8 s.',
    );
  });

  test('not answering yet', () => {
    const outcome: RestartOutcome = { kind: 'unverified', ms: 60_000, why: { kind: 'not-answering' } };
    expect(plain(describeOutcome(outcome, run(outcome, null), en))).toContain(
      'the API does not answer yet after 1 min',
    );
  });

  test('answering with too few processes does not claim that it is silent', () => {
    const outcome: RestartOutcome = {
      kind: 'unverified',
      ms: 60_000,
      why: { kind: 'workers-missing', n: 2, total: 4 },
    };
    expect(describeOutcome(outcome, run(outcome, null), es)).toContain('volvió con 2 de sus 4 procesos');
  });

  test('failed and seen to be down', () => {
    const outcome: RestartOutcome = { kind: 'failed', ms: 900, step: 'start', why: { kind: 'exit-code', code: 127 } };
    expect(describeOutcome(outcome, run(outcome, evidence('api-down', 502)), es)).toBe(
      'El reinicio falló en el paso «Arrancando la API»: la orden terminó con el código 127. La API sigue sin funcionar. ' +
        'Antes de empezar: La API está detenida. Mire lo que respondió el servidor y los errores en «Registros».',
    );
  });

  test('failed while users are served does not say that it is down', () => {
    const outcome: RestartOutcome = { kind: 'failed', ms: 900, step: 'precheck', why: { kind: 'permission' } };
    expect(describeOutcome(outcome, run(outcome, evidence(null, 200)), es)).not.toContain('sin funcionar');
  });

  test('refused', () => {
    const outcome: RestartOutcome = { kind: 'refused', reason: { kind: 'offline' } };
    expect(describeOutcome(outcome, run(outcome, null), es)).toBe(
      'No se reinició nada: Su computador no tiene Internet; la orden no llegaría.',
    );
  });
});

test('every failure says why and what next, in both languages', () => {
  const failures: readonly RestartFailure[] = [
    { kind: 'script-missing', path: '/x' },
    { kind: 'exit-code', code: 1 },
    { kind: 'old-process-remains' },
    { kind: 'no-process' },
    { kind: 'connection-lost' },
    { kind: 'gate-refused' },
    { kind: 'not-answering' },
    { kind: 'permission' },
    { kind: 'start-limit' },
    { kind: 'workers-missing', n: 1, total: 4 },
    { kind: 'command-timeout', limitMs: 60_000 },
  ];
  const texts = [es, en]
    .flatMap((t) => failures.map((failure) => describeRestartFailure(failure, t)))
    .flatMap(({ why, next }) => [why, next]);
  expect(texts.filter((text) => text === '' || /[{}–]/.test(text))).toEqual([]);
  expect(new Set(texts).size).toBe(texts.length);
});

describe('recoveries', () => {
  const values: RecoveryValues = {
    tookMs: 7 * 60_000,
    fromAt: at('03:01'),
    toAt: at('03:08'),
    repairedBy: 'watchdog',
    restartMs: null,
    startSeen: true,
    attention: false,
  };
  test.each([
    [{}, 'La caída duró 7 min (3:01–3:08).\nLo levantó el vigilante del servidor.'],
    [
      { repairedBy: 'administrator', restartMs: 41_000 } as const,
      'La caída duró 7 min (3:01–3:08).\nLo arregló usted: su reinicio tardó 41 s.',
    ],
    [{ repairedBy: 'administrator' } as const, 'La caída duró 7 min (3:01–3:08).\nAlguien lo arregló en el servidor.'],
    [{ repairedBy: 'itself' } as const, 'La caída duró 7 min (3:01–3:08).\nSe arregló por su cuenta.'],
    [{ repairedBy: 'boot' } as const, 'La caída duró 7 min (3:01–3:08).\nVolvió al encender el servidor.'],
    [{ repairedBy: 'unknown' } as const, 'La caída duró 7 min (3:01–3:08).\nNo se sabe quién lo arregló.'],
    [{ startSeen: false }, 'La caída duró al menos 7 min (hasta las 3:08).\nEl comienzo no se vio.'],
    [{ endSeen: false }, 'La caída duró como máximo 7 min (desde las 3:01).\nEl final no se vio.'],
    // Neither at least nor at most: it may have begun earlier and ended earlier.
    [
      { startSeen: false, endSeen: false },
      'Hubo una caída, vista desde las 3:01.\nNo se vio ni el comienzo ni el final.',
    ],
    [{ attention: true }, 'Asunto resuelto después de 7 min.\nEl portal no dejó de funcionar.'],
    [{ attention: true, portalStopped: true }, 'Asunto resuelto después de 7 min.'],
    [{ blind: true }, 'Sin datos durante 7 min (3:01–3:08).\nAl volver, todo estaba bien.'],
  ])('%j', (change, expected) => {
    expect(plain(describeRecovery({ ...values, ...change }, es))).toBe(expected);
  });
});
