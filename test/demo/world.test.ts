import { describe, expect, test } from 'vitest';
import { faultIds } from '../../src/demo/faults';
import { answerWeb } from '../../src/demo/web-answers';
import { apiCondition, createWorld, isOn } from '../../src/demo/world';
import type { World } from '../../src/demo/world';
import { setFault } from '../../src/demo/world-faults';
import { startApi, startDashboard, stopApi, stopDashboard } from '../../src/demo/world-services';
import { advance } from '../../src/demo/world-time';

const minuteMs = 60_000;
/** 10:02:00 on the server: two minutes after the watchdog, three before it. */
const start = Date.UTC(2026, 10, 24, 15, 2, 0);

function world(options: { watchdogRepairs?: boolean } = {}): World {
  return advance(createWorld(start, { watchdogRepairs: options.watchdogRepairs ?? true }), start);
}

function monitorTail(of: World, lines: number): readonly string[] {
  return of.logs.monitor.slice(-lines).map((line) => line.text);
}

function restartApi(of: World, at: number): World {
  return startApi(stopApi(of, at), at);
}

test('a portal that is well has a day of watchdog lines behind it and no error', () => {
  const well = world();
  expect(monitorTail(well, 1)).toEqual(['[2026-11-24 10:00:01] OK: API responde (HTTP 200)']);
  expect(well.logs.monitor).toHaveLength(288);
  expect(well.logs.error.filter((line) => /Traceback|ERROR/.test(line.text))).toEqual([]);
  expect(well.logs.access.at(-1)?.text).toMatch(/^10\.20\.4\.\d+:0 - "GET \/api\/\S* HTTP\/1\.0" 200$/);
});

describe('a restart of the API', () => {
  test.each(['api-down', 'api-hung', 'api-error', 'api-worker-missing'] as const)('mends %s', (fault) => {
    const broken = setFault(world(), fault, true, start);
    const mended = restartApi(broken, start + 1000);
    expect([...mended.faults.keys()]).toEqual([]);
    expect(apiCondition(mended)).toBe('well');
    expect(mended.api?.workers).toHaveLength(4);
  });

  test.each(['database-down', 'nginx-down', 'dashboard-down', 'disk-full'] as const)('does not mend %s', (fault) => {
    const broken = setFault(world(), fault, true, start);
    expect([...restartApi(broken, start + 1000).faults.keys()]).toEqual([fault]);
  });

  test('leaves other process numbers', () => {
    const before = world();
    const after = restartApi(before, start);
    expect(after.api?.master).not.toBe(before.api?.master);
    expect(after.logs.error.map((line) => line.text)).toContainEqual(
      `[2026-11-24 10:02:00 -0500] [${String(after.api?.master)}] [INFO] Starting gunicorn 20.1.0`,
    );
  });
});

test('a restart of the dashboard mends a stopped one and not one that cannot start', () => {
  const stopped = setFault(world(), 'dashboard-down', true, start);
  expect(stopped.dashboard).toBeNull();
  expect([...startDashboard(stopDashboard(stopped, start), start).faults.keys()]).toEqual([]);
  const failing = setFault(world(), 'dashboard-failing', true, start);
  const tried = startDashboard(stopDashboard(failing, start), start);
  expect([tried.dashboard, [...tried.faults.keys()]]).toEqual([null, ['dashboard-failing']]);
});

test.each(faultIds)('%s can be switched on and off again and leaves a portal that is well', (fault) => {
  const on = setFault(world(), fault, true, start);
  expect(isOn(on, fault)).toBe(true);
  const off = setFault(on, fault, false, start + 5000);
  expect([off.faults.size, apiCondition(off), off.api?.workers.length, off.dashboard?.workers.length]).toEqual([
    0,
    'well',
    4,
    2,
  ]);
  expect(setFault(off, fault, false, start + 6000)).toBe(off);
});

describe('the watchdog', () => {
  test('mends an API that has been down for a while, and says so', () => {
    const broken = setFault(world(), 'api-down', true, start);
    const early = advance(broken, start + 4 * minuteMs);
    expect(isOn(early, 'api-down')).toBe(true);
    expect(monitorTail(early, 3)).toEqual([
      '[2026-11-24 10:05:01] ALERTA: API no responde (HTTP 000). Reiniciando...',
      'Error: la API no respondió en 30 segundos',
      '[2026-11-24 10:05:01] ERROR: no se pudo reiniciar la API',
    ]);
    const later = advance(early, start + 9 * minuteMs);
    expect(isOn(later, 'api-down')).toBe(false);
    expect(monitorTail(later, 4)).toEqual([
      '[2026-11-24 10:10:01] ALERTA: API no responde (HTTP 000). Reiniciando...',
      'La API no estaba en ejecución',
      `API iniciada (PID ${String(later.api?.master)})`,
      '[2026-11-24 10:10:04] RECUPERADA: API reiniciada',
    ]);
  });

  test('mends nothing where it is told not to', () => {
    const broken = setFault(world({ watchdogRepairs: false }), 'api-down', true, start);
    expect(isOn(advance(broken, start + 60 * minuteMs), 'api-down')).toBe(true);
  });

  test('says nothing for more than two of its cycles while it is silent, also looking back', () => {
    const silent = advance(setFault(world(), 'watchdog-silent', true, start), start + 20 * minuteMs);
    expect(silent.at - (silent.logs.monitor.at(-1)?.at ?? 0)).toBeGreaterThan(40 * minuteMs);
    const mended = setFault(silent, 'watchdog-silent', false, silent.at);
    expect(monitorTail(mended, 1)).toEqual(['[2026-11-24 10:22:00] OK: API responde (HTTP 200)']);
  });
});

test('errors of the application leave tracebacks, and each names its cause', () => {
  const lastLineOf = (fault: 'api-error' | 'database-down'): readonly string[] =>
    advance(setFault(world(), fault, true, start), start + minuteMs).logs.error.map((line) => line.text);
  expect(lastLineOf('api-error')).toContain("KeyError: 'total'");
  expect(lastLineOf('database-down').join('\n')).toContain('psycopg2.OperationalError: connection to server');
});

test('nothing is written while the server is off, and it comes back with another boot', () => {
  const off = setFault(world(), 'server-off', true, start);
  const later = advance(off, start + 30 * minuteMs);
  expect(later.logs).toEqual(off.logs);
  const back = setFault(later, 'server-off', false, later.at);
  expect(back.boot).toEqual({ at: later.at, id: expect.not.stringMatching(off.boot.id) as string });
  expect(back.api?.startedAt).toBe(later.at);
});

test.each([
  ['api-down', '/api/', 502],
  ['api-error', '/api/', 500],
  ['database-down', '/api/', 500],
  ['database-down', '/', 200],
  ['dashboard-down', '/', 502],
  ['dashboard-failing', '/', 502],
  ['dashboard-down', '/api/', 200],
  ['disk-full', '/api/', 200],
] as const)('with %s the public address answers %s with %i', (fault, path, status) => {
  const { answer } = answerWeb(setFault(world(), fault, true, start), path, start);
  expect(answer.kind === 'answer' && answer.status).toBe(status);
});

test('after days of sleep the logs stay small', () => {
  const later = advance(world(), start + 14 * 24 * 3600_000);
  const { monitor, error, access, journal } = later.logs;
  for (const lines of [monitor, error, access, journal]) expect(lines.length).toBeLessThanOrEqual(2000);
});
