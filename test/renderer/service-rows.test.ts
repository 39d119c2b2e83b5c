import { describe, expect, test } from 'vitest';
import type { ServerSnapshot } from '../../src/core/snapshot-types';
import type { RowsInput } from '../../src/renderer/services/row';
import { serviceRows } from '../../src/renderer/services/service-rows';
import { createWords } from '../../src/renderer/words';
import { spoken as spokenEn } from '../../src/renderer/texts/spoken-en';
import { spoken as spokenEs } from '../../src/renderer/texts/spoken-es';
import { buildServicesView } from '../../src/shared/history/services-view';
import { createEmptyReader, createSampleReader, sampleIntervalMs, sampleNow } from '../support/history-sample';
import { fixtureContext, fixtureNow, fixtures } from '../support/renderer/fixtures';

const es = createWords(spokenEs, fixtureContext, () => fixtureNow);
const en = createWords(spokenEn, { ...fixtureContext, language: 'en' }, () => fixtureNow);
const view = (reader: Parameters<typeof buildServicesView>[0]['reader']) =>
  buildServicesView({ reader, serverId: 'portal-mme', now: sampleNow, intervalMs: sampleIntervalMs });
const history = view(createSampleReader());

function of(name: string, change: Partial<ServerSnapshot> = {}): ServerSnapshot {
  const server = fixtures[name]?.snapshot.servers[0];
  if (server === undefined) throw new Error(name);
  return { ...server, ...change };
}

/** status · value · second */
function rows(server: ServerSnapshot, seen: RowsInput['history'] = history, t = es): Readonly<Record<string, string>> {
  return Object.fromEntries(
    serviceRows({ server, history: seen, t }).map(({ id, status, value, raw, second }) => [
      id,
      [status, value, raw, second]
        .filter((one) => one !== null)
        .join(' | ')
        .replaceAll('\u00a0', ' '),
    ]),
  );
}

describe('a calm server', () => {
  test('in Spanish', () => {
    expect(rows(of('services-calm'))).toEqual({
      api: 'calm | 182 ms · 4 de 4 procesos | En menos de 5 min: cumplido 2 de 3',
      dashboard: 'calm | 182 ms | Sin promesa: nadie lo levanta solo',
      nginx: 'calm | en marcha | Arranca solo con el servidor',
      postgresql: 'calm | acepta conexiones | Sin promesa: hay que repararlo',
      certificate: 'calm | vence el 14 feb. 2027 | Quedan 82 días',
      'disk:/': 'calm | 61 % usado · quedan 78 GB',
      memory: 'calm | 61 % libre | Lo que más usa: postgres, 3,1 GB',
      ssh: 'calm | 88 ms | Puede entrar en una emergencia',
      watchdog: 'calm | último renglón hace 3 min | Levantó la API 2 veces en 29 días',
      autostart: 'calm | 5 de 5 en orden | La última vez, en pie en 1 min 49 s',
    });
  });

  test('in English, with no word of the other language', () => {
    const all = Object.values(rows(of('services-calm'), history, en)).join('\n');
    expect(all).toContain('In under 5 min: kept 2 of 3');
    expect(all).not.toMatch(/ de | días|queda/);
  });

  test('says of a watchdog that never had to that it had not', () => {
    expect(rows(of('services-calm'), { ...history, watchdogRepairs: 0 })['watchdog']).toMatch(
      /No ha tenido que levantar la API en 29 días$/,
    );
  });

  test('claims nothing of a history that has not answered, or that is empty', () => {
    const later = rows(of('services-calm'), 'later');
    expect([later['api'], later['watchdog'], later['autostart']]).toEqual([
      'calm | 182 ms · 4 de 4 procesos | …',
      'calm | último renglón hace 3 min | …',
      'calm | 5 de 5 en orden | …',
    ]);
    const none = rows(of('services-calm'), view(createEmptyReader()));
    expect([none['api'], none['watchdog'], none['autostart']]).toEqual([
      'calm | 182 ms · 4 de 4 procesos | En menos de 5 min: aún no pasó',
      'calm | último renglón hace 3 min',
      'calm | 5 de 5 en orden | En pie en unos 2 min: aún no pasó',
    ]);
  });
});

test('without data every row stands, and says nothing of before', () => {
  for (const name of ['services-offline', 'services-first', 'answer-old']) {
    const seen = rows(of(name));
    expect(Object.keys(seen)).toEqual(Object.keys(rows(of('services-calm'))));
    expect(new Set(Object.values(seen))).toEqual(new Set(['no-data']));
  }
});

describe('where something is wrong', () => {
  test('a stopped database is told in our words with the server’s beside them, and explains the API', () => {
    const seen = rows(of('services-down'));
    expect([seen['api'], seen['postgresql']]).toEqual([
      'down | error 500 en 31 ms | Lo explica: PostgreSQL está detenido',
      'down | detenido | inactive (dead) | Sin promesa: hay que repararlo',
    ]);
  });

  test('an API without processes says so beside its answer', () => {
    expect(rows(of('answer-down-api'))['api']).toMatch(/^down \| error 500 en 31 ms · ningún proceso/);
  });

  test('a unit that systemd gave up on is told by that, not by the error page that follows from it', () => {
    expect(rows(of('services-given-up'))['dashboard']).toBe(
      'down | el sistema dejó de intentarlo | failed (failed, start-limit-hit) | Sin promesa: nadie lo levanta solo',
    );
  });

  test('a disk that fills says when, and a watchdog that is out of action puts the promise of the API at risk', () => {
    const seen = rows(of('services-attention'));
    expect([seen['disk:/'], seen['api']]).toEqual([
      'attention | 91 % usado · quedan 18 GB | A este ritmo se llena el jueves',
      'calm | 182 ms · 4 de 4 procesos | En riesgo: nadie la levantaría hoy',
    ]);
    expect(seen['watchdog']).toMatch(/^attention/);
  });

  test('a finding that holds its lower threshold marks the row, though the check is well again', () => {
    const full = of('services-attention');
    const well = { ...full, checks: full.checks.map((one) => ({ ...one, level: 'ok' as const })) };
    expect(rows(well)['disk:/']).toMatch(/^attention/);
  });

  test('what she switched off is not watched by her choice, with or without data; what harms stands there all the same', () => {
    const calm = of('services-calm', { off: ['disk', 'certificate'] });
    const unwatched = 'no-data | sin vigilar | Por decisión suya';
    for (const one of [calm, { ...calm, status: 'no-data' as const }])
      expect([rows(one)['disk:/'], rows(one)['certificate']]).toEqual([unwatched, unwatched]);
    expect(rows(of('services-attention', { off: ['disk'] }))['disk:/']).toMatch(/^attention \| 91 % usado/);
  });

  test('an expired certificate is down, as the answer says it, and one that browsers reject says that', () => {
    const server = of('services-calm');
    const { observation, diagnosis } = server;
    if (observation?.portal.certificate == null || diagnosis === null) throw new Error('no certificate');
    const shown = (part: object, cause: 'certificate-expired' | 'certificate-invalid') =>
      rows({
        ...server,
        observation: {
          ...observation,
          portal: { ...observation.portal, certificate: { ...observation.portal.certificate, ...part } as never },
        },
        diagnosis: {
          ...diagnosis,
          primary: {
            cause,
            status: 'down',
            confidence: 'certain',
            variant: null,
            values: {},
            evidence: [],
            explainedBy: null,
            restart: { kind: 'does-not-help' },
          },
        },
      })['certificate'];
    expect(shown({ validToAt: fixtureNow - 3_600_000, problem: { kind: 'expired' } }, 'certificate-expired')).toBe(
      'down | venció el 24 nov. 2026',
    );
    expect(shown({ problem: { kind: 'self-signed' } }, 'certificate-invalid')).toBe(
      'down | los navegadores lo rechazan | self-signed | Quedan 82 días',
    );
  });

  test('each disk has its row, and one that was not read is not well', () => {
    const server = of('services-calm', { mounts: ['/', '/var'] });
    expect(rows(server)['disk:/var']).toBe('no-data | no se pudo leer');
  });

  test('what does not start with the machine is named', () => {
    const server = of('services-calm');
    const { machine } = server;
    if (machine === null) throw new Error('no machine');
    const autostart = machine.autostart.map((one) =>
      one.part === 'nginx' ? { ...one, starts: false } : one.part === 'cron' ? { ...one, starts: null } : one,
    );
    expect(rows({ ...server, machine: { ...machine, autostart } })['autostart']).toMatch(/3 de 4; falta nginx/);
  });

  test('a login that failed says so and promises no emergency exit', () => {
    const server = of('services-calm');
    const { observation } = server;
    if (observation === null) throw new Error('not observed');
    const ssh = { kind: 'failed', error: 'refused', ms: 12 } as const;
    expect(rows({ ...server, observation: { ...observation, ssh } })['ssh']).toMatch(/no se puede entrar \| refused$/);
  });
});
