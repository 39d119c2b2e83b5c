import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import { readErrorLog } from '../../../src/core/error-log';
import {
  minute,
  noAnswer,
  observation,
  roundMemory,
  server,
  silent,
  someTime,
  witnessOk,
  witnesses,
} from '../../support/builders';
import { apiDown } from '../../support/rounds';

const words = 'FATAL:  sorry, too many clients already';
const refusal = `psycopg2.OperationalError: connection to server at "x" (127.0.0.1), port 5432 failed: ${words}`;
const record = (level: string, text: string, at = '05:41:56') => `[2026-11-24 ${at} -0500] [7] [${level}] ${text}`;
const traceback = (...exception: readonly string[]) => [
  'Traceback (most recent call last):',
  '  File "/srv/api/main.py", line 3, in f',
  '    connect()  # too many clients already',
  ...exception,
];
const find = (...tail: readonly string[]) => readErrorLog({ readable: true, modifiedAt: null, tail }).databaseError;

describe('told by an error', () => {
  const failed = record('ERROR', 'Exception in ASGI application');
  test.each([
    ['a record', [record('ERROR', refusal)]],
    ['a critical one of logging', [`CRITICAL:root:${refusal}`]],
    ['one of another format', [`2026-11-24 05:41:56,123 - api.db - ERROR - ${words}`]],
    ['one of loguru', [`2026-11-24 05:41:56.123 | ERROR    | api.db:f:10 - ${words}`]],
    ['a record of several lines', [record('ERROR', 'no database:'), words]],
    ['a traceback', [failed, ...traceback(refusal)]],
    ['one that was printed', [record('INFO', 'GET /x'), ...traceback(refusal)]],
    ['the second address of one', [failed, ...traceback(refusal.replace(words, 'x'), `connection to x: ${words}`)]],
    [
      'the first of a chain',
      [
        failed,
        ...traceback(refusal),
        '',
        'The above exception was the direct cause of the following exception:',
        '',
        ...traceback('KeyError: 1'),
      ],
    ],
    [
      'a member of a group',
      [
        failed,
        '  + Exception Group Traceback (most recent call last):',
        '  |   File "/srv/a.py", line 1, in f',
        '  | ExceptionGroup: unhandled errors (1 sub-exception)',
        '  +-+---------------- 1 ----------------',
        '    | Traceback (most recent call last):',
        `    | ${refusal}`,
        '    +------------------------------------',
      ],
    ],
    ['the end of one that was cut off', ['    connect()', refusal]],
  ])('%s', (_, tail) => {
    expect(find(...tail)?.kind).toBe('too-many-connections');
  });
});

describe('not told by what anybody may write', () => {
  test.each([
    ['a record that reports no failure', [record('INFO', `search q=${words}`)]],
    ['one that speaks of errors', [record('INFO', `search q=ERROR ${words}`)]],
    ['the second line of one', [record('DEBUG', 'comment:'), refusal]],
    ['one of logging', [`INFO:root:${words}`]],
    ['a request', [`127.0.0.1 - - [24/Nov/2026:05:09:31 -0500] "GET / HTTP/1.1" 200 12 "-" "${words}"`]],
    ['a request of uvicorn', [`INFO:     127.0.0.1:5000 - "GET /?q=${words} HTTP/1.1" 200 OK`]],
    ['another exception', [record('ERROR', 'x'), ...traceback(`ValueError: ${words}`, words)]],
    [
      'the values of a query',
      [record('ERROR', 'x'), ...traceback('sqlalchemy.exc.OperationalError: x', '[SQL: x]', `[parameters: ${words}]`)],
    ],
    ['a line of its source', [record('ERROR', 'x'), ...traceback("KeyError: 'x'")]],
  ])('%s', (_, tail) => {
    expect(find(...tail)?.kind).not.toBe('too-many-connections');
  });
});

describe('a start that came as far as serving ends what was before it', () => {
  const start = record('INFO', 'Starting gunicorn 20.1.0', '05:42:30');
  const serves = record('INFO', 'Application startup complete.', '05:42:31');

  test('and only such a start', () => {
    const error = record('ERROR', refusal);
    expect(find(error, start, serves)).toBeNull();
    expect(find(error, start)).not.toBeNull();
    // A worker that was replaced starts the application as well.
    expect(find(error, serves)).not.toBeNull();
    expect(find(error, record('INFO', `q=${start}`), serves)).not.toBeNull();
    expect(find(start, serves, error)).not.toBeNull();
    expect(find(error, start, serves, start, record('ERROR', refusal))).not.toBeNull();
  });
});

describe('the verdict', () => {
  const stamp = (ago: number) => `[${new Date(someTime - ago - 300 * minute).toISOString().slice(0, 19)} -0500]`;
  const bothUp = witnesses([witnessOk, witnessOk]);
  const hung = { api: silent('/api/', 'response', 'timeout'), witnesses: bothUp };
  const primary = (parts: Parameters<typeof observation>[0], ...tail: readonly string[]) => {
    const errorLog = { readable: true, modifiedAt: someTime, tail };
    const seen = observation({ ...parts, facts: { localApi: noAnswer(28), ...parts?.facts, errorLog } });
    return diagnose(seen, { server, earlier: new Set(), memory: roundMemory() }).primary;
  };

  test.each([
    ['what a visitor searched for', [`${stamp(minute)} [7] [INFO] search q=too many clients already`]],
    [
      'an error of before the last start',
      [
        `${stamp(2 * minute)} [7] [ERROR] ${refusal}`,
        `${stamp(minute)} [9] [INFO] Starting gunicorn 20.1.0`,
        `${stamp(minute)} [10] [INFO] Application startup complete.`,
      ],
    ],
  ])('an API that hangs may be restarted, whatever the log holds: %s', (_, tail) => {
    expect(primary(hung, ...tail)).toMatchObject({ cause: 'api-hung', restart: { kind: 'helps' } });
  });

  test('an error of now explains it', () => {
    expect(primary(hung, `${stamp(minute)} [7] [ERROR] ${refusal}`)).toMatchObject({
      cause: 'database-down',
      variant: 'full',
      confidence: 'certain',
    });
  });

  test('one of two hours ago is none of now, whatever zone its program writes', () => {
    const utc = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
    const facts = { serverTimeZoneOffsetMinutes: -300 };
    expect(primary({ ...hung, facts }, `${utc(someTime - 120 * minute)} ERROR ${refusal}`)?.cause).toBe('api-hung');
    expect(primary({ ...hung, facts }, `${utc(someTime - 301 * minute)} ERROR ${refusal}`)?.cause).toBe(
      'database-down',
    );
  });

  test('an API that stopped may be started, whatever a visitor wrote', () => {
    const line = `${stamp(minute)} [INFO] comment: Reason: Worker failed to boot`;
    expect(primary(apiDown, line)).toMatchObject({ cause: 'api-down', restart: { kind: 'helps' } });
  });
});
