import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readErrorLog } from '../../../src/core/error-log';
import { recordedFacts } from '../recordings';

const writtenAt = Date.parse('2026-11-24T15:00:00Z');

function tracebacks(...tail: readonly string[]) {
  return readErrorLog({ readable: true, modifiedAt: writtenAt, tail }).tracebacks;
}

function recorded(name: string) {
  const log = recordedFacts(name).errorLog;
  return log === null ? [] : readErrorLog(log).tracebacks;
}

function fixture(name: string): readonly string[] {
  const file = new URL(`../../fixtures/error-log/${name}.txt`, import.meta.url);
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

const stamp = '[2026-11-24 09:00:00 -0500] [8] [ERROR] Error handling request /x';
const stampedAt = Date.parse('2026-11-24T14:00:00Z');
const raised = (error: string, name = 'f', line = 1) => [
  'Traceback (most recent call last):',
  `  File "/srv/api/main.py", line ${String(line)}, in ${name}`,
  '    x',
  error,
];
const join = ['', 'During handling of the above exception, another exception occurred:', ''];

describe('an error is told by exception and place in the application', () => {
  test('and counted', () => {
    expect(
      recorded('code-error').map(({ fingerprint, kind, error, count }) => [fingerprint, kind, error, count]),
    ).toEqual([['KeyError /home/admonctrlxm/server/api/main.py:falla', 'code', "KeyError: 'precio'", 2]]);
  });

  test('whatever the line number and the message', () => {
    const at = (line: number, message: string) => tracebacks(...raised(`ValueError: ${message}`, 'f', line))[0];
    expect(at(1, 'a')?.fingerprint).toBe(at(99, 'b')?.fingerprint);
  });
});

describe('a chain is one event, named by its last exception', () => {
  test('raised while handling, or from another', () => {
    const [only, ...more] = tracebacks(stamp, ...raised('KeyError: 1'), ...join, ...raised('ValueError: 2', 'g'));
    expect([only?.error, only?.fingerprint, only?.count, more]).toEqual([
      'ValueError: 2',
      'ValueError /srv/api/main.py:g',
      1,
      [],
    ]);
  });

  test('also with messages of several lines in between', () => {
    const sql = ['sqlalchemy.exc.ProgrammingError: (x) no such table', '[SQL: SELECT 1]', '(Background on this error)'];
    const first = [
      ...raised('x.UndefinedTable: no such table').slice(0, -1),
      'x.UndefinedTable: no such table',
      'LINE 1: x',
    ];
    expect(tracebacks(stamp, ...first, ...join, ...raised('').slice(0, -1), ...sql)).toMatchObject([
      { error: sql[0], kind: 'code', count: 1, moments: [stampedAt] },
    ]);
  });

  test('two that only follow each other are two', () => {
    expect(tracebacks(...raised('KeyError: 1'), ...raised('ValueError: 2'))).toHaveLength(2);
  });

  test('a group of exceptions is told by the last of its members', () => {
    expect(
      tracebacks(...fixture('exception-groups')).map(({ error, count, moments }) => [error, count, moments]),
    ).toEqual([["KeyError: 'x'", 2, [Date.parse('2026-11-24T10:42:16Z'), writtenAt]]]);
  });
});

describe('what it tells of', () => {
  test.each([
    ["KeyError: 'x'", 'code'],
    ['sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation "x" does not exist', 'code'],
    [
      'psycopg2.OperationalError: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
      'database',
    ],
    ['sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) could not connect', 'database'],
    ['asyncpg.exceptions.TooManyConnectionsError: sorry, too many clients already', 'database'],
    ["ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5432)", 'database'],
    ['OSError: [Errno 28] No space left on device', 'resources'],
    ["OSError: [Errno 30] Read-only file system: '/x'", 'resources'],
    ['MemoryError', 'resources'],
    ['SystemExit: 1', 'harmless'],
    ['asyncio.exceptions.CancelledError', 'harmless'],
    ['starlette.requests.ClientDisconnect', 'harmless'],
  ])('%s', (error, kind) => {
    expect(tracebacks(stamp, ...raised(error))[0]?.kind).toBe(kind);
  });

  test('what comes of a lost database is the database’s', () => {
    const lost = raised('psycopg2.OperationalError: server closed the connection unexpectedly');
    expect(tracebacks(stamp, ...lost, ...join, ...raised('RuntimeError: no data'))).toMatchObject([
      { error: 'RuntimeError: no data', kind: 'database' },
    ]);
  });

  test.each(['code-missing-module', 'code-syntax-error'])('%s: a start that failed is no request', (name) => {
    expect(new Set(recorded(name).map(({ kind }) => kind))).toEqual(new Set(['boot']));
  });
});

describe('when', () => {
  test('gunicorn’s own records date the tracebacks that follow them, undated ones are dated by nothing', () => {
    expect(
      tracebacks(...fixture('gunicorn-sync')).map(({ error, fingerprint, count, moments }) => [
        error,
        fingerprint.split('/').at(-1),
        count,
        moments.length,
      ]),
    ).toEqual([
      ['ValueError: sin precio', 'appg.py:app', 1, 1],
      // Two of four requests came with a date; logging.exception and print_exc gave none.
      ["KeyError: 'precio'", 'appg.py:precio', 4, 2],
    ]);
  });

  test('the last block of the file is dated by when the file was written', () => {
    expect(tracebacks('ERROR:root:x', ...raised('KeyError: 1'))[0]?.moments).toEqual([writtenAt]);
    expect(tracebacks('ERROR:root:x', ...raised('KeyError: 1'), stamp)[0]?.moments).toEqual([]);
    expect(tracebacks('[2026-11-24 09:00:00 -0500] [8] [INFO] Booting', ...raised('KeyError: 1'))[0]?.moments).toEqual([
      writtenAt,
    ]);
  });

  test('every moment is kept, the earliest first', () => {
    const again = stamp.replace('09:00', '09:20');
    expect(tracebacks(stamp, ...raised('KeyError: 1'), again, ...raised('KeyError: 2'))[0]).toMatchObject({
      count: 2,
      moments: [stampedAt, stampedAt + 20 * 60_000],
    });
  });
});
