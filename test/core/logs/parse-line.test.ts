import { describe, expect, test } from 'vitest';
import { parseLogLine } from '../../../src/core/logs/parse-line';
import { logSources, type LogSource } from '../../../src/core/logs/types';
import { bogota, recorded } from './recorded';

function read(source: LogSource, text: string) {
  const { at, level, bodyFrom, continues } = parseLogLine(source, text, bogota);
  return [at === null ? null : new Date(at).toISOString(), level, text.slice(bodyFrom), continues];
}

describe('the forms of each source', () => {
  test.each<readonly [LogSource, string, readonly unknown[]]>([
    [
      'api-error',
      '[2026-11-24 05:41:58 -0500] [7761] [INFO] Handling signal: term',
      ['2026-11-24T10:41:58.000Z', 'info', 'Handling signal: term', false],
    ],
    [
      'api-error',
      '[2026-11-24 05:41:58 +0000] [7761] [CRITICAL] WORKER TIMEOUT (pid:7)',
      ['2026-11-24T05:41:58.000Z', 'error', 'WORKER TIMEOUT (pid:7)', false],
    ],
    [
      'api-error',
      '2026-11-24 05:41:58,123 - app.main - WARNING - lento',
      ['2026-11-24T10:41:58.123Z', 'warning', 'lento', false],
    ],
    ['api-error', '2026-11-24T05:41:58Z ERROR app: no', ['2026-11-24T05:41:58.000Z', 'error', 'app: no', false]],
    ['api-error', 'ERROR:    Exception in ASGI application', [null, 'error', 'Exception in ASGI application', false]],
    ['api-error', 'WARNING:root:cuidado', [null, 'warning', 'cuidado', false]],
    [
      'api-error',
      'INFO:     10.0.0.9:5 - "GET /?ERROR HTTP/1.1" 200 OK',
      [null, 'info', '10.0.0.9:5 - "GET /?ERROR HTTP/1.1" 200 OK', false],
    ],
    ['api-error', '  File "main.py", line 3, in error', [null, 'none', '  File "main.py", line 3, in error', true]],
    ['api-error', "KeyError: 'x'", [null, 'error', "KeyError: 'x'", true]],
    [
      'api-access',
      '10.0.0.9 - - [24/Nov/2026:05:09:31 -0500] "GET /api/ HTTP/1.1" 502 157 "-" "curl/8"',
      ['2026-11-24T10:09:31.000Z', 'error', '"GET /api/ HTTP/1.1" 502 157 "-" "curl/8"', false],
    ],
    ['api-access', '10.77.0.1:0 - "GET /api/x HTTP/1.0" 404', [null, 'warning', '"GET /api/x HTTP/1.0" 404', false]],
    [
      'api-monitor',
      '[2026-11-24 05:15:01] OK: API responde (HTTP 200)',
      ['2026-11-24T10:15:01.000Z', 'info', 'OK: API responde (HTTP 200)', false],
    ],
    [
      'api-monitor',
      'Tue Nov 24 05:15:01 -05 2026 ALERTA: API no responde',
      ['2026-11-24T10:15:01.000Z', 'error', 'Tue Nov 24 05:15:01 -05 2026 ALERTA: API no responde', false],
    ],
    ['api-monitor', 'API iniciada (PID 176)', [null, 'none', 'API iniciada (PID 176)', true]],
    [
      'nginx-error',
      '2026/11/24 05:15:01 [warn] 94#94: *17 an upstream response is buffered',
      ['2026-11-24T10:15:01.000Z', 'warning', 'an upstream response is buffered', false],
    ],
    [
      'nginx-error',
      '2026/11/24 05:15:01 [emerg] 1#1: bind() to',
      ['2026-11-24T10:15:01.000Z', 'error', 'bind() to', false],
    ],
    [
      'dashboard',
      '2026-11-24T05:15:01.123456-0500 portal systemd[1]: Started dashboard-mme.service.',
      ['2026-11-24T10:15:01.123Z', 'info', 'Started dashboard-mme.service.', false],
    ],
    [
      'dashboard',
      '2026-11-24T05:15:01.123456-05:00 portal gunicorn[7]: [2026-11-24 05:15:00 -0500] [7] [ERROR] Exception in worker process',
      ['2026-11-24T10:15:01.123Z', 'error', 'Exception in worker process', false],
    ],
    [
      'dashboard',
      '2026-11-24T05:15:01.123456-0500 portal gunicorn[7]:   File "app.py", line 1, in error',
      ['2026-11-24T10:15:01.123Z', 'none', '  File "app.py", line 1, in error', true],
    ],
    ['dashboard', '-- Boot 3f0a --', [null, 'none', '-- Boot 3f0a --', false]],
  ])('%s: %s', (source, text, expected) => {
    expect(read(source, text)).toEqual(expected);
  });
});

test.each([
  ['api-error', '[2026-13-24 05:41:58 -0500] [7761] [INFO] x'],
  ['api-error', '[2026-11-24 25:41:58 -0500] [7761] [INFO] x'],
  ['nginx-error', '2026/11/32 05:15:01 [error] 1#1: x'],
  ['dashboard', '2026-11-24T05:61:01.1-0500 portal systemd[1]: x'],
] as const)('what is no moment bears no date, and the line is shown as it is: %s', (source, text) => {
  const { at, bodyFrom } = parseLogLine(source, text, bogota);
  expect([at, bodyFrom]).toEqual([null, 0]);
});

describe('a visitor', () => {
  test('moves no stamp with his name or his address', () => {
    const line = String.raw`10.0.0.9 - x [01/Jan/2030:00:00:00 -0500] \" [24/Nov/2026:05:09:31 -0500] "GET /[02/Feb/2031:00:00:00 +0000] \" 500 HTTP/1.1" 200 5`;
    expect(read('api-access', line).slice(0, 2)).toEqual(['2026-11-24T10:09:31.000Z', 'info']);
  });

  test('makes no failure of a served request, nor the reverse', () => {
    expect(read('api-access', '10.0.0.9:5 - "GET /?" 500 HTTP/1.1" 200')[1]).toBe('info');
    expect(read('api-access', '10.0.0.9:5 - "GET /?" 200 OK HTTP/1.1" 500')[1]).toBe('error');
  });
});

test('every dated line of the recordings is dated, in the afternoon it was recorded', () => {
  const share = logSources.map((source) => {
    const lines = recorded(source);
    const dated = lines.filter(({ at }) => at !== null);
    const isThen = dated.every(
      ({ at }) => (at ?? 0) > Date.UTC(2026, 10, 29, 18, 14) && (at ?? 0) < Date.UTC(2026, 10, 29, 18, 20),
    );
    const whole = lines.every(({ at, continues }) => at !== null || continues);
    return [source, isThen, dated.length > 0, whole];
  });
  // uvicorn's workers write no time into the access log.
  expect(share).toEqual([
    ['api-monitor', true, true, true],
    ['api-error', true, true, true],
    ['api-access', true, false, false],
    ['dashboard', true, true, true],
    ['nginx-error', true, true, true],
  ]);
});
