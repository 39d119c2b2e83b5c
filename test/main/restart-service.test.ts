import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../src/core/model';
import type { RemoteFacts } from '../../src/core/remote-facts';
import { ok } from '../../src/core/result';
import type { RestartRun } from '../../src/core/restart-types';
import type { Clock } from '../../src/main/clock';
import { restartService, type RestartRequest } from '../../src/main/restart-service';
import type { SshConnection } from '../../src/main/ssh/connect';
import {
  facts,
  gunicorn,
  minute,
  noAnswer,
  observation,
  probe,
  processes,
  server,
  someTime,
  unit,
  units,
  type RoundParts,
} from '../support/builders';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

const nonce = 'abcdef0123456789';
let temp: TempFolder;

beforeEach(() => {
  temp = createTempFolder();
});
afterEach(() => {
  temp.remove();
});

/** Waits take no time: what is due is done. */
function hastyClock(startAt: number): Clock {
  let at = startAt;
  return {
    now: () => at,
    monotonic: () => at,
    after: (ms, call) => {
      at += ms;
      queueMicrotask(call);
      return () => undefined;
    },
  };
}

interface Case {
  readonly service: 'api' | 'dashboard';
  readonly before: RoundParts;
  /** What the server prints between our marks, and the exit code of each step. */
  readonly printed: readonly (readonly ['stop' | 'start', number, string])[];
  readonly after: Partial<RemoteFacts>;
  /** In pieces of so many bytes; whole unless told. */
  readonly pieceBytes?: number;
}

async function restart(
  { service, before, printed, after, pieceBytes = Infinity }: Case,
  change: Partial<RestartRequest> = {},
  startAt = someTime,
): Promise<{ run: RestartRun; ordered: number; ended: number; scripts: readonly string[] }> {
  const clock = hastyClock(startAt);
  const scripts: string[] = [];
  let ordered = 0;
  let ended = 0;
  const text = printed
    .map(([step, code, line]) => `${nonce} ${step} begin\n${line}\n${nonce} ${step} end ${String(code)}\n`)
    .join('');
  const connection: SshConnection = {
    exec: (_command, options) => {
      scripts.push(String(options.stdin));
      const bytes = Buffer.from(`${text}${nonce} done\n`);
      const piece = Math.min(pieceBytes, bytes.length);
      for (let at = 0; at < bytes.length; at += piece) options.onOutput?.(bytes.subarray(at, at + piece), 'stdout');
      return Promise.resolve(ok({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), code: 0, signal: null }));
    },
    stream: () => ({ close: () => undefined, pause: () => undefined, resume: () => undefined }),
    over: () => null,
    onOver: () => () => undefined,
    end: () => {
      ended += 1;
    },
  };
  const run = await restartService(
    {
      clock,
      nonce: () => nonce,
      dataDir: temp.path,
      connect: () => Promise.resolve(ok(connection)),
      observer: {
        observe: (): Promise<Observation> => Promise.resolve(observation(before, someTime)),
        lookInside: () => Promise.resolve(ok(facts(after))),
        probeWeb: () => Promise.resolve({ portal: probe('/'), api: probe('/api/') }),
        release: () => undefined,
      },
    },
    {
      server,
      witnesses: [],
      service,
      confirmed: true,
      restarts: [],
      onChange: () => undefined,
      onOrdered: () => {
        ordered += 1;
      },
      ...change,
    },
  );
  return { run, ordered, ended, scripts };
}

const newStart = {
  units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', { changedAt: someTime + 2000 }) }),
};
const newMaster = { gunicorn: gunicorn({ masters: processes(1, 500, 1), workers: processes(4, 501, 500) }) };
const apiDown: RoundParts = {
  api: probe('/api/', { status: 502, body: 'not-read' }),
  facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
};

describe('a restart is verified', () => {
  test('where the unit began anew and answers', async () => {
    const { run } = await restart({ service: 'dashboard', before: {}, printed: [['start', 0, '']], after: newStart });
    expect(run.outcome?.kind).toBe('verified');
  });

  test('where a new master serves with all its workers', async () => {
    const { run, ordered } = await restart({
      service: 'api',
      before: apiDown,
      printed: [
        ['stop', 0, 'API detenida'],
        ['start', 0, 'API iniciada'],
      ],
      after: newMaster,
    });
    expect([run.outcome?.kind, ordered]).toEqual(['verified', 1]);
  });

  test('where the start script complains and a new master serves all the same: an exit code proves nothing', async () => {
    const { run } = await restart({
      service: 'api',
      before: apiDown,
      printed: [
        ['stop', 0, ''],
        ['start', 1, 'Error'],
      ],
      after: newMaster,
    });
    expect(run.outcome?.kind).toBe('verified');
  });

  test('where whoever looks on throws', async () => {
    const { run } = await restart(
      { service: 'dashboard', before: {}, printed: [['start', 0, '']], after: newStart },
      {
        onChange: () => {
          throw new Error('the window is gone');
        },
      },
    );
    expect(run.outcome?.kind).toBe('verified');
  });
});

test('a server that sends its output byte by byte costs no more than one that sends it whole', async () => {
  let shown = 0;
  const words = 'ó'.repeat(3_000);
  const { run } = await restart(
    {
      service: 'api',
      before: apiDown,
      printed: [
        ['stop', 0, words],
        ['start', 0, words],
      ],
      after: newMaster,
      pieceBytes: 1,
    },
    {
      onChange: () => {
        shown += 1;
      },
    },
  );
  expect(run.outcome?.kind).toBe('verified');
  expect(run.steps.find(({ id }) => id === 'stop')?.output).toContain('óóó');
  // Twelve thousand pieces.
  expect(shown).toBeLessThan(200);
});

describe('a restart is not verified because something answers', () => {
  test.each([
    ['Sorry, user admonctrlxm may not run sudo on portalmme.', 'permission'],
    ['Unit dashboard-mme.service not found.', 'exit-code'],
    ['sudo: se requiere una contraseña', 'exit-code'],
  ])('when the order failed with «%s» and the old one runs on', async (line, why) => {
    const { run } = await restart({ service: 'dashboard', before: {}, printed: [['start', 1, line]], after: {} });
    expect(run.outcome).toMatchObject({ kind: 'failed', step: 'start', why: { kind: why } });
  });

  test('when both scripts failed and the old master is still there', async () => {
    const { run } = await restart({
      service: 'api',
      before: {},
      printed: [
        ['stop', 1, 'no'],
        ['start', 1, 'no'],
      ],
      after: {},
    });
    expect(run.outcome?.kind).toBe('failed');
  });

  test('when the scripts failed and what ran before was not seen', async () => {
    const { run } = await restart({
      service: 'api',
      before: { facts: { gunicorn: null } },
      printed: [
        ['stop', 1, 'no'],
        ['start', 1, 'no'],
      ],
      after: {},
    });
    expect(run.outcome?.kind).toBe('failed');
  });

  test('when the moment of the last start only seems another, read over a slow line', async () => {
    const start = { changedAt: someTime - 3_600_000 };
    const seen = (lateMs: number) => ({
      units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', { changedAt: start.changedAt + lateMs }) }),
    });
    const { run } = await restart({
      service: 'dashboard',
      before: { facts: seen(0) },
      printed: [['start', 1, 'no']],
      after: seen(3000),
    });
    expect(run.outcome?.kind).toBe('failed');
  });

  test('when the order was accepted and nothing shows that anything changed', async () => {
    const unseen = { units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', { changedAt: null }) }) };
    const { run } = await restart({ service: 'dashboard', before: {}, printed: [['start', 0, '']], after: unseen });
    expect(run.outcome).toMatchObject({ kind: 'unverified', why: { kind: 'nothing-changed' } });
  });
});

describe('a restart is refused before anything is sent', () => {
  test('when the service is well and nobody confirmed', async () => {
    const { run, ordered } = await restart(
      { service: 'api', before: {}, printed: [], after: {} },
      { confirmed: false },
    );
    expect([run.outcome, ordered]).toMatchObject([{ kind: 'refused', reason: { kind: 'not-confirmed' } }, 0]);
  });

  test('when the watchdog would find the API stopped by it, though she confirmed', async () => {
    // Seconds before the quarter.
    const { run, ordered } = await restart(
      { service: 'api', before: { facts: { clockOffsetMs: 0 } }, printed: [], after: {} },
      {},
      someTime + 3 * minute - 12_000,
    );
    expect([run.outcome, ordered]).toEqual([
      { kind: 'refused', reason: { kind: 'watchdog', leftMs: 12_000, waitMs: 42_000 } },
      0,
    ]);
  });

  test('when three have not helped; she may insist, and that is written down', async () => {
    const three = [9, 6, 3].map((minutes) => ({
      service: 'api' as const,
      startedAt: someTime - minutes * minute,
      ms: 40_000,
      outcome: 'verified' as const,
      step: null,
      cause: 'api-down' as const,
      answeredMs: 20_000,
      error: null,
    }));
    const given: Case = { service: 'api', before: apiDown, printed: [['start', 0, '']], after: newMaster };
    const locked = await restart(given, { restarts: three });
    expect([locked.run.outcome, locked.ordered]).toMatchObject([
      { kind: 'refused', reason: { kind: 'locked', n: 3, at: someTime + 12 * minute } },
      0,
    ]);
    const insisted = await restart(given, { restarts: three, anyway: true });
    expect([insisted.run.outcome?.kind, insisted.run.anyway]).toEqual(['verified', true]);
    expect([locked.run.anyway, (await restart(given)).run.anyway]).toEqual([undefined, undefined]);
  });
});

describe('what systemd has given up on', () => {
  const failed = (result: string): RoundParts => ({
    portal: probe('/', { status: 502, body: 'not-read' }),
    facts: {
      units: units({
        'dashboard-mme.service': unit('dashboard-mme.service', { active: 'failed', sub: 'failed', result }),
      }),
    },
  });

  test('is told to be forgotten before it is restarted, and only then', async () => {
    const given = { service: 'dashboard', printed: [['start', 0, '']], after: newStart } as const;
    const limited = await restart({ ...given, before: failed('start-limit-hit') });
    expect([limited.run.outcome?.kind, limited.scripts.map((one) => one.includes("RESET='1'"))]).toEqual([
      'verified',
      [true],
    ]);
    const stopped = await restart({ ...given, before: {} });
    expect(stopped.scripts.map((one) => one.includes("RESET='1'"))).toEqual([false]);
  });

  test('and fails to start is no matter of permission because only the restart is granted', async () => {
    const { run } = await restart({
      service: 'dashboard',
      before: failed('start-limit-hit'),
      printed: [['start', 1, 'sudo: a password is required\nJob for dashboard-mme.service failed.']],
      after: failed('exit-code').facts ?? {},
    });
    expect(run.outcome).toMatchObject({ kind: 'failed', why: { kind: 'exit-code' } });
  });

  test('and still refuses is named, whatever sudo said of the rest', async () => {
    const { run } = await restart({
      service: 'dashboard',
      before: failed('start-limit-hit'),
      printed: [['start', 1, 'sudo: a password is required\nStart request repeated too quickly.']],
      after: failed('start-limit-hit').facts ?? {},
    });
    expect(run.outcome).toMatchObject({ kind: 'failed', step: 'start', why: { kind: 'start-limit' } });
  });
});

test('while an answer is waited for, the step says for how long, and for how long at most', async () => {
  const seen: (number | undefined)[] = [];
  await restart(
    { service: 'api', before: apiDown, printed: [['start', 0, '']], after: apiDown.facts ?? {} },
    {
      onChange: ({ steps }) => {
        const step = steps.find(({ id, state }) => id === 'answering' && state === 'running');
        if (step?.progress != null) seen.push(step.progress.of, step.progress.done);
      },
    },
  );
  expect([seen[0], seen[1]]).toEqual([90_000, 0]);
  expect(seen.at(-1)).toBeGreaterThan(80_000);
});

test('what was before and is after can be held against each other', async () => {
  const { run } = await restart({ service: 'api', before: apiDown, printed: [['start', 0, '']], after: newMaster });
  expect([run.before, run.after]).toMatchObject([
    { cause: 'api-down', pids: [], workers: { n: 0, total: 4 }, apiStatus: 502 },
    { pids: [500], workers: { n: 4, total: 4 }, apiStatus: 200 },
  ]);
});

test('a fault of our own is an outcome too, never a restart without an end', async () => {
  const { run, ended } = await restart(
    { service: 'api', before: apiDown, printed: [['stop', 0, '']], after: newMaster },
    {
      onOrdered: () => {
        throw new Error('disk');
      },
    },
  );
  expect(run.outcome).toMatchObject({ kind: 'failed', why: { kind: 'internal' } });
  expect(ended).toBe(1);
});
