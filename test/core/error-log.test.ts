import { expect, test } from 'vitest';
import { readErrorLog } from '../../src/core/error-log';
import { recordedFacts } from './recordings';

function read(...tail: readonly string[]) {
  return readErrorLog({ readable: true, modifiedAt: null, tail });
}

function recorded(name: string) {
  const log = recordedFacts(name).errorLog;
  if (log === null) throw new Error('no log');
  return readErrorLog(log);
}

const started = [
  '[2026-11-24 05:50:00 -0500] [9] [INFO] Starting gunicorn 20.1.0',
  '[2026-11-24 05:50:00 -0500] [9] [INFO] Listening at: http://127.0.0.1:8000 (9)',
];
const halted = [
  '[2026-11-24 05:41:56 -0500] [7765] [ERROR] Exception in worker process',
  'Traceback (most recent call last):',
  '  File "/home/admonctrlxm/server/api/main.py", line 3, in <module>',
  '    import requests',
  "ModuleNotFoundError: No module named 'requests'",
  '[2026-11-24 05:41:58 -0500] [7761] [INFO] Shutting down: Master',
  '[2026-11-24 05:41:58 -0500] [7761] [INFO] Reason: Worker failed to boot.',
];

test.each([
  ['code-syntax-error', 'SyntaxError: invalid syntax', '2026-11-24T10:41:58.000Z'],
  ['code-missing-module', "ModuleNotFoundError: No module named 'modulo_que_no_existe'", '2026-11-24T10:42:06.000Z'],
])('%s: gunicorn could not load the application', (name, error, at) => {
  const { bootFailure } = recorded(name);
  expect({ error: bootFailure?.error, at: new Date(bootFailure?.at ?? 0).toISOString() }).toEqual({ error, at });
});

test.each(['healthy', 'code-error', 'worker-replaced', 'api-stopped', 'postgresql-stopped-es-locale'])(
  '%s: no boot failure',
  (name) => {
    expect(recorded(name).bootFailure).toBeNull();
  },
);

test('a boot failure is over once a later start serves, or is under way', () => {
  expect(read(...halted).bootFailure).not.toBeNull();
  expect(read(...halted, ...started).bootFailure).toBeNull();
  expect(
    read(...halted, '[2026-11-24 05:50:01 -0500] [10] [INFO] Application startup complete.').bootFailure,
  ).toBeNull();
});

test('a master that ends before it has a worker is a failed start of gunicorn itself', () => {
  const crash = [
    '[2026-11-24 05:41:57 -0500] [126] [INFO] Starting gunicorn 20.1.0',
    'Traceback (most recent call last):',
    '  File "/usr/bin/gunicorn", line 33, in <module>',
    '    sys.exit(load_entry_point(…)())',
    '  File "/usr/lib/python3/dist-packages/gunicorn/app/wsgiapp.py", line 67, in run',
    '    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()',
    '  File "/usr/lib/python3/dist-packages/gunicorn/arbiter.py", line 137, in start',
    '    self.pidfile.create(self.pid)',
    '  File "/usr/lib/python3.11/tempfile.py", line 395, in _mkstemp_inner',
    '    fd = _os.open(file, flags, 0o600)',
    "PermissionError: [Errno 13] Permission denied: '/home/x/server/api/tmpb71'",
  ];
  const { bootFailure, tracebacks } = read(...crash);
  expect(bootFailure).toMatchObject({ of: 'gunicorn', error: expect.stringContaining('Permission denied') as string });
  expect(tracebacks.map(({ kind }) => kind)).toEqual(['boot']);
  expect(read(...crash, ...started).bootFailure).toBeNull();
});

test('a later start that fails as well is the one that counts', () => {
  const again = halted.map((line) => line.replace('05:41', '05:55').replace('requests', 'pandas'));
  expect(read(...halted, ...started, ...again).bootFailure?.error).toBe(
    "ModuleNotFoundError: No module named 'pandas'",
  );
});

test('"App failed to load" without a traceback is told by its own line', () => {
  expect(read('[2026-11-24 05:41:58 -0500] [7761] [INFO] Reason: App failed to load.').bootFailure?.error).toContain(
    'App failed to load',
  );
});

test.each([
  '[2026-11-24 05:41:58 -0500] [7761] [ERROR] Reason: Worker failed to boot.',
  "gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>",
])('gunicorn 21 and an exception that nothing caught say so as well: %s', (line) => {
  expect(read(line).bootFailure).not.toBeNull();
});

test.each([
  '[2026-11-24 05:41:58 -0500] [INFO] comment: Reason: Worker failed to boot',
  '[2026-11-24 05:41:58 -0500] [7761] [INFO] comment: Reason: Worker failed to boot.',
  "INFO: q=HaltServer '<Worker failed to boot.' 3>",
])('what a visitor typed is no failed start: %s', (line) => {
  expect(read(line).bootFailure).toBeNull();
  expect(read(...halted, line.replace(/(?:Reason|q=).*/, 'Application startup complete')).bootFailure).not.toBeNull();
});

test.each([
  ['postgresql-too-many-connections', 'too-many-connections'],
  ['postgresql-stopped-es-locale', 'refused'],
  ['postgresql-killed', 'refused'],
  ['postgresql-frozen', 'timeout'],
])('%s: the last trouble with the database', (name, kind) => {
  const { databaseError } = recorded(name);
  expect(databaseError?.kind).toBe(kind);
  expect(Math.abs((databaseError?.at ?? 0) - (recordedFacts(name).errorLog?.modifiedAt ?? 0))).toBeLessThan(10_000);
});

test.each([
  [
    'psycopg2.OperationalError: connection to server at "127.0.0.1", port 5432 failed: FATAL:  sorry, too many clients already',
    'too-many-connections',
  ],
  [
    'psycopg2.OperationalError: connection to server at "127.0.0.1", port 5432 failed: FATAL:  the database system is starting up',
    'starting-up',
  ],
  [
    'psycopg2.OperationalError: connection to server at "127.0.0.1", port 5432 failed: FATAL:  password authentication failed for user "portal"',
    'authentication',
  ],
  ['psycopg2.OperationalError: server closed the connection unexpectedly', 'other'],
  [
    'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) terminating connection due to administrator command',
    'other',
  ],
])('%s', (line, kind) => {
  expect(read(line).databaseError).toEqual({ kind, at: null });
});

test('the last of several kinds counts', () => {
  expect(
    read('psycopg2.OperationalError: x: Connection refused', 'FATAL:  the database system is starting up').databaseError
      ?.kind,
  ).toBe('starting-up');
});

test('a connection refused by something else is not the database', () => {
  expect(
    read("requests.exceptions.ConnectionError: HTTPConnectionPool(host='x'): [Errno 111] Connection refused")
      .databaseError,
  ).toBeNull();
});

test('a full disk is recognised', () => {
  expect(
    read('[2026-11-24 05:41:56 -0500] [7] [ERROR] x', 'OSError: [Errno 28] No space left on device').diskFull,
  ).toEqual({ at: Date.parse('2026-11-24T10:41:56Z') });
  expect(recorded('healthy').diskFull).toBeNull();
});

test('moments are corrected by the clock that differs', () => {
  const log = { readable: true, modifiedAt: null, tail: halted };
  const at = readErrorLog(log, { offsetMs: 60_000, zoneMinutes: 0 }).bootFailure?.at;
  expect(at).toBe(Date.parse('2026-11-24T10:40:58Z'));
});

test('a stamp that is still to come, or later than the file, bears no date', () => {
  const at = Date.parse('2026-11-24T10:41:58Z');
  const find = (looked: number | undefined, modifiedAt: number | null) =>
    readErrorLog(
      { readable: true, modifiedAt, tail: halted },
      { offsetMs: 0, zoneMinutes: 0, ...(looked === undefined ? {} : { at: looked }) },
    ).bootFailure?.at;
  expect([find(at, at), find(at - 59_000, null), find(undefined, at - 59_000)]).toEqual([at, at, at]);
  expect([find(at - 61_000, null), find(at, at - 61_000)]).toEqual([null, null]);
});

test('an empty or unreadable log says nothing', () => {
  expect(read()).toEqual({
    bootFailure: null,
    databaseError: null,
    diskFull: null,
    tracebacks: [],
    arbiter: { stopped: null, served: null, portTaken: null, timeout: null, killed: null, isRecycling: false },
  });
});
