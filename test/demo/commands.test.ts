import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logCommand, logExit, parseRestartOutput, restartCommand } from '../../src/core/services';
import type { LogSource } from '../../src/core/logs/types';
import type { LogOptions, RestartableService } from '../../src/core/services';
import type { ServerSettings } from '../../src/core/settings';
import { startDemoPortal } from '../../src/demo/portal';
import type { DemoPortal } from '../../src/demo/portal';
import { connectSsh } from '../../src/main/ssh/connect';
import type { SshConnection } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';

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

async function read(source: LogSource, options: Partial<LogOptions> = {}): Promise<readonly string[]> {
  const all: LogOptions = { lines: 500, follow: false, grep: null, since: null, ...options };
  return (await run(logCommand(source, server(), all))).text.split('\n').slice(0, -1);
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
    expect(await read('api-monitor', { lines: 2 })).toEqual(
      Array(2).fill(expect.stringMatching(/^\[\d{4}-\d\d-\d\d \d\d:\d[05]:01] OK: API responde \(HTTP 200\)$/)),
    );
    expect((await read('api-error'))[0]).toMatch(/^\[.{19} -0500] \[\d+] \[INFO] Starting gunicorn 20\.1\.0$/);
    expect(await read('api-access', { lines: 300 })).toHaveLength(300);
    expect((await read('dashboard')).at(-1)).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:]{8}-0500 portal-demo gunicorn\[\d+]: INFO:/,
    );
  });

  test('are searched without regard to case, and whatever is in the text', async () => {
    expect(await read('api-error', { grep: 'STARTING gunicorn' })).toHaveLength(1);
    expect(await read('dashboard', { grep: 'systemd[1]' })).toHaveLength(1);
    expect(await read('api-error', { grep: `it's | "not" there` })).toEqual([]);
  });

  test('begin where they are told to', async () => {
    const since = new Date(Date.now() - 31 * 60_000).toISOString();
    // The watchdog writes every five minutes.
    expect([6, 7]).toContain((await read('api-monitor', { since })).length);
    expect((await read('dashboard', { since })).length).toBeGreaterThan(10);
  });

  test('tell of the fault that is on', async () => {
    portal.setFault('api-error', true);
    await expect.poll(() => read('api-error', { grep: 'traceback' }), { timeout: 10_000 }).not.toEqual([]);
  });

  test('that are not there end with their own code', async () => {
    const elsewhere = { ...server(), errorLog: '/nowhere/api-error.log' };
    const options: LogOptions = { lines: 5, follow: false, grep: null, since: null };
    expect(await run(logCommand('api-error', elsewhere, options))).toEqual({ text: '', code: logExit.missing });
  });

  test('can be searched while they are followed', async () => {
    let text = '';
    const options: LogOptions = { lines: 100, follow: true, grep: 'starting', since: null };
    const stream = connection.stream(logCommand('api-error', server(), options), {
      onOutput: (chunk) => (text += chunk.toString()),
      onEnd: () => undefined,
    });
    await restart('api');
    await expect.poll(() => text.trim().split('\n').length).toBe(2);
    stream.close();
    expect(text).not.toContain('Listening');
  });

  test('grow while they are followed, until the channel is closed', async () => {
    let text = '';
    let ended = false;
    const stream = connection.stream(
      logCommand('api-error', server(), { lines: 1, follow: true, grep: null, since: null }),
      {
        onOutput: (chunk) => (text += chunk.toString()),
        onEnd: () => (ended = true),
      },
    );
    await expect.poll(() => text.split('\n').length).toBe(2);
    await restart('api');
    await expect.poll(() => text).toContain('Starting gunicorn 20.1.0');
    expect(ended).toBe(false);
    stream.close();
    await expect.poll(() => ended).toBe(true);
  });
});
