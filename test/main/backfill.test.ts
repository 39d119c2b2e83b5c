import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { partition } from '../../src/core/history/partition';
import { isAtMost, repairMsOf } from '../../src/core/history/repair-statistics';
import type { IncidentRecord, Look, Range, ReconstructedSpan } from '../../src/core/history/types';
import { initialState, type Incident, type ServerState } from '../../src/core/monitor-state';
import { ok } from '../../src/core/result';
import { update, type MonitorEvent } from '../../src/core/monitor';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, type ServerSettings } from '../../src/core/settings';
import { backfillOnce, type BackfillStore } from '../../src/main/backfill';
import { createBackfill, type BackfillScheduleDeps } from '../../src/main/backfill-schedule';
import { createSystemClock } from '../../src/main/clock';
import { createHistory } from '../../src/main/history/create-history';
import type { BackFill } from '../../src/main/history/history';
import { emptyIncident } from '../../src/main/history/incident-fold';
import { createNonce } from '../../src/main/nonce';
import { connectSsh, type SshConnection } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';
import { healthyRound } from '../../src/core/drill/healthy';
import { fakeClock } from '../support/fake-clock';
import { findGunicorn, startGunicorn } from '../support/gunicorn';
import { sshdPath, startSshd, type Sshd } from '../support/sshd';
import { createTempFolder, type TempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';
import { sampleRound } from './history/sample';

const minuteMs = 60_000;

/** A history in memory: looks of direct rounds, and all that was back-filled. */
function memoryStore(looks: readonly Look[] = [], observed: readonly IncidentRecord[] = []) {
  const done: BackFill[] = [];
  const cursors = new Map<string, string>();
  // One reading covers all of it: the last one tells what is known.
  const spans = (): readonly ReconstructedSpan[] => done.at(-1)?.spans ?? [];
  const segments = (range: Range) =>
    partition({
      range,
      now: Date.now(),
      looks,
      gaps: [],
      spans: spans(),
      maintenances: [],
      corrections: [],
      maxGapMs: 10 * minuteMs,
    });
  const store: BackfillStore = {
    isWriter: () => true,
    getCursor: (_, key) => cursors.get(key) ?? null,
    recordBackFill: (_, backFill) => {
      done.push(backFill);
      for (const [key, value] of Object.entries(backFill.cursors ?? {})) cursors.set(key, value);
      return true;
    },
    reader: {
      measured: (_, range) => segments(range),
      looks: (_, { fromAt, toAt }) => looks.filter(({ at }) => at >= fromAt && at < toAt),
      incidents: () => observed,
      notes: () => [],
    },
  };
  return { store, done, segments, spans };
}

const startAt = Math.floor((Date.now() - 5 * 3_600_000) / 300_000) * 300_000 + 1000;
const at = (index: number) => startAt + index * 5 * minuteMs;
/** The machine that runs the tests is the server: by its own zone. */
const zone = execFileSync('date', ['+%z'], { env: { PATH: process.env['PATH'] } })
  .toString()
  .trim();
const zoneMs = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5))) * minuteMs;
const stamp = (moment: number) => new Date(moment + zoneMs).toISOString().slice(0, 19).replace('T', ' ');
const line = (moment: number, words: string) => `[${stamp(moment)}] ${words}\n`;
const looks = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => line(at(from + index), 'OK: API responde (HTTP 200)')).join('');

describe.skipIf(sshdPath() === null)('over a real sshd', () => {
  let sshd: Sshd;
  let temp: TempFolder;
  let server: ServerSettings;
  let log: string;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await sshd.stop();
  });
  beforeEach(() => {
    temp = createTempFolder();
    log = join(temp.path, 'api-monitor.log');
    server = {
      ...portalProfile,
      host: sshd.host,
      port: sshd.port,
      user: sshd.user,
      auth: { kind: 'key', file: sshd.keyFile },
      dashboard: { unit: 'vigia-test-none', port: 1 },
      watchdogLog: log,
      accessLog: join(temp.path, 'api-access.log'),
      errorLog: join(temp.path, 'api-error.log'),
    };
  });

  const depsOf = (store: BackfillStore): BackfillScheduleDeps => {
    const hostKeys = createHostKeyStore({ file: join(temp.path, 'known_hosts') });
    const [key] = sshd.hostKeys;
    if (key !== undefined) hostKeys.accept(sshd.host, sshd.port, key);
    return {
      clock: createSystemClock(),
      nonce: createNonce,
      store,
      proxy: { log: join(temp.path, 'nginx.log'), config: temp.path },
      connect: (to, signal) =>
        connectSsh({
          server: to,
          hostKeys,
          secrets: () => null,
          timeoutMs: 10_000,
          sshConfigFile: '/nowhere/config',
          ...(signal === undefined ? {} : { signal }),
        }),
    };
  };
  const kindsOf = (memory: ReturnType<typeof memoryStore>, from: number, to: number) =>
    memory
      .segments({ fromAt: from, toAt: to })
      .map(({ fromAt, toAt, kind }) => [Math.round((toAt - fromAt) / 1000), kind]);

  test('hours without a look are filled from the server’s log, and only once, through rotation', async () => {
    const memory = memoryStore();
    const deps = depsOf(memory.store);
    const options = { watchdogMinutes: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55] };
    writeFileSync(`${log}.1`, looks(0, 3));
    utimesSync(`${log}.1`, at(2) / 1000, at(2) / 1000);
    execFileSync('gzip', [`${log}.1`]);
    writeFileSync(log, looks(3, 6));
    const first = await backfillOnce(deps, server, options);
    expect(first).toMatchObject({ ok: true, value: { hasMore: false, logs: { watchdog: { lines: 6, unknown: 0 } } } });

    appendFileSync(log, line(at(6) + 9000, 'ALERTA: API no responde (HTTP 000). Reiniciando...'));
    renameSync(log, `${log}.1`);
    writeFileSync(log, `${line(at(6) + 21_000, 'RECUPERADA: API reiniciada')}${looks(7, 10)}`);
    const second = await backfillOnce(deps, server, options);
    expect(second).toMatchObject({ ok: true, value: { incidents: 1, notes: 1, logs: { watchdog: { lines: 5 } } } });

    expect(kindsOf(memory, at(0), at(9))).toEqual([
      [1500 + 60, 'reconstructedUp'],
      [249, 'noData'],
      [12, 'reconstructedDown'],
      [300 - 21 + 600, 'reconstructedUp'],
    ]);
    const before = memory.spans();
    const third = await backfillOnce(deps, server, options);
    expect(third).toMatchObject({ ok: true, value: { incidents: 0, notes: 0 } });
    expect(memory.spans()).toEqual(before);
  });

  test('the history keeps it, and counts what was reconstructed', async () => {
    writeFileSync(
      log,
      `${looks(0, 6)}${line(at(6) + 9000, 'ALERTA: API no responde (HTTP 000).')}${line(at(6) + 21_000, 'RECUPERADA: API reiniciada')}${looks(7, 10)}`,
    );
    const history = createHistory({ dataDir: temp.path, clock: createSystemClock() });
    try {
      const deps = depsOf(history);
      expect(await backfillOnce(deps, server, { watchdogMinutes: null })).toMatchObject({
        ok: true,
        value: { incidents: 1 },
      });
      expect(await backfillOnce(deps, server, { watchdogMinutes: null })).toMatchObject({
        ok: true,
        value: { incidents: 0 },
      });
      const range = { fromAt: at(0), toAt: at(9) };
      const kinds = history.reader
        .segments(server.id, range)
        .map(({ fromAt, toAt, kind }) => [Math.round((toAt - fromAt) / 1000), kind]);
      expect(kinds).toEqual([
        [1560, 'reconstructedUp'],
        [249, 'noData'],
        [12, 'reconstructedDown'],
        [879, 'reconstructedUp'],
      ]);
      expect(
        history.reader.incidents(server.id, range).map(({ cause, source, repairedBy }) => [cause, source, repairedBy]),
      ).toEqual([['api-down', 'reconstructed', 'watchdog']]);
      expect(history.reader.notes(server.id, range).map(({ note }) => note)).toEqual(['watchdog-restarted-api']);
    } finally {
      history.close();
    }
  });

  test('a direct look is never overruled', async () => {
    writeFileSync(log, looks(0, 20));
    const seen = [4, 5, 6].map((index): Look => ({ at: at(index), state: 'down', cause: 'dashboard-down' }));
    const memory = memoryStore(seen);
    await backfillOnce(depsOf(memory.store), server, { watchdogMinutes: null });
    expect(kindsOf(memory, at(0), at(19))).toEqual([
      [1200, 'reconstructedUp'],
      [600, 'down'],
      [13 * 300, 'reconstructedUp'],
    ]);
  });

  test('an outage that somebody watched is not told a second time, but when it began is', async () => {
    writeFileSync(
      log,
      `${looks(0, 4)}${line(at(4) + 9000, 'ALERTA: API no responde (HTTP 000).')}${line(at(5) + 9000, 'ALERTA: API no responde (HTTP 000).')}${looks(6, 9)}`,
    );
    const firstFailureAt = at(5) + 60_000;
    const seen: readonly Look[] = [
      { at: firstFailureAt, state: 'down', cause: 'api-down' },
      { at: at(6) - 60_000, state: 'down', cause: 'api-down' },
      { at: at(6) + 1000, state: 'up', cause: null },
    ];
    const recoveredAt = at(6) + 2000;
    const observed: IncidentRecord = {
      ...emptyIncident({ id: 'watched-1', cause: 'api-down', firstFailureAt }),
      recoveredAt,
    };
    const memory = memoryStore(seen, [observed]);
    await backfillOnce(depsOf(memory.store), server, { watchdogMinutes: null });
    expect(memory.done[0]?.incidents).toEqual([]);
    expect(memory.done[0]?.signs).toEqual({ 'watched-1': { firstSignAt: at(4) + 9000, recovery: null } });
  });

  test('the end of an outage that the laptop slept through is the server’s, beside the one that was seen', async () => {
    const startAt = at(4) + 60_000;
    writeFileSync(
      log,
      `${looks(0, 4)}${line(at(5), 'ALERTA: API no responde (HTTP 000). Reiniciando...')}${line(at(5) + 8000, 'RECUPERADA: API reiniciada')}${looks(6, 40)}`,
    );
    const clock = fakeClock(at(0));
    const history = createHistory({ dataDir: temp.path, clock });
    try {
      const round = (moment: number, status: 'calm' | 'down') => {
        clock.advance(moment - clock.now());
        const cause = status === 'down' ? 'api-down' : null;
        history.recordRound(sampleRound(moment, { serverId: server.id, status, cause }));
      };
      round(at(3), 'calm');
      round(startAt, 'down');
      round(startAt + 20_000, 'down');
      const incident = { serverId: server.id, id: 'watched-1', cause: 'api-down', firstFailureAt: startAt } as const;
      history.recordEntry({ kind: 'incident-opened', ...incident, at: startAt + 30_000 });
      round(at(41), 'calm');
      history.recordEntry({ kind: 'incident-closed', ...incident, at: at(41) + 1250, endSeen: false });
      const found = () => history.reader.incidents(server.id, { fromAt: at(0), toAt: at(42) });
      expect(found().map((one) => [repairMsOf(one), isAtMost(one)])).toEqual([[at(41) + 1250 - startAt, true]]);
      await backfillOnce({ ...depsOf(history), clock: createSystemClock() }, server, { watchdogMinutes: null });
      expect(found()).toMatchObject([
        {
          id: 'watched-1',
          recoveredAt: at(41) + 1250,
          recovery: { at: at(5) + 8000, source: 'watchdog-log', atMost: false },
        },
      ]);
      expect(found().map((one) => [repairMsOf(one), isAtMost(one)])).toEqual([[at(5) + 8000 - startAt, false]]);
    } finally {
      history.close();
    }
  });

  test.skipIf(findGunicorn() === null)(
    'a worker that gunicorn replaced while nobody looked is a note, with how long it took by its own log',
    async () => {
      const gunicorn = await startGunicorn({ folder: temp.path, workers: 2 });
      const history = createHistory({ dataDir: temp.path, clock: createSystemClock() });
      try {
        const [first, second] = workersOf(gunicorn.output());
        if (first === undefined) throw new Error('gunicorn has no worker');
        process.kill(first, 'SIGKILL');
        await waitUntil('a new worker', () => workersOf(gunicorn.output()).length === 3);
        const [, , third] = workersOf(gunicorn.output());
        expect(new Set([first, second, third]).size).toBe(3);
        // What is only just written the next round tells: it happened a while ago.
        const errorLog = join(temp.path, 'api-error.log');
        writeFileSync(errorLog, anHourBefore(gunicorn.output()));
        const result = await backfillOnce(depsOf(history), { ...server, errorLog }, { watchdogMinutes: null });
        expect(result).toMatchObject({ ok: true, value: { spans: 0, incidents: 0, notes: 1 } });
        const [note] = history.reader.notes(server.id, { fromAt: 0, toAt: Date.now() });
        expect(note).toMatchObject({ note: 'worker-restarted', source: 'reconstructed' });
        // A busy machine may take it over the next full second.
        expect([1000, 2000, 3000]).toContain(note?.took?.atMostMs);
      } finally {
        history.close();
        await gunicorn.stop();
      }
    },
  );

  test('a server that cannot be reached changes nothing', async () => {
    const memory = memoryStore();
    const result = await backfillOnce(
      depsOf(memory.store),
      { ...server, user: 'nobody-here' },
      { watchdogMinutes: null },
    );
    expect(result.ok).toBe(false);
    expect(memory.done).toEqual([]);
  });

  test('it is run after the first good round, not again after the next, and again after a gap', async () => {
    writeFileSync(log, looks(0, 20));
    const memory = memoryStore();
    const wound = fakeClock(Date.now());
    const done: number[] = [];
    const backfill = createBackfill({
      ...depsOf(memory.store),
      clock: { ...createSystemClock(), now: wound.now, after: wound.after },
      onDone: (_, { spans }) => done.push(spans),
    });
    let state = initialState(
      { ...defaultSettings, servers: [server] },
      {},
      { demo: false, timeZone: 'America/Bogota' },
    );
    const tell = (event: MonitorEvent) => {
      [state] = update(state, event);
      backfill.follow(state);
    };
    const round = () => {
      tell({ kind: 'round-started', serverId: server.id, at: wound.now() });
      wound.advance(1000);
      tell({
        kind: 'observed',
        observation: healthyRound(server, { sinceAt: wound.now() - 86_400_000, at: wound.now() }),
      });
    };
    round();
    expect(done).toEqual([]);
    // connectSsh's own deadlines are on the machine's clock; only the waiting is wound.
    wound.advance(1500);
    await waitUntil('the first reading', () => done.length === 1);
    wound.advance(5 * minuteMs);
    round();
    wound.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(done).toHaveLength(1);
    wound.advance(3 * 3_600_000);
    round();
    wound.advance(1500);
    await waitUntil('the second reading', () => done.length === 2);
    expect(done[0]).toBeGreaterThan(0);
    backfill.stop();
  });
});

const workersOf = (output: string) =>
  [...output.matchAll(/Booting worker with pid: (\d+)/g)].map(([, pid]) => Number(pid));

/** Its log with each stamp an hour earlier. */
function anHourBefore(output: string): string {
  return output.replaceAll(/^\[(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d{4})\]/gm, (_, day, time, zoneName) => {
    const moment = Date.parse(`${String(day)}T${String(time)}${String(zoneName)}`) - 60 * minuteMs;
    const text = new Date(moment).toISOString();
    return `[${text.slice(0, 10)} ${text.slice(11, 19)} +0000]`;
  });
}

/** A server whose logs cannot be read: there is never more to read. */
function answerNothing(script: string, at: number): Buffer {
  const nonce = /^NONCE='(\w+)'$/m.exec(script)?.[1] ?? '';
  const clock = `${String(Math.floor(at / 1000))} 000000000 -0500`;
  const sections = { clock, watchdog: 'closed', proxy: 'closed', access: 'closed', errors: 'closed', clock_end: clock };
  const lines = Object.entries(sections).map(
    ([name, text]) => `${nonce} begin ${name}\n${text}\n${nonce} end ${name} 0\n`,
  );
  return Buffer.from(lines.join(''));
}

test.each<[string, Partial<ServerState>]>([
  ['our own network was down for a round', { blind: { sinceAt: 0, cause: 'laptop-offline', toldAt: null } }],
  ['an outage', { incident: { id: 'x', cause: 'api-down', firstFailureAt: 0 } as Incident }],
])('it is read again after %s', async (_, trouble) => {
  const clock = fakeClock();
  let done = 0;
  const connection = {
    exec: (_command: string, { stdin }: { readonly stdin: string }) =>
      Promise.resolve(
        ok({ stdout: answerNothing(stdin, clock.now()), stderr: Buffer.alloc(0), code: 0, signal: null }),
      ),
    end: () => undefined,
  } as unknown as SshConnection;
  const backfill = createBackfill({
    clock,
    nonce: createNonce,
    store: memoryStore().store,
    connect: () => Promise.resolve(ok(connection)),
    onDone: () => (done += 1),
  });
  const settings = { ...defaultSettings, servers: [portalProfile] };
  const state = initialState(settings, {}, { demo: false, timeZone: 'America/Bogota' });
  const follow = async (rounds: number, change: Partial<ServerState>) => {
    const observation = healthyRound(portalProfile, { sinceAt: clock.now() - minuteMs, at: clock.now() });
    const servers = state.servers.map((server): ServerState => ({
      ...server,
      health: { status: 'up' },
      lastEvidenceAt: clock.now(),
      observation,
      rounds,
      ...change,
    }));
    backfill.follow({ ...state, servers });
    clock.advance(2000);
    await new Promise((resolve) => setTimeout(resolve, 10));
    return done;
  };
  expect(await follow(1, {})).toBe(1);
  expect(await follow(2, {})).toBe(1);
  expect(await follow(3, { health: { status: 'down' }, ...trouble })).toBe(1);
  expect(await follow(4, {})).toBe(2);
  expect(await follow(5, {})).toBe(2);
});

describe('steps aside', () => {
  const server = portalProfile;
  function course() {
    const clock = fakeClock();
    const calls: { readonly signal: AbortSignal | undefined }[] = [];
    const backfill = createBackfill({
      clock,
      nonce: createNonce,
      store: memoryStore().store,
      // Never answers: what matters is when it is asked and when it is broken off.
      connect: (_, signal) => {
        calls.push({ signal });
        return new Promise((resolve) => {
          signal?.addEventListener('abort', () => {
            resolve({ ok: false, error: { kind: 'aborted' } as never });
          });
        });
      },
    });
    let state = initialState(
      { ...defaultSettings, servers: [server] },
      {},
      { demo: false, timeZone: 'America/Bogota' },
    );
    const tell = (event: MonitorEvent) => {
      [state] = update(state, event);
      backfill.follow(state);
    };
    const begin = () => {
      tell({ kind: 'round-started', serverId: server.id, at: clock.now() });
    };
    const end = () => {
      clock.advance(500);
      tell({
        kind: 'observed',
        observation: healthyRound(server, { sinceAt: clock.now() - 86_400_000, at: clock.now() }),
      });
    };
    return { clock, calls, begin, end, tell, stop: backfill.stop };
  }

  test('a round that begins breaks it off, and after the round it begins again', async () => {
    const { clock, calls, begin, end } = course();
    begin();
    end();
    clock.advance(2000);
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([false]);
    begin();
    expect(calls[0]?.signal?.aborted).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 10));
    end();
    clock.advance(2000);
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  });

  test('a round that begins before it does keeps it waiting', () => {
    const { clock, calls, begin, end } = course();
    begin();
    end();
    begin();
    clock.advance(2000);
    expect(calls).toEqual([]);
  });

  test('its end is the end', () => {
    const { clock, calls, begin, end, stop } = course();
    begin();
    end();
    stop();
    clock.advance(60_000);
    expect(calls).toEqual([]);
  });
});
