import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import { rememberRound, type RoundMemory } from '../../../src/core/diagnosis/memory';
import { allFindings } from '../../../src/core/dating';
import type { Finding } from '../../../src/core/model';
import type { RemoteFacts } from '../../../src/core/remote-facts';
import {
  local,
  minute,
  observation,
  probe,
  roundMemory,
  server,
  serverStamp,
  someTime,
  type RoundParts,
} from '../../support/builders';

const hour = 60 * minute;

function raised(at: number, error = "KeyError: 'total'", name = 'raiz'): readonly string[] {
  return [
    `[${serverStamp(at)}] [101] [ERROR] Exception in ASGI application`,
    'Traceback (most recent call last):',
    `  File "/home/admonctrlxm/server/api/main.py", line 27, in ${name}`,
    '    return x',
    error,
  ];
}

const log = (...tail: readonly string[]): RemoteFacts['errorLog'] => writtenAt(someTime, ...tail);
const writtenAt = (modifiedAt: number, ...tail: readonly string[]) => ({ readable: true, modifiedAt, tail });

/** What is found, and what the round leaves behind. */
function look(parts: RoundParts, memory: RoundMemory | null = roundMemory(), at = someTime) {
  const seen = observation({ ...parts, facts: { clockOffsetMs: 0, ...parts.facts } }, at);
  const verdict = diagnose(seen, { server, earlier: new Set(), memory });
  const found: Finding | null = allFindings(verdict).find(({ cause }) => cause === 'code-error') ?? null;
  return { verdict, found, memory: rememberRound(seen, 4, memory) };
}

const withLog = (...tail: readonly string[]): RoundParts => ({ facts: { errorLog: log(...tail) } });

test('a new traceback is told with its line, how often and since when; users are served', () => {
  const { verdict, found } = look(withLog(...raised(someTime - 4 * minute), ...raised(someTime - minute)));
  expect([verdict.status, found?.confidence, found?.variant, found?.values]).toEqual([
    'attention',
    'certain',
    null,
    { error: "KeyError: 'total'", n: 2, since: { at: someTime - 4 * minute, precision: 'seen' } },
  ]);
});

describe('nothing is told', () => {
  test.each([
    ['of one that was not seen for half an hour', raised(someTime - 32 * minute)],
    ['of the database', raised(someTime - minute, 'psycopg2.OperationalError: server closed the connection')],
    ['of a visitor who left', raised(someTime - minute, 'ConnectionResetError')],
    ['of one that began more than a day ago', [...raised(someTime - 25 * hour), ...raised(someTime - minute)]],
    ['of one without a date', [...raised(someTime - minute).slice(1), `[${serverStamp(someTime)}] [1] [INFO] x`]],
  ])('%s', (_, tail) => {
    expect(look(withLog(...tail), null).found).toBeNull();
  });

  test('of an old acquaintance, whatever is left of it in the log', () => {
    const { knownErrors } = look(withLog(...raised(someTime - minute))).memory;
    const old = roundMemory({ knownErrors: knownErrors.map((one) => ({ ...one, firstAt: someTime - 72 * hour })) });
    expect(look(withLog(...raised(someTime - minute)), old).found).toBeNull();
  });
});

test('the same tail is not counted twice, and what scrolled away stays counted', () => {
  const three = [10, 8, 6].flatMap((ago) => raised(someTime - ago * minute));
  const first = look(withLog(...three));
  const second = look(withLog(...three), first.memory, someTime + minute);
  const later = writtenAt(someTime + 2 * minute, ...raised(someTime + 2 * minute));
  const third = look({ facts: { errorLog: later } }, second.memory, someTime + 3 * minute);
  expect([first, second, third].map(({ found }) => found?.values.n)).toEqual([3, 3, 4]);
  expect(third.found?.values.since).toEqual({ at: someTime - 10 * minute, precision: 'seen' });
});

describe('the same lines are counted once, round after round', () => {
  const rounds = (parts: (at: number) => RoundParts) => {
    let memory: RoundMemory | null = roundMemory();
    return Array.from({ length: 20 }, (_, index) => {
      const at = someTime + index * 20_000;
      const seen = look(parts(at), memory, at);
      memory = seen.memory;
      return seen.found?.values.n ?? 0;
    });
  };
  const [record = '', ...traceback] = raised(someTime - minute);

  test('by a program that writes another zone’s time, dated by its file', () => {
    const utc = record.replace(serverStamp(someTime - minute), new Date(someTime).toISOString().slice(0, 19));
    const errorLog = writtenAt(someTime - minute, utc, ...traceback);
    expect(new Set(rounds(() => ({ facts: { errorLog } })))).toEqual(new Set([1]));
    expect(look({ facts: { errorLog } }).found?.values.since?.at).toBe(someTime - minute);
  });

  test('by a clock that is a little ahead', () => {
    const errorLog = writtenAt(someTime + 50_000, ...raised(someTime + 50_000));
    expect(new Set(rounds(() => ({ facts: { errorLog } })))).toEqual(new Set([1]));
    expect(look({ facts: { errorLog } }).found?.values.since?.at).toBe(someTime + 1000);
  });

  test('by a laptop whose clock runs away', () => {
    const errorLog = log(...raised(someTime - 10 * minute), ...raised(someTime - 9 * minute));
    const drifting = rounds((at) => ({ facts: { errorLog, clockOffsetMs: (someTime - at) / 10 } }));
    expect(new Set(drifting)).toEqual(new Set([2]));
  });

  test('in a file that goes on growing', () => {
    const request = '10.0.0.1 - - [24/Nov/2026:05:43:00 -0500] "GET / HTTP/1.1" 200 12';
    for (const more of [request, 'a line of somebody’s print']) {
      const growing = (at: number) => ({ facts: { errorLog: writtenAt(at, ...traceback, more) } });
      expect(Math.max(...rounds(growing))).toBeLessThanOrEqual(1);
    }
  });

  test('and one that is remembered from a version before is no new one', () => {
    const knownErrors = look(withLog(...raised(someTime - minute))).memory.knownErrors.map(
      ({ fingerprint, firstAt, lastAt, count }) => ({ fingerprint, firstAt, lastAt, count }),
    );
    const again = look(
      { facts: { ...withLog(...raised(someTime - minute)).facts, clockOffsetMs: -900 } },
      roundMemory({ knownErrors }),
    );
    expect(again.found?.values.n).toBe(1);
  });
});

test('it is over when it was not seen for half an hour, and remembered', () => {
  const { memory } = look(withLog(...raised(someTime - minute)));
  expect(look(withLog(), memory, someTime + 20 * minute).found?.values.error).toBe('KeyError');
  const later = look(withLog(), memory, someTime + 31 * minute);
  expect([later.found, later.memory.knownErrors.length]).toEqual([null, 1]);
});

test('files that changed shortly before it make the change the likely cause', () => {
  const changed = someTime - 2 * hour;
  const errorLog = log(...raised(someTime - minute));
  const { found } = look({ facts: { errorLog, codeChangedAt: changed } });
  expect([found?.confidence, found?.variant, found?.values.changed]).toEqual(['probable', 'changed', changed]);
  expect(look({ facts: { errorLog, codeChangedAt: someTime } }).found?.confidence).toBe('certain');
});

test('an API that fails by it stays the cause to tell, with its line as evidence', () => {
  const { verdict, found } = look({
    api: probe('/api/', { status: 500, body: 'not-read' }),
    facts: { localApi: local(500), errorLog: log(...raised(someTime - minute)) },
  });
  expect([verdict.primary?.cause, found?.explainedBy]).toEqual(['api-error', 'api-error']);
  expect(verdict.primary?.evidence.at(-1)).toEqual({
    text: "api-error.log: KeyError: 'total'",
    sinceAt: someTime - minute,
  });
});

test('at most fifty are remembered, the latest', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    fingerprint: `E${String(index)} x`,
    firstAt: someTime - hour,
    lastAt: someTime - hour + index,
    count: 1,
  }));
  const { knownErrors } = look({}, roundMemory({ knownErrors: many })).memory;
  expect([knownErrors.length, knownErrors.at(-1)?.fingerprint]).toEqual([50, 'E59 x']);
});

test('an unreadable log is named as not measured', () => {
  expect(look({ facts: { errorLog: null } }).verdict.unknown).toContain('api.errors');
});

describe('an error of an outage', () => {
  const failing: RoundParts = {
    api: probe('/api/', { status: 500, body: 'not-read' }),
    facts: { localApi: local(500), errorLog: log(...raised(someTime - minute)) },
  };
  const during = look(failing);
  const well = (at: number, ...more: readonly string[]): RoundParts => ({
    facts: { errorLog: writtenAt(at, ...raised(someTime - minute), ...more) },
  });

  test('is told by the outage, and not once more when that is over', () => {
    expect(during.found?.explainedBy).toBe('api-error');
    const first = look(well(someTime + minute, ...raised(someTime + 10_000)), during.memory, someTime + minute);
    expect(first.verdict.status).toBe('calm');
    const second = look(well(someTime + minute, ...raised(someTime + 10_000)), first.memory, someTime + 2 * minute);
    expect(second.verdict.status).toBe('calm');
  });

  test('that comes again while the API serves is news', () => {
    const first = look(well(someTime), during.memory, someTime + minute);
    const again = look(
      well(someTime + 4 * minute, ...raised(someTime + 4 * minute)),
      first.memory,
      someTime + 5 * minute,
    );
    expect([again.verdict.status, again.found?.values.n]).toEqual(['attention', 2]);
  });
});
