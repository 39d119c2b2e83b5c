import { expect, test } from 'vitest';
import type { LogExplanationId } from '../../src/core/logs/explain';
import {
  databasePatterns,
  gunicornPatterns,
  nginxPatterns,
  systemdPatterns,
  systemPatterns,
} from '../../src/core/logs/explain-patterns';
import { describeExplanation, describeLogFailure } from '../../src/shared/describe-log';
import { createTranslator } from '../../src/shared/i18n';
import { es } from '../../src/shared/i18n/es';

const translators = (['es', 'en'] as const).map((language) =>
  createTranslator({ language, timeZone: 'America/Bogota', now: () => 0, address: 'tranquila' }),
);
const ids = [...databasePatterns, ...gunicornPatterns, ...nginxPatterns, ...systemdPatterns, ...systemPatterns].map(
  ([id]) => id,
);

test('every line that is explained has its two sentences, and every sentence its pattern', () => {
  const silent = ids.filter((id) =>
    translators.some((t) =>
      (['api-error', 'dashboard'] as const).some((source) => {
        const { says, users } = describeExplanation(id, source, t);
        return says === '' || users === '';
      }),
    ),
  );
  const written = Object.keys(es).flatMap((key) => /^logs\.explain\.([a-z-]+)$/.exec(key)?.[1] ?? []);
  expect([silent, written.filter((id) => !ids.includes(id as LogExplanationId))]).toEqual([[], []]);
});

test('why a log cannot be read, with what helps', () => {
  const place = { host: 'portal.example.org', user: 'ana' };
  const [t] = translators;
  if (t === undefined) throw new Error('no translator');
  const say = (
    ...[error, source]: [Parameters<typeof describeLogFailure>[0], Parameters<typeof describeLogFailure>[1]]
  ) => describeLogFailure(error, source, place, t);
  expect([
    say({ kind: 'permission' }, 'nginx-error'),
    say({ kind: 'permission' }, 'dashboard'),
    say({ kind: 'permission' }, 'api-error'),
    say({ kind: 'file-missing' }, 'api-error'),
    say({ kind: 'drill' }, 'api-error'),
    say({ kind: 'bad-pattern', detail: '(?=' }, 'api-error'),
    say({ kind: 'too-slow' }, 'api-error'),
    say({ kind: 'disconnected' }, 'api-error'),
  ]).toMatchInlineSnapshot(`
    [
      "Su cuenta no puede leer los registros de nginx. Pida a quien administra el servidor: \`sudo usermod -aG adm ana\`; vale desde la próxima conexión.",
      "Su cuenta no puede leer el registro del sistema. Pida a quien administra el servidor: \`sudo usermod -aG systemd-journal ana\`; vale desde la próxima conexión.",
      "Falta el permiso de lectura. Pídalo a quien administra el servidor.",
      "No existe en el servidor. Confirme la ruta; si es correcta, se creará al primer renglón.",
      "En un simulacro no se leen los registros del servidor.",
      "El servidor no entiende esa expresión: (?=.",
      "La búsqueda tardó demasiado y se detuvo. Busque un texto más sencillo.",
      "La conexión con el servidor se cortó. Espere la próxima revisión; si se repite, revise su red y avise a quien administra el servidor.",
    ]
  `);
});
