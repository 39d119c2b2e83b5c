import { describe, expect, test } from 'vitest';
import type { ServerSnapshot } from '../../../src/core/snapshot-types';
import { logReport } from '../../../src/renderer/logs/log-report';
import { createWords } from '../../../src/renderer/words';
import { spoken } from '../../../src/renderer/texts/spoken-es';
import { fixtureContext, fixtureNow, fixtures } from '../../support/renderer/fixtures';

const t = createWords(spoken, fixtureContext, () => fixtureNow);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const down = fixtures['logs-choose']?.snapshot.servers[0] as ServerSnapshot;
const calm = fixtures['logs-calm']?.snapshot.servers[0] as ServerSnapshot;
const about = { t, sources: ['api-error', 'nginx-error'], now: fixtureNow, isDrill: false, lines: 'one\ntwo' } as const;

describe('the report that goes to whoever can mend it', () => {
  test('says of which server, when, what was wrong and what proves it, then the lines', () => {
    const [title, now, ...rest] = plain(logReport({ ...about, server: down })).split('\n');
    expect(title).toBe('Informe de Portal Energético, 24 de noviembre de 2026, 10:44:31');
    expect(now).toBe('Ahora: La API falla porque PostgreSQL está detenido desde las 10:42.');
    expect(rest.slice(-5)).toEqual([
      'Renglones de: API errores y nginx.',
      'Se ocultaron contraseñas y códigos.',
      '',
      'one',
      'two',
    ]);
    expect(rest.length).toBeGreaterThan(5);
  });

  test('of a server that is well has no proof to list', () => {
    expect(
      plain(logReport({ ...about, server: calm }))
        .split('\n')
        .slice(1, 3),
    ).toEqual(['Ahora: El portal responde y todo lo que lo sostiene está bien.', 'Renglones de: API errores y nginx.']);
  });

  test('of a drill says that it is one', () => {
    expect(logReport({ ...about, server: down, isDrill: true })).toContain('SIMULACRO');
    expect(logReport({ ...about, server: down })).not.toContain('SIMULACRO');
  });
});
