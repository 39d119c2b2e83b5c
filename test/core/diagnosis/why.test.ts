import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import type { RoundMemory } from '../../../src/core/diagnosis/memory';
import type { RemoteFacts } from '../../../src/core/remote-facts';
import { describeWhy } from '../../../src/shared/describe';
import { createTranslator } from '../../../src/shared/i18n';
import {
  gunicorn,
  local,
  minute,
  noAnswer,
  observation,
  probe,
  roundMemory,
  server,
  serverStamp,
  silent,
  someTime,
  unit,
  units,
  witnessDead,
  witnesses,
  witnessOk,
  type RoundParts,
} from '../../support/builders';

const hour = 60 * minute;
const t = createTranslator({ language: 'es', now: () => someTime, timeZone: 'America/Bogota', address: 'tranquila' });
const record = (at: number, text: string, level = 'INFO') => `[${serverStamp(at)}] [100] [${level}] ${text}`;
const log = (...tail: readonly string[]): RemoteFacts['errorLog'] => ({ readable: true, modifiedAt: null, tail });

/** The lines as she reads them; every one must have a text. */
function lines(parts: RoundParts, memory: RoundMemory | null = roundMemory()): readonly (string | null)[] {
  const seen = observation({ ...parts, facts: { clockOffsetMs: 0, ...parts.facts } });
  const { why } = diagnose(seen, { server, earlier: new Set(), memory });
  return why.map((one) => describeWhy(one, server, t)?.replaceAll('\u00a0', ' ') ?? null);
}

const api502 = probe('/api/', { status: 502, body: 'not-read' });
const gone = { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7), listeningPorts: [22, 443] };
const apiGone = (facts: Partial<RemoteFacts>): RoundParts => ({ api: api502, facts: { ...gone, ...facts } });

test('nothing is said where all is well, nor without proof', () => {
  expect([lines({}), lines(apiGone({}))]).toEqual([[], []]);
});

describe('the API', () => {
  const order = record(someTime - 2 * minute, 'Handling signal: term');

  test('was stopped on order', () => {
    expect(lines(apiGone({ errorLog: log(order, record(someTime - minute, 'Shutting down: Master')) }))).toEqual([
      'Alguien detuvo la API por orden directa a las 10:40.',
    ]);
  });

  test.each([
    ['it started again since', { errorLog: log(order, record(someTime - minute, 'Starting gunicorn 20.1.0')) }],
    ['the watchdog did it', { errorLog: log(order), watchdog: watchdog(someTime - 2 * minute - 5000) }],
    ['the machine went down', { errorLog: log(order), bootAt: someTime - minute - 30_000, gunicorn: null }],
    [
      'it gave up by itself',
      { errorLog: log(record(someTime - minute, 'Shutting down: Master'), record(someTime - minute, 'Reason: X')) },
    ],
  ])('was not, where %s', (_, facts) => {
    expect(lines(apiGone(facts)).filter((line) => line?.includes('orden'))).toEqual([]);
  });

  function watchdog(...restarts: readonly number[]): RemoteFacts['watchdog'] {
    return { lastLineAt: someTime, fileModifiedAt: someTime, lastLine: '', readable: true, restarts };
  }

  test('could not start, after its files had changed', () => {
    const tail = [
      record(someTime - 3 * minute, 'Exception in worker process', 'ERROR'),
      'Traceback (most recent call last):',
      '  File "/srv/api/main.py", line 1, in <module>',
      "ModuleNotFoundError: No module named 'x'",
      record(someTime - 3 * minute, 'Reason: Worker failed to boot.'),
    ];
    expect(lines(apiGone({ errorLog: log(...tail), codeChangedAt: someTime - hour }))).toEqual([
      "La API falló al arrancar a las 10:39: «ModuleNotFoundError: No module named 'x'».",
      'Los archivos de la API cambiaron a las 9:42, poco antes del fallo.',
    ]);
  });

  test('found its port taken, by its own word or because somebody listens there', () => {
    const expected = ['Otro programa ocupa el puerto 8000 de la API.'];
    const said = log(record(someTime - minute, "Connection in use: ('127.0.0.1', 8000)", 'ERROR'));
    expect(lines(apiGone({ errorLog: said, listeningPorts: null }))).toEqual(expected);
    expect(lines(apiGone({ listeningPorts: [22, 8000] }))).toEqual(expected);
  });

  test('closed a worker for a slow request', () => {
    const errorLog = log(
      record(someTime - minute, 'WORKER TIMEOUT (pid:101)', 'CRITICAL'),
      record(someTime - minute, 'Worker (pid:101) was sent SIGKILL! Perhaps out of memory?', 'ERROR'),
    );
    const hung = { api: silent('/api/', 'response', 'timeout') };
    const with2min = { errorLog, localApi: noAnswer(28) };
    expect(lines({ ...hung, facts: with2min })).toEqual([
      'Una consulta tardó más de 2 min y la API cerró el proceso que la atendía.',
    ]);
    expect(lines({ ...hung, facts: { ...with2min, gunicorn: gunicorn({ requestLimitMs: null }) } })).toEqual([
      'Una consulta tardó demasiado y la API cerró el proceso que la atendía.',
    ]);
  });

  test('did not come back after the boot', () => {
    const bootAt = someTime - 8 * minute;
    expect(lines(apiGone({ bootAt }))).toEqual(['El servidor se reinició a las 10:34 y la API no arrancó.']);
    const before = roundMemory({ parts: { api: { wellAt: someTime - 9 * hour, failedAt: null } } });
    expect(lines(apiGone({ bootAt: someTime - 8 * hour }), before)).toHaveLength(1);
    const after = roundMemory({ parts: { api: { wellAt: someTime - hour, failedAt: null } } });
    expect(lines(apiGone({ bootAt: someTime - 8 * hour }), after)).toEqual([]);
  });

  test('may have said more in a log that is closed', () => {
    const logs = [{ path: server.errorLog, exists: true, readable: false, executable: false }];
    expect(lines(apiGone({ logs }))).toEqual([`Para saber más hace falta permiso para leer ${server.errorLog}.`]);
  });
});

describe('a unit', () => {
  const stopped = (change: Parameters<typeof unit>[1]) => ({
    portal: probe('/', { status: 502, body: 'not-read' }),
    facts: {
      localDashboard: noAnswer(7),
      units: units({
        'dashboard-mme.service': unit('dashboard-mme', {
          active: 'inactive',
          sub: 'dead',
          changedAt: someTime - 5 * minute,
          ...change,
        }),
      }),
    },
  });

  test('that ended well was told to stop', () => {
    const expected = ['Alguien detuvo el tablero por orden directa a las 10:37.'];
    expect([lines(stopped({})), lines(stopped({ exitStatus: 15 }))]).toEqual([expected, expected]);
  });

  test.each([
    ['ended badly', { result: 'exit-code', exitStatus: 1 }],
    ['had been restarted', { restarts: 2 }],
    ['says nothing of its end', { exitStatus: null }],
  ])('that %s was not', (_, change) => {
    expect(lines(stopped(change))).toEqual([]);
  });
});

test('memory names the part that lost a process', () => {
  const at = someTime - minute;
  const line = { at, text: 'kernel: Out of memory: Killed process 102 (gunicorn) total-vm:1kB' };
  expect(lines({ facts: { kernel: { readable: true, lines: [line], killsByGroup: {} } } })).toEqual([
    'El sistema cerró la API por falta de memoria a las 10:41.',
  ]);
});

describe('the network', () => {
  const nothing = { portal: silent('/', 'tcp', 'timeout'), api: silent('/api/', 'tcp', 'timeout') };
  const ssh = { kind: 'timeout', host: 'h', port: 22, limitMs: 1 } as const;

  test('of the laptop worked, and SSH would tell more', () => {
    expect(lines({ ...nothing, ssh, witnesses: witnesses([witnessOk, witnessDead]) })).toEqual([
      'Su computador sí tenía Internet: 1 sitio externo respondió al mismo tiempo.',
      'Para saber más hace falta entrar por SSH, y ahora no se puede.',
    ]);
  });

  test('of the laptop did not', () => {
    expect(lines({ ...nothing, ssh, witnesses: witnesses([witnessDead, witnessDead]) })).toEqual([
      'Su computador no tenía Internet: tampoco respondieron 2 sitios externos.',
    ]);
  });
});

test('an API error after a change', () => {
  const parts = { api: probe('/api/', { status: 500, body: 'not-read' }), facts: { localApi: local(500) } };
  expect(lines({ ...parts, facts: { ...parts.facts, codeChangedAt: someTime - hour } })).toHaveLength(1);
  expect(lines({ ...parts, facts: { ...parts.facts, codeChangedAt: someTime - 7 * hour } })).toEqual([]);
});
