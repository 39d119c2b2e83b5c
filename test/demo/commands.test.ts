import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogSearchProgress, LogSource, LogSpan } from '../../src/core/logs/types';
import { ok } from '../../src/core/result';
import { parseRestartOutput, restartCommand } from '../../src/core/services';
import type { RestartableService } from '../../src/core/services';
import type { ServerSettings } from '../../src/core/settings';
import { startDemoPortal } from '../../src/demo/portal';
import type { DemoPortal } from '../../src/demo/portal';
import type { LogDeps } from '../../src/main/logs/open-stream';
import { searchLogs, type SearchRequest } from '../../src/main/logs/search-logs';
import { connectSsh } from '../../src/main/ssh/connect';
import type { SshConnection } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';
import { readLogs, type ReadLog } from '../support/log-server';

let dataDir = '';
let portal: DemoPortal;
let connection: SshConnection;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigia-demo-commands-'));
  portal = await startDemoPortal({ dataDir, stepMs: 20 });
  const hostKeys = createHostKeyStore({ file: join(dataDir, 'known_hosts') });
  hostKeys.accept(server().host, server().port ?? 0, portal.hostKey);
  const sshConfigFile = join(dataDir, 'no-config');
  const opened = await connectSsh({
    server: server(),
    hostKeys,
    secrets: () => null,
    timeoutMs: 10_000,
    sshConfigFile,
  });
  if (!opened.ok) throw new Error(opened.error.kind);
  connection = opened.value;
});

afterEach(async () => {
  connection.end();
  await portal.stop();
  rmSync(dataDir, { recursive: true });
});

function server(): ServerSettings {
  const [first] = portal.settings.servers;
  if (first === undefined) throw new Error('the demo has no server');
  return first;
}

async function run(command: string, stdin?: string): Promise<{ text: string; code: number | null }> {
  const input = stdin === undefined ? {} : { stdin };
  const said = await connection.exec(command, { ...input, timeoutMs: 5000, maxBytes: 1_000_000 });
  if (!said.ok) throw new Error(said.error.kind);
  return { text: said.value.stdout.toString(), code: said.value.code };
}

async function restart(service: RestartableService) {
  const nonce = randomBytes(12).toString('hex');
  const { command, stdin } = restartCommand(service, server(), nonce);
  const { text, code } = await run(command, stdin);
  expect(code).toBe(0);
  return parseRestartOutput(text, nonce);
}

function open(request: Parameters<typeof readLogs>[1]): ReadLog {
  return readLogs({ server: server(), deps: deps() }, request);
}

async function read(source: LogSource, span: LogSpan = { kind: 'last', lines: 500 }): Promise<readonly string[]> {
  const log = open({ sources: [source], span });
  await log.waitFor('end');
  return log.lines();
}

async function find(source: LogSource, text: string, more: Partial<SearchRequest> = {}): Promise<LogSearchProgress[]> {
  const progress: LogSearchProgress[] = [];
  const search = searchLogs(deps(), {
    server: server(),
    sources: [source],
    text,
    isRegex: false,
    caseSensitive: false,
    beforeAt: null,
    afterAt: null,
    cursors: null,
    maxHits: 500,
    ...more,
    on: (one) => progress.push(one),
  });
  await expect.poll(() => progress.at(-1)?.state ?? 'running').not.toBe('running');
  const { cursors } = search;
  if (progress.at(-1)?.state === 'limit') progress.push(...(await find(source, text, { ...more, cursors: cursors() })));
  return progress;
}

const linesOf = (progress: readonly LogSearchProgress[]) => progress.toReversed().flatMap(({ lines }) => lines);

/** Over the connection that is open. */
function deps(): LogDeps {
  return {
    connect: () => Promise.resolve(ok({ ...connection, end: () => undefined })),
    clock: { now: Date.now },
    nonce: () => randomBytes(12).toString('hex'),
  };
}

describe('restarting', () => {
  test('the API says what the real scripts say, and mends it', async () => {
    portal.setFault('api-hung', true);
    expect(await restart('api')).toEqual({
      finished: true,
      steps: [
        { name: 'stop', state: 'ended', code: 0, output: 'API detenida' },
        {
          name: 'start',
          state: 'ended',
          code: 0,
          output: expect.stringMatching(/^API iniciada \(PID \d+\)$/) as string,
        },
      ],
    });
    expect([...portal.active()]).toEqual([]);
  });

  test('an API that is down has nothing to stop', async () => {
    portal.setFault('api-down', true);
    const { steps } = await restart('api');
    expect(steps[0]).toMatchObject({ name: 'stop', code: 0, output: 'La API no estaba en ejecución' });
    expect([...portal.active()]).toEqual([]);
  });

  test('the API leaves a database alone that is down', async () => {
    portal.setFault('database-down', true);
    await restart('api');
    expect([...portal.active()]).toEqual(['database-down']);
  });

  test('the dashboard is one step that mends it', async () => {
    portal.setFault('dashboard-down', true);
    expect(await restart('dashboard')).toEqual({
      finished: true,
      steps: [{ name: 'start', state: 'ended', code: 0, output: '' }],
    });
    expect([...portal.active()]).toEqual([]);
  });

  test('a dashboard that cannot start fails with what systemd says', async () => {
    portal.setFault('dashboard-failing', true);
    const { steps } = await restart('dashboard');
    expect(steps.map(({ code }) => code)).toEqual([1]);
    expect(steps[0]?.output).toContain('Job for dashboard-mme.service failed');
    expect([...portal.active()]).toEqual(['dashboard-failing']);
  });

  test('goes on when the laptop goes away', async () => {
    portal.setFault('api-down', true);
    const { command, stdin } = restartCommand('api', server(), 'abcdefgh1234');
    await connection.exec(command, {
      stdin,
      timeoutMs: 5000,
      maxBytes: 10_000,
      onOutput: () => {
        connection.end();
      },
    });
    await expect.poll(() => [...portal.active()]).toEqual([]);
  });
});

describe('logs', () => {
  test('have the formats of the real ones', async () => {
    expect(await read('api-monitor', { kind: 'last', lines: 2 })).toEqual(
      Array(2).fill(expect.stringMatching(/^\[\d{4}-\d\d-\d\d \d\d:\d[05]:01] OK: API responde \(HTTP 200\)$/)),
    );
    expect((await read('api-error'))[0]).toMatch(/^\[.{19} -0500] \[\d+] \[INFO] Starting gunicorn 20\.1\.0$/);
    expect(await read('api-access', { kind: 'last', lines: 300 })).toHaveLength(300);
    expect((await read('dashboard')).at(-1)).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}-0500 portal-demo gunicorn\[\d+]: INFO:/,
    );
  });

  test('are searched without regard to case, and whatever is in the text', async () => {
    const pattern = String.raw`^\[[^\]]+\] \[\d+\] \[INFO\] Starting`;
    expect(linesOf(await find('api-error', 'STARTING gunicorn'))).toHaveLength(1);
    expect(linesOf(await find('dashboard', 'systemd[1]'))).toHaveLength(1);
    expect(linesOf(await find('api-error', pattern, { isRegex: true }))).toHaveLength(1);
    expect(linesOf(await find('api-error', `it's | "not" there`))).toEqual([]);
  });

  test('are searched step by step', async () => {
    const steps = await find('api-access', 'GET', { maxHits: 150 });
    expect(steps.filter(({ state }) => state === 'limit').length).toBeGreaterThan(1);
    const all = linesOf(steps);
    expect(all).toEqual((await read('api-access', { kind: 'last', lines: 2000 })).slice(0, all.length));
  });

  test('begin and end where they are told to', async () => {
    const now = Date.now();
    const window = (fromMinutes: number, toMinutes: number) =>
      ({ kind: 'window', fromAt: now - fromMinutes * 60_000, toAt: now - toMinutes * 60_000 }) as const;
    // The watchdog writes every five minutes.
    expect([6, 7]).toContain((await read('api-monitor', window(31, 0))).length);
    expect((await read('api-monitor', window(31, 20))).length).toBeLessThan(4);
    expect((await read('dashboard', window(31, 0))).length).toBeGreaterThan(10);
  });

  test('are followed from where they were read, and nothing comes twice', async () => {
    const sources: readonly LogSource[] = ['nginx-error', 'dashboard'];
    const first = open({ sources, span: { kind: 'last', lines: 20 } });
    for (const source of sources) await first.waitFor('end', source);
    const after = first.positions();
    expect([...after.keys()].toSorted()).toEqual(['dashboard', 'nginx-error']);
    portal.setFault('api-down', true);
    const log = open({ sources, follow: true, after });
    await expect.poll(() => log.lines('nginx-error').length, { timeout: 20_000 }).toBeGreaterThan(0);
    log.close();
    const [before, since] = [first.lines('nginx-error'), log.lines('nginx-error')];
    const all = await read('nginx-error', { kind: 'last', lines: 500 });
    const begin = all.indexOf(before[0] ?? since[0] ?? '');
    expect([...before, ...since]).toEqual(all.slice(begin, begin + before.length + since.length));
  });

  test('tell of the fault that is on', async () => {
    portal.setFault('api-error', true);
    await expect.poll(async () => linesOf(await find('api-error', 'traceback')), { timeout: 10_000 }).not.toEqual([]);
  });

  test('of nginx tell that nobody answered behind it', async () => {
    portal.setFault('api-down', true);
    await expect
      .poll(() => read('nginx-error'), { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('connect() failed (111: Connection refused)'));
  });

  test('that are not there end with their own error', async () => {
    const elsewhere = { ...server(), errorLog: '/nowhere/api-error.log' };
    const log = readLogs({ server: elsewhere, deps: deps() }, {});
    await log.waitFor('end');
    expect(log.events.at(-1)).toEqual({ kind: 'end', source: 'api-error', error: { kind: 'file-missing' } });
  });

  test('grow while they are followed, until the channel is closed', async () => {
    const log = open({ span: { kind: 'last', lines: 1 }, follow: true });
    await log.waitFor('read');
    expect(log.lines()).toHaveLength(1);
    await restart('api');
    await expect.poll(() => log.lines().join('\n')).toContain('Starting gunicorn 20.1.0');
    expect(log.has('end')).toBe(false);
    log.close();
    expect(log.events.at(-1)).toEqual({ kind: 'end', source: 'api-error', error: null });
  });
});
