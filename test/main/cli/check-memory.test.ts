import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model';
import { nothingSaved, type SavedServer, type SavedState } from '../../../src/core/monitor-state';
import { rememberRound } from '../../../src/core/diagnosis/memory';
import { runCheck } from '../../../src/main/cli/check';
import { createCliShell } from '../../../src/main/cli/shell';
import { createTranslator } from '../../../src/shared/i18n';
import {
  failedRestart,
  gunicorn,
  minute,
  observation,
  processes,
  server,
  settings,
  silent,
  someTime,
  witnessDead,
  witnesses,
  type RoundParts,
} from '../../support/builders';
import { speeds } from '../../support/speeds';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

const sleepy = observation(speeds({ api: 6100, localApi: 6000 }));
const few = observation({ facts: { gunicorn: gunicorn({ workers: processes(3, 101, 100) }) } });
const diskFilling = observation({
  facts: {
    disks: [
      {
        mount: '/',
        device: '/dev/vda1',
        sizeBytes: 200e9,
        usedBytes: 184e9,
        availableBytes: 16e9,
        usedPercent: 92,
        inodesUsedPercent: 10,
        readOnly: false,
      },
    ],
  },
});
const offline = observation({
  portal: silent('/', 'tcp', 'timeout'),
  api: silent('/api/', 'tcp', 'timeout'),
  ssh: { kind: 'timeout', host: 'h', port: 22, limitMs: 1 },
  witnesses: witnesses([witnessDead, witnessDead]),
});
/** What a round takes here. */
const roundMs = 2000;
const second = { ...server, id: 'second', name: 'Second' };

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder();
  writeFileSync(join(temp.path, 'settings.json'), JSON.stringify(settings({ servers: [server, second] })));
});
afterEach(() => {
  temp.remove();
});

const stateFile = () => join(temp.path, 'state.json');

function saved(): SavedState {
  return (JSON.parse(readFileSync(stateFile(), 'utf8')) as { readonly state: SavedState }).state;
}

/** A file of the tray application, with the server's part changed. */
function saveBefore(change: Partial<SavedServer>, others: SavedState = {}): void {
  const state = { [server.id]: { ...nothingSaved, ...change }, ...others };
  writeFileSync(stateFile(), JSON.stringify({ version: 1, savedAt: someTime, state }));
}

/** A check whose waits cost no time; `during` happens in the first round. */
async function check(seen: Observation, options: { at?: number; during?: () => void; confirm?: boolean } = {}) {
  let now = options.at ?? someTime;
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
    io: { out: (text) => void out.push(text), err: () => undefined, stdin: process.stdin },
    t: createTranslator({ language: 'en', now: clock.now, timeZone: 'America/Bogota', address: 'neutral' }),
    clock,
    dataDir: temp.path,
    env: {},
    watch: false,
  });
  const observe = () => {
    if (asked === 0) options.during?.();
    asked += 1;
    const startedAt = now;
    now += roundMs;
    return Promise.resolve({ ...seen, startedAt, endedAt: now });
  };
  const code = await runCheck({ ...shell, observer: { ...shell.observer, observe } }, server, {
    json: true,
    confirm: options.confirm ?? true,
  });
  return { code, asked, document: JSON.parse(out.join('\n')) as Record<string, unknown> };
}

test('a single check on a fresh folder says that an API which sleeps six seconds is slow', async () => {
  const run = await check(sleepy);
  expect([run.code, run.asked, run.document['cause'], run.document['confidence']]).toEqual([1, 2, 'slow', 'unknown']);
});

test('without confirmation it looks once and says nothing of it', async () => {
  const run = await check(sleepy, { confirm: false });
  expect([run.code, run.asked]).toEqual([0, 1]);
});

test('checks remember what they saw, so that a later one knows what is usual', async () => {
  const look = (minutes: number, parts: RoundParts) => {
    const at = someTime + minutes * minute;
    return check(observation(parts, at), { at });
  };
  for (let round = 0; round < 16; round++) await look(round * 30, speeds());
  expect(saved()[server.id]?.memory?.samples.answers).toHaveLength(16);
  const slow = speeds({ api: 7000 });
  for (let round = 0; round < 3; round++) await look(481 + round * 5, slow);
  const run = await look(500, slow);
  expect([run.document['cause'], run.document['confidence']]).toEqual(['slow', 'certain']);
  expect(run.document['evidence']).toContain('median of the last 7 days: 200 ms');
});

test('a cause keeps its date from one check to the next', async () => {
  await check(observation({}));
  await check(diskFilling, { at: someTime + 5 * minute });
  const since = { at: someTime + 5 * minute, precision: 'seen' };
  expect(saved()[server.id]?.sinceByCause).toEqual({ 'disk-filling': since });
  await check(diskFilling, { at: someTime + 10 * minute });
  expect(saved()[server.id]).toMatchObject({
    sinceByCause: { 'disk-filling': since },
    lastEvidenceAt: someTime + 10 * minute + roundMs,
  });
});

test("outages, concerns, pauses and other servers of the tray's file stay as they are", async () => {
  const decided = {
    incident: {
      id: 'one',
      cause: 'api-down',
      firstFailureAt: someTime - minute,
      startSeen: true,
      confirmedAt: someTime,
      toldAt: someTime,
      acknowledgedCause: null,
      acknowledgedAt: null,
      reminders: 0,
      afterMaintenance: false,
      restartMs: null,
    },
    concerns: [{ cause: 'disk-filling', sinceAt: someTime, toldAt: someTime, rounds: 3, absent: 0, step: null }],
    snooze: { fromAt: 0, untilAt: someTime + 60 * minute },
    restarts: [failedRestart(someTime - minute)],
  } as const;
  const other = { ...nothingSaved, snooze: { fromAt: 0, untilAt: someTime + minute } };
  saveBefore(decided, { second: other, gone: other });
  await check(observation({}));
  expect(saved()[server.id]).toMatchObject({ ...decided, lastEvidenceAt: someTime + roundMs });
  expect(saved()['second']).toEqual(other);
  expect(Object.keys(saved())).not.toContain('gone');
});

test('what the tray saw meanwhile is joined with what the check saw', async () => {
  const tray = rememberRound(observation(speeds({ api: 300 }), someTime - 5 * minute), 4, null);
  await check(observation(speeds()), {
    during: () => {
      saveBefore({
        memory: tray,
        lastEvidenceAt: someTime - 5 * minute,
        snooze: { fromAt: 0, untilAt: someTime + minute },
      });
    },
  });
  const { memory, snooze } = saved()[server.id] ?? nothingSaved;
  expect([memory?.samples.answers.map(({ apiMs }) => apiMs), memory?.lookedAt, snooze?.untilAt]).toEqual([
    [300, 200],
    someTime + roundMs,
    someTime + minute,
  ]);
});

test('a check that went blind leaves what the tray saw later', async () => {
  const tray = { ...rememberRound(observation({}, someTime), 4, null), bootId: 'as the tray saw it' };
  const since = { 'disk-filling': { at: someTime + 1000, precision: 'seen' } } as const;
  const run = await check(offline, {
    during: () => {
      saveBefore({ memory: tray, lastEvidenceAt: someTime + 1000, sinceByCause: since });
    },
  });
  expect([run.code, saved()[server.id]]).toMatchObject([
    3,
    { lastEvidenceAt: someTime + 1000, sinceByCause: since, memory: { bootId: 'as the tray saw it' } },
  ]);
});

test('a state that cannot be written is no failure of the check', async () => {
  mkdirSync(stateFile());
  const run = await check(diskFilling);
  expect([run.code, run.document['cause']]).toEqual([1, 'disk-filling']);
});

test('a state of an older version is read and completed', async () => {
  const { lookedAt, samples, workersMissing, ...old } = rememberRound(few, 4, null);
  expect([lookedAt, samples.answers.length, workersMissing]).toEqual([few.endedAt, 1, false]);
  saveBefore({ memory: old as never, lastEvidenceAt: someTime - minute });
  const run = await check(few, { confirm: false });
  // Too few workers, at a time that nobody wrote down: no round before.
  expect(run.document['cause']).toBeNull();
  expect(saved()[server.id]?.memory).toMatchObject({ lookedAt: someTime + roundMs, fewWorkers: true });
});

test('samples that are damaged cost nothing but the samples', async () => {
  const memory = { ...rememberRound(few, 4, null), lookedAt: someTime - minute, samples: { answers: 'none' } };
  saveBefore({ memory: memory as never, snooze: { fromAt: 0, untilAt: someTime + minute } });
  const run = await check(few, { confirm: false });
  expect([run.document['cause'], saved()[server.id]?.snooze?.untilAt]).toEqual(['workers-missing', someTime + minute]);
});

test('too few workers a minute ago are the round before, yesterday they are not', async () => {
  await check(few, { at: someTime - 24 * 60 * minute, confirm: false });
  expect((await check(few, { confirm: false })).document['cause']).toBeNull();
  expect((await check(few, { at: someTime + minute, confirm: false })).document['cause']).toBe('workers-missing');
});
