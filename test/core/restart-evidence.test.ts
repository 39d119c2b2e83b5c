import { expect, test } from 'vitest';
import { toRestartEvidence } from '../../src/core/restart-evidence';
import { facts, gunicorn, minute, probe, processes, server, serverStamp, silent, someTime } from '../support/builders';

const traceback = (at: number, error: string) => [
  `[${serverStamp(at)}] [1204] [ERROR] Exception on /api/x [GET]`,
  'Traceback (most recent call last):',
  '  File "/home/admonctrlxm/server/api/main.py", line 212, in get',
  '    return compute()',
  error,
];

function evidence(tail: readonly string[], errorsFromAt: number) {
  return toRestartEvidence(
    {
      at: someTime,
      errorsFromAt,
      cause: null,
      facts: facts({
        clockOffsetMs: 0,
        gunicorn: gunicorn({ masters: processes(1, 500, 1), workers: processes(3, 501, 500) }),
        errorLog: { readable: true, modifiedAt: someTime, tail },
      }),
      portal: probe('/'),
      api: silent('/api/', 'response', 'timeout'),
    },
    server,
  );
}

test('errors are counted from the first of them in the time that is asked about, and the last one is named', () => {
  const tail = [
    ...traceback(someTime - 20 * minute, 'KeyError: old'),
    ...traceback(someTime - 3 * minute, 'KeyError: one'),
    ...traceback(someTime - minute, 'ValueError: two'),
  ];
  expect(evidence(tail, someTime - 10 * minute).errors).toEqual({
    n: 2,
    fromAt: someTime - 3 * minute,
    error: 'ValueError: two',
  });
});

test('none is none since the moment that is asked about', () => {
  expect(evidence(traceback(someTime - 3 * minute, 'KeyError: one'), someTime - minute).errors).toEqual({
    n: 0,
    fromAt: someTime - minute,
    error: null,
  });
});

test('a log that was not seen counts nothing, not even none', () => {
  const seen = { at: someTime, errorsFromAt: 0, cause: null, portal: probe('/'), api: probe('/api/') };
  expect(toRestartEvidence({ ...seen, facts: null }, server)).toMatchObject({ errors: null, workers: null, pids: [] });
  const unread = facts({ errorLog: { readable: false, modifiedAt: null, tail: [] } });
  expect(toRestartEvidence({ ...seen, facts: unread }, server).errors).toBeNull();
});

test('processes and answers are those that were seen', () => {
  expect(evidence([], someTime - minute)).toMatchObject({
    pids: [500],
    workers: { n: 3, total: 4 },
    apiStatus: null,
    portalStatus: 200,
  });
});
