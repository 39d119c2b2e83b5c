import { describe, expect, test } from 'vitest';
import { readWatchdogRestarts, watchdogWords } from '../../src/core/watchdog-acts';

const clock = { offsetMs: 0, zoneMinutes: -300 };
const at = (time: string) => Date.parse(`2026-11-24T${time}-05:00`);
/** What grep lets through. */
const read = (...lines: readonly string[]) =>
  readWatchdogRestarts(
    lines.filter((line) => new RegExp(watchdogWords, 'i').test(line)),
    clock,
  );

describe('a restart is told once, by when it began', () => {
  test.each([
    [
      'the portal’s own script',
      [
        '[2026-11-24 05:15:01] ALERTA: API no responde (HTTP 000). Reiniciando...',
        'La API no estaba en ejecución',
        'API iniciada (PID 4711)',
        '[2026-11-24 05:15:06] RECUPERADA: API reiniciada',
      ],
    ],
    ['in English', ['2026-11-24 05:15:01 API is DOWN, restarting', '2026-11-24 05:15:04 API started (pid 4711)']],
    ['by its script’s name', ['24/11/2026 05:15:01 caída: ejecutando start_api_daemon.sh']],
    ['in other words', ['2026-11-24T05:15:01-05:00 la API no contesta, se levanta de nuevo']],
  ])('%s', (_, lines) => {
    expect(read('[2026-11-24 05:10:01] OK: API responde (HTTP 200)', ...lines)).toEqual([at('05:15:01')]);
  });
});

test.each([
  ['all well', '[2026-11-24 05:15:01] OK: API responde (HTTP 200)'],
  ['a look that begins', '2026-11-24 05:15:01 Starting API health check'],
  ['the same in Spanish', '2026-11-24 05:15:01 Iniciando verificación de la API'],
  ['nothing to do', '2026-11-24 05:15:01 API running, no restart needed'],
  ['nothing to do in Spanish', '2026-11-24 05:15:01 API activa, no es necesario reiniciar'],
  ['no stamp', 'API reiniciada'],
])('%s is no restart', (_, line) => {
  expect(read(line)).toEqual([]);
});

test('one that failed is none, the one after it is', () => {
  expect(
    read(
      '[2026-11-24 05:15:01] ALERTA: API no responde (HTTP 000). Reiniciando...',
      '[2026-11-24 05:15:35] ERROR: no se pudo reiniciar la API',
      '[2026-11-24 05:20:01] ALERTA: API no responde (HTTP 000). Reiniciando...',
      '[2026-11-24 05:20:06] RECUPERADA: API reiniciada',
    ),
  ).toEqual([at('05:20:01')]);
});
