import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model';
import { runCheck } from '../../../src/main/cli/check';
import { createCliShell } from '../../../src/main/cli/shell';
import { createTranslator } from '../../../src/shared/i18n';
import {
  gunicorn,
  noAnswer,
  observation,
  probe,
  server,
  settings,
  silent,
  someTime,
  witnessDead,
  witnesses,
} from '../../support/builders';
import { diskFilling } from '../../support/rounds';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

const apiDown = observation({
  api: probe('/api/', { status: 502, body: 'not-json' }),
  facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
});
const offline = observation({
  portal: silent('/', 'tcp', 'timeout'),
  api: silent('/api/', 'tcp', 'timeout'),
  ssh: { kind: 'timeout', host: 'h', port: 22, limitMs: 1 },
  witnesses: witnesses([witnessDead, witnessDead]),
});

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder();
  writeFileSync(join(temp.path, 'settings.json'), JSON.stringify(settings()));
});
afterEach(() => {
  temp.remove();
});

/** A check whose waits cost no time; the last of `rounds` repeats. */
async function check(rounds: readonly Observation[], confirm = true, own = server, json = true) {
  let now = someTime;
  let asked = 0;
  const out: string[] = [];
  const clock = {
    now: () => now,
    monotonic: () => now,
    after: (ms: number, call: () => void) => {
      now += ms;
      call();
      return () => undefined;
    },
  };
  const shell = createCliShell({
    io: { out: (line) => void out.push(line), err: () => undefined, stdin: process.stdin },
    t: createTranslator({ language: 'en', now: clock.now, timeZone: 'America/Bogota', address: 'neutral' }),
    clock,
    dataDir: temp.path,
    env: {},
    watch: false,
  });
  const observe = () => {
    const seen = rounds[Math.min(asked, rounds.length - 1)] ?? apiDown;
    asked += 1;
    return Promise.resolve({ ...seen, startedAt: now, endedAt: now });
  };
  const code = await runCheck({ ...shell, observer: { ...shell.observer, observe } }, own, { json, confirm });
  const document = json ? (JSON.parse(out.join('\n')) as Record<string, unknown>) : {};
  return { code, asked, document, out };
}

test('ends without data when it goes blind after a first failure', async () => {
  const run = await check([apiDown, offline]);
  expect([run.code, run.asked, run.document['status']]).toEqual([3, 2, 'no-data']);
});

test('confirms an outage by a few rounds', async () => {
  const run = await check([apiDown]);
  expect([run.code, run.document['cause']]).toEqual([2, 'api-down']);
  expect(run.asked).toBeGreaterThan(1);
  expect(run.asked).toBeLessThan(5);
});

test('a failure that does not come again is calm', async () => {
  const run = await check([apiDown, observation({})]);
  expect([run.code, run.asked, run.document['status']]).toEqual([0, 2, 'calm']);
});

describe('lines and checks of the settings', () => {
  const filling = observation(diskFilling);

  test('decide in the command line too', async () => {
    const later = { ...server, thresholds: { ...server.thresholds, diskFillingPercent: 94 } };
    expect([(await check([filling])).code, (await check([filling], true, later)).code]).toEqual([1, 0]);
  });

  test('that are off are named in the document and under the answer', async () => {
    const own = { ...server, checks: { ...server.checks, disk: false } };
    const { code, document } = await check([filling], true, own);
    const ids = (document['checks'] as readonly { readonly id: string }[]).map(({ id }) => id);
    expect([code, document['off'], ids.some((id) => id.startsWith('disk'))]).toEqual([0, ['disk'], false]);
    const printed = (await check([filling], true, own, false)).out.join('\n');
    expect(printed).toContain('Not watched:');
    expect(printed).toContain('How much room is left on the disk, by your choice.');
  });
});

test('--no-confirm looks once', async () => {
  const run = await check([apiDown], false);
  expect([run.code, run.asked]).toEqual([2, 1]);
});

test('says why, in sentences, as far as there is proof', async () => {
  const tail = ['[2026-11-24 10:40:00 -0500] [100] [INFO] Handling signal: term'];
  const stopped = observation({
    api: probe('/api/', { status: 502, body: 'not-json' }),
    facts: {
      clockOffsetMs: 0,
      gunicorn: gunicorn({ masters: [], workers: [] }),
      localApi: noAnswer(7),
      listeningPorts: [22, 443],
      errorLog: { readable: true, modifiedAt: someTime, tail },
    },
  });
  expect((await check([stopped])).document['why']).toEqual(['Somebody stopped the API on purpose at 10:40.']);
});
