import { describe, expect, test } from 'vitest';
import { explainException, explainLine } from '../../../src/core/logs/explain';
import { logSources, type LogSource } from '../../../src/core/logs/types';
import { describeExplanation } from '../../../src/shared/describe-log';
import { createTranslator } from '../../../src/shared/i18n';
import { recorded } from './recorded';

const own = (text: string) => `[2026-11-24 05:41:58 -0500] [7] [ERROR] ${text}`;
const nginx = (text: string) => `2026/11/24 05:15:01 [error] 94#94: *17 ${text}`;
const unit = (text: string) => `2026-11-24T05:15:01.123456-0500 portal systemd[1]: dashboard-mme.service: ${text}`;

test.each<readonly [LogSource, string, string]>([
  ['api-error', own('WORKER TIMEOUT (pid:9)'), 'worker-timeout'],
  ['api-error', own('Worker (pid:9) was sent SIGKILL! Perhaps out of memory?'), 'worker-killed'],
  ['api-error', own('Worker with pid 9 was terminated due to signal 9'), 'worker-killed'],
  ['api-error', own('Application startup failed. Exiting.'), 'startup-failed'],
  ['api-error', 'ERROR:    Application startup failed. Exiting.', 'startup-failed'],
  [
    'api-error',
    'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) could not connect to server: Connection refused',
    'database-refused',
  ],
  ['api-error', "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5432)", 'database-refused'],
  ['api-error', 'psycopg2.OperationalError: FATAL:  remaining connection slots are reserved', 'database-full'],
  ['api-error', '    | psycopg2.errors.DeadlockDetected: deadlock detected', 'query-cancelled'],
  ['nginx-error', nginx('write() to "/var/log/nginx/access.log" failed (28: No space left on device)'), 'disk-full'],
  ['dashboard', unit("Failed with result 'oom-kill'."), 'out-of-memory'],
  ['dashboard', unit('A process of this unit has been killed by the OOM killer.'), 'out-of-memory'],
  ['dashboard', unit("Failed with result 'start-limit-hit'."), 'unit-given-up'],
  ['api-monitor', 'monitor_api.sh: line 8: echo: write error: No space left on device', 'disk-full'],
])('%s: %s → %s', (source, text, id) => {
  expect(explainLine(source, text)).toBe(id);
});

test('what the recordings hold is explained', () => {
  const found = logSources.map((source) => [
    source,
    [...new Set(recorded(source).map(({ text }) => explainLine(source, text)))].filter((id) => id !== null).sort(),
  ]);
  expect(Object.fromEntries(found)).toMatchInlineSnapshot(`
    {
      "api-access": [],
      "api-error": [
        "cannot-start",
        "code-error",
        "database-cut",
        "database-full",
        "database-password",
        "database-starting",
        "disk-full",
        "module-missing",
        "port-taken",
        "query-cancelled",
        "relation-missing",
        "worker-killed",
        "worker-replaced",
        "worker-timeout",
      ],
      "api-monitor": [],
      "dashboard": [
        "cannot-start",
        "code-error",
        "module-missing",
        "unit-failed",
        "unit-given-up",
        "unit-restarted",
        "worker-replaced",
      ],
      "nginx-error": [
        "upstream-closed",
        "upstream-refused",
        "upstream-timeout",
      ],
    }
  `);
});

describe('a visitor explains nothing', () => {
  const words = [
    'WORKER TIMEOUT (pid:9)',
    'connect() failed (111: Connection refused) while connecting to upstream',
    'No space left on device',
    'psycopg2.OperationalError: FATAL:  sorry, too many clients already',
    'Traceback (most recent call last):',
    "dashboard-mme.service: Failed with result 'oom-kill'.",
  ];
  test.each(words)('with an address or a browser named %s', (word) => {
    const lines: readonly (readonly [LogSource, string])[] = [
      ['api-access', `10.0.0.9 - - [24/Nov/2026:05:09:31 -0500] "GET /${word} HTTP/1.1" 200 5 "-" "${word}"`],
      ['api-access', word],
      ['api-error', `INFO:     10.0.0.9:5 - "GET /${word} HTTP/1.1" 200 OK`],
      ['api-error', own(`Invalid request from ip=10.0.0.9: ${word}`)],
      ['api-error', `ValueError: ${word}`],
      [
        'nginx-error',
        nginx(
          `open() "/usr/share/nginx/html/${word}" failed (2: No such file or directory), client: 10.0.0.9, request: "GET /${word} HTTP/1.1"`,
        ),
      ],
      ['nginx-error', nginx(`open() "/x" failed (28: No space left on device)" failed (2: No such file), client: 1`)],
      [
        'dashboard',
        `2026-11-24T05:15:01.1-0500 portal gunicorn[7]: 10.0.0.9 - - [24/Nov/2026:05:09:31 -0500] "GET /${word} HTTP/1.1" 200 5`,
      ],
    ];
    expect(lines.map(([source, text]) => explainLine(source, text))).toEqual(lines.map(() => null));
  });

  test('words that only systemd may say count only from systemd', () => {
    const forged = unit("Failed with result 'oom-kill'.").replace('systemd[1]', 'gunicorn[7]');
    expect(explainLine('dashboard', forged)).toBeNull();
  });
});

test('a folded traceback is explained by its exception', () => {
  expect(explainException('psycopg2.errors.UndefinedTable: relation "x" does not exist')).toBe('relation-missing');
  expect(explainException("KeyError: 'x'")).toBeNull();
});

test('the sentences name what the log is of, in both languages', () => {
  expect(
    (['api-error', 'dashboard'] as const).flatMap((source) =>
      (['es', 'en'] as const).map((language) => {
        const t = createTranslator({ language, timeZone: 'America/Bogota', now: () => 0, address: 'tranquila' });
        return Object.values(describeExplanation('cannot-start', source, t)).join(' → ');
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "La API no pudo arrancar: hay un error en su código o configuración. → La API no funciona; reiniciar no ayuda.",
      "The API could not start: an error in its code or settings. → The API is down; restarting does not help.",
      "El tablero no pudo arrancar: hay un error en su código o configuración. → El tablero no funciona; reiniciar no ayuda.",
      "The dashboard could not start: an error in its code or settings. → The dashboard is down; restarting does not help.",
    ]
  `);
});
