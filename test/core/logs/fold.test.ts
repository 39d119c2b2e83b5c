import { describe, expect, test } from 'vitest';
import { countFingerprints, emptyFold, foldTracebacks, type Fold } from '../../../src/core/logs/fold';
import { parseLogLine } from '../../../src/core/logs/parse-line';
import { bogota, recorded } from './recorded';

type Lines = ReturnType<typeof recorded>;
const fold = (lines: Lines): Fold => foldTracebacks(emptyFold, lines);
const parse = (texts: readonly string[]): Lines =>
  texts.map((text) => ({ text, ...parseLogLine('api-error', text, bogota) }));

test('the recorded tracebacks, with what announced each and how often it happened', () => {
  const { groups } = fold(recorded('api-error'));
  const counts = countFingerprints(groups);
  expect([...counts].map(([print, { count }]) => [count, print.slice(0, 60)])).toEqual([
    [3, 'ValueError: sin precio para el agente # (id #) /home/admonct'],
    [1, 'RuntimeError: no se pudo calcular /home/admonctrlxm/server/a'],
    [1, 'OSError: [Errno #] No space left on device /home/admonctrlxm'],
    [1, 'psycopg2.errors.UndefinedTable: relation "no_esta" does not '],
    [1, 'psycopg2.errors.QueryCanceled: canceling statement due to st'],
    [1, 'psycopg2.OperationalError: connection to server at "#.#.#.#"'],
    [1, 'psycopg2.OperationalError: connection to server at "#.#.#.#"'],
    [2, 'psycopg2.OperationalError: connection to server at "#.#.#.#"'],
    [1, 'psycopg2.OperationalError: connection to server at "#.#.#.#"'],
    [1, "ModuleNotFoundError: No module named 'no_esta_instalado' /ho"],
  ]);
});

test('a group is the lines from its heading to the last line of its message', () => {
  const lines = recorded('api-error');
  const group = fold(lines).groups.find(({ headline }) => headline.includes('UndefinedTable'));
  const own = lines.slice(group?.firstIndex, (group?.firstIndex ?? 0) + (group?.lines ?? 0)).map(({ text }) => text);
  expect([own[0]?.slice(-31), own[1], own.slice(-3)]).toEqual([
    '[ERROR] Exception in ASGI application'.slice(-31),
    'Traceback (most recent call last):',
    [
      'psycopg2.errors.UndefinedTable: relation "no_esta" does not exist',
      'LINE 1: SELECT * FROM no_esta',
      '                      ^',
    ],
  ]);
});

test('the same by the journal, whose every line has a stamp', () => {
  const { groups } = fold(recorded('dashboard'));
  expect(groups.map(({ lines, headline }) => [lines, headline])).toEqual(
    Array.from({ length: 6 }, () => [33, "ModuleNotFoundError: No module named 'plotly_no_esta'"]),
  );
});

test('lines that come in pieces fold as if they had come at once', () => {
  const lines = recorded('api-error');
  const whole = fold(lines);
  for (const size of [1, 7, 100]) {
    let state = emptyFold;
    for (let from = 0; from < lines.length; from += size) state = foldTracebacks(state, lines.slice(from, from + size));
    expect(state).toEqual(whole);
  }
});

describe('what does not belong', () => {
  const raised = ['Traceback (most recent call last):', '  File "/srv/a.py", line 3, in f', '    x()', 'KeyError: 1'];
  test('a print after the exception, a record, and an access line end it', () => {
    for (const next of ['hola', '[2026-11-24 05:41:58 -0500] [7] [INFO] x', '10.0.0.9:5 - "GET / HTTP/1.1" 200'])
      expect(fold(parse([...raised, next, '  File "x"'])).groups.map(({ lines }) => lines)).toEqual([4]);
  });

  test('a heading that reports no failure is not part of it', () => {
    const lines = parse(['[2026-11-24 05:41:58 -0500] [7] [INFO] x', ...raised]);
    expect(fold(lines).groups.map(({ firstIndex, at }) => [firstIndex, at])).toEqual([
      [1, Date.UTC(2026, 10, 24, 10, 41, 58)],
    ]);
  });

  test('blank lines after it wait for what joins two exceptions', () => {
    const join = 'During handling of the above exception, another exception occurred:';
    expect(fold(parse([...raised, '', join, '', ...raised])).groups.map(({ lines }) => lines)).toEqual([11]);
    expect(fold(parse([...raised, '', '', ...raised])).groups.map(({ lines }) => lines)).toEqual([4, 4]);
  });
});

test('groups of exceptions are one each', () => {
  const { groups } = fold(recorded('api-error', 'error-log/exception-groups.txt'));
  expect(groups.map(({ firstIndex, headline }) => [firstIndex, headline])).toMatchInlineSnapshot(`
    [
      [
        0,
        "KeyError: 'x'",
      ],
      [
        14,
        "KeyError: 'x'",
      ],
    ]
  `);
});

test('a traceback that never ends is cut', () => {
  const endless = parse(['Traceback (most recent call last):', ...Array.from({ length: 9000 }, () => '  x')]);
  expect(fold(endless).groups[0]?.lines).toBeLessThanOrEqual(2000);
});
