/** What the server's logs say in the states of their view. */
import { logSources, type LogFailure } from '../../../src/core/logs/types';
import type { LogPush, LogSourceId } from '../../../src/shared/ipc';

const traceback = (second: string): readonly string[] => [
  `[2026-11-24 10:${second} -0500] [1204] [ERROR] Exception in ASGI application`,
  'Traceback (most recent call last):',
  '  File "/home/admonctrlxm/server/api/venv/lib/python3.11/site-packages/uvicorn/protocols/http/h11_impl.py", line 408, in run_asgi',
  '    result = await app(self.scope, self.receive, self.send)',
  '  File "/home/admonctrlxm/server/api/main.py", line 212, in get_db',
  '    connection = pool.connect()',
  'psycopg2.OperationalError: connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
];

const lines: Readonly<Record<LogSourceId, readonly string[]>> = {
  'api-error': [
    '[2026-11-24 10:41:43 -0500] [1201] [INFO] Handling signal: ttou',
    ...traceback('42:09'),
    ...traceback('42:41'),
    '[2026-11-24 10:43:52 -0500] [1201] [CRITICAL] WORKER TIMEOUT (pid:1206)',
    '[2026-11-24 10:43:53 -0500] [9088] [INFO] Booting worker with pid: 9088',
    ...traceback('44:31'),
  ],
  'api-access': [
    ...['41:58', '42:01', '42:02', '42:04'].map(
      (at) =>
        `192.0.2.8 - - [24/Nov/2026:10:${at} -0500] "GET /api/generacion/diaria?desde=2026-11-01 HTTP/1.1" 200 18123 "-" "Mozilla/5.0"`,
    ),
    // Vigía's own look.
    '192.0.2.90 - - [24/Nov/2026:10:42:05 -0500] "GET /api/ HTTP/1.1" 500 29 "-" "Vigia/0.1"',
    ...['42:09', '42:11', '42:31', '44:02', '44:31', '44:35', '44:36'].map(
      (at) => `192.0.2.8 - - [24/Nov/2026:10:${at} -0500] "GET /api/demanda/horaria HTTP/1.1" 500 29 "-" "Mozilla/5.0"`,
    ),
  ],
  'api-monitor': ['[2026-11-24 10:40:01] API OK (200) 0.18s', '[2026-11-24 10:45:01] API no responde (500)'],
  dashboard: [
    '2026-11-24T10:42:07.902113-0500 portal streamlit[871]: WARNING could not receive data from server: Connection reset by peer',
    '2026-11-24T10:43:20.551870-0500 portal streamlit[871]: \u001b[33mWARNING\u001b[0m retrying in 30 s (3/10)',
    '2026-11-24T10:44:38.004211-0500 portal streamlit[871]: DEBUG \u001b]0;título\u0007 <b>heartbeat</b> \u202egpj.exe',
  ],
  'nginx-error': [
    '2026/11/24 10:44:33 [error] 733#733: *4711 upstream prematurely closed connection while reading response header from upstream, client: 192.0.2.8, server: portal.example.org, request: "GET /api/ HTTP/1.1", upstream: "http://127.0.0.1:8000/api/", host: "portal.example.org"',
  ],
};

const clock: LogPush = { kind: 'log-clock', stream: 1, offsetMs: 3100, utcOffsetMinutes: -300 };

function read(source: LogSourceId, batch: number, own: readonly string[] = lines[source]): readonly LogPush[] {
  return [
    ...(own.length === 0
      ? []
      : [{ kind: 'log-lines', stream: 1, source, batch, lines: own, dropped: 0 } satisfies LogPush]),
    { kind: 'log-read', stream: 1, source, isCut: false, unreadFiles: 0, isUntimed: false, beginsAt: null },
    { kind: 'log-end', stream: 1, source, error: null },
  ];
}

const ended = (source: LogSourceId, error: LogFailure): LogPush => ({ kind: 'log-end', stream: 1, source, error });

/** All sources, read to their end. */
export const readLogs: readonly LogPush[] = [clock, ...logSources.flatMap((source, index) => read(source, index + 1))];

/** They begin after the time that is asked for, and there was more of it than is sent. */
export const olderLogs: readonly LogPush[] = readLogs.map((push) =>
  push.kind === 'log-read' && (push.source === 'api-access' || push.source === 'api-error')
    ? { ...push, isCut: push.source === 'api-access', beginsAt: Date.UTC(2026, 10, 24, 15, 41, 43) }
    : push,
);

/** Nobody may read two of them. */
export const forbiddenLogs: readonly LogPush[] = [
  clock,
  ...read('api-error', 1),
  ...read('api-access', 2),
  ended('api-monitor', { kind: 'file-missing' }),
  ended('dashboard', { kind: 'permission' }),
  ended('nginx-error', { kind: 'permission' }),
];

export const missingLogs: readonly LogPush[] = logSources.map((source) => ended(source, { kind: 'file-missing' }));
export const emptyLogs: readonly LogPush[] = [clock, ...logSources.flatMap((source, index) => read(source, index, []))];
export const calmLogs: readonly LogPush[] = [
  clock,
  ...logSources.flatMap((source, index) => read(source, index + 1, source === 'api-access' ? calmLines() : [])),
];
/** Read, and then the connection broke. */
export const lostLogs: readonly LogPush[] = [
  ...readLogs.filter(({ kind }) => kind !== 'log-end'),
  ...logSources.map((source) => ended(source, { kind: 'disconnected' })),
];
export const offlineLogs: readonly LogPush[] = logSources.map((source) =>
  ended(source, { kind: 'no-route', host: 'portal.example.org', port: 22 }),
);
export const drillLogs: readonly LogPush[] = logSources.map((source) => ended(source, { kind: 'drill' }));

function calmLines(): readonly string[] {
  return Array.from({ length: 300 }, (_, index) => {
    const at = `${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
    return `192.0.2.8 - - [24/Nov/2026:10:${at} -0500] "GET /api/generacion/diaria HTTP/1.1" 200 18123 "-" "Mozilla/5.0"`;
  });
}
