/** The main job on real parts: OpenSSH, nginx with TLS and gunicorn, through the command line. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../src/main/clock';
import { createHistory } from '../../src/main/history/create-history';
import { findGunicorn } from '../support/gunicorn';
import { findNginx } from '../support/nginx';
import { startRealPortal, type RealPortal } from '../support/portal';
import { json, jsonLines, runCli } from '../support/run-cli';
import { sshdPath } from '../support/sshd';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

const missing = sshdPath() === null || findNginx() === null || findGunicorn() === null;

describe.skipIf(missing)('a portal of real parts', { timeout: 120_000 }, () => {
  let portal: RealPortal;
  let temp: TempFolder;
  let data: string;

  beforeAll(async () => {
    portal = await startRealPortal();
    temp = createTempFolder();
    data = temp.path;
    const { auth } = portal.server;
    const run = await runCli([
      'init',
      '--data-dir',
      data,
      '--host',
      portal.sshd.host,
      '--port',
      String(portal.sshd.port),
      '--user',
      portal.sshd.user,
      '--key',
      auth.kind === 'key' ? auth.file : '',
      '--url',
      portal.server.url,
      '--ca',
      portal.server.caFile ?? '',
      '--witness',
      portal.settings.witnesses[0]?.url ?? '',
      '--accept-host-key',
      portal.sshd.hostKeyFingerprint,
      '--language',
      'en',
    ]);
    expect([run.code, run.err]).toEqual([0, '']);
    // The paths and ports of this test's portal; everything else is as init wrote it.
    const file = join(data, 'settings.json');
    const written = JSON.parse(readFileSync(file, 'utf8')) as { servers: unknown[] };
    writeFileSync(file, JSON.stringify({ ...written, servers: [portal.server] }));
  }, 120_000);

  afterAll(async () => {
    await portal.stop();
    temp.remove();
  });

  afterEach(async () => {
    portal.setDashboard('well');
    await portal.restoreApi();
  });

  const vigia = (...args: string[]) => runCli([...args, '--data-dir', data, '--language', 'en']);

  test('is calm when all is well, with every process counted', async () => {
    const run = await vigia('check', '--json');
    const answer = json(run);
    expect([run.code, answer['status'], answer['cause']]).toEqual([0, 'calm', null]);
    const checks = answer['checks'] as { id: string; level: string; value: unknown }[];
    expect(checks.find(({ id }) => id === 'api.processes')).toMatchObject({ level: 'ok', value: 2 });
    expect(checks.find(({ id }) => id === 'api.local')).toMatchObject({ level: 'ok', value: 200 });
  });

  test('names the stopped API as the cause, and one click repairs it with proof', async () => {
    portal.stopApi();
    const down = await vigia('check', '--json');
    expect([down.code, json(down)['cause'], json(down)['confidence']]).toEqual([2, 'api-down', 'certain']);
    const restart = await vigia('restart', 'api', '--json');
    const lines = jsonLines(restart);
    expect(lines.slice(0, -1).map((line) => [line['step'], line['ok']])).toEqual([
      ['precheck', true],
      ['stop', true],
      ['start', true],
      ['answering', true],
      ['workers', true],
      ['stable', true],
    ]);
    expect([restart.code, lines.at(-1)?.['outcome']]).toEqual([0, 'verified']);
    expect(lines.at(-1)).toMatchObject({
      before: { cause: 'api-down', pids: [] },
      after: { apiStatus: 200, portalStatus: 200 },
    });
    expect((await vigia('check')).code).toBe(0);
  });

  test('three restarts that did not hold lock the fourth; who insists goes past it, and that is kept', async () => {
    const outcomes: unknown[] = [];
    // One of before may count too.
    while (outcomes.at(-1) !== 'refused' && outcomes.length < 4) {
      portal.stopApi();
      outcomes.push(jsonLines(await vigia('restart', 'api', '--json')).at(-1)?.['outcome']);
    }
    expect(outcomes.at(-1)).toBe('refused');
    const locked = await vigia('restart', 'api');
    expect(locked.code).toBe(3);
    expect(locked.out).toMatch(/restarts in 30 min have not mended it.*\n( {2}\d+:\d\d \(.*\n){3}/);
    expect(locked.out).toContain('Before each restart: The API is stopped (3 of 3 times).');
    expect(locked.out).toContain('--anyway');
    const insisted = await vigia('restart', 'api', '--anyway', '--json');
    expect([insisted.code, jsonLines(insisted).at(-1)?.['outcome']]).toEqual([0, 'verified']);
    const history = createHistory({ dataDir: data, clock: createSystemClock() });
    const kept = [...history.exportLines()].filter((line) => line.replaceAll('\\', '').includes('"anyway":true'));
    history.close();
    expect(kept).toHaveLength(1);
  });

  test('does not restart a healthy API before she has confirmed', async () => {
    const before = portal.apiPids();
    const run = await vigia('restart', 'api', '--json');
    expect([run.code, jsonLines(run).at(-1)]).toMatchObject([3, { outcome: 'refused', reason: 'not-confirmed' }]);
    expect(portal.apiPids()).toEqual(before);
  });

  test('tells code that does not load from an API that was stopped, and refuses a restart that cannot help', async () => {
    portal.stopApi();
    portal.breakCode();
    expect(() => {
      portal.startApi();
    }).toThrow();
    const run = await vigia('check', '--json', '--no-confirm');
    expect(json(run)).toMatchObject({ status: 'down', cause: 'api-cannot-start' });
    expect((json(run)['evidence'] as string[]).join(' ')).toContain('module_that_is_missing');
  });

  test('tells frozen workers from a stopped API', async () => {
    const pids = portal.apiPids();
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      const run = await vigia('check', '--json', '--no-confirm');
      expect(json(run)).toMatchObject({ cause: 'api-hung' });
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
  });

  test('a failing dashboard is not an API matter', async () => {
    portal.setDashboard('error');
    expect(json(await vigia('check', '--json', '--no-confirm'))).toMatchObject({
      status: 'down',
      cause: 'dashboard-down',
    });
  });

  test('shows the last lines of a log, and follows it through rotation', async () => {
    const log = portal.server.watchdogLog;
    appendFileSync(log, 'línea \u001b[31mroja\u001b[0m\n');
    const run = await vigia('logs', 'api-monitor', '-n', '1');
    expect([run.code, run.out]).toEqual([0, expect.not.stringContaining('\u001b')]);
    expect(run.out).toContain('roja');
  });

  test('says which log cannot be read, and exits with 2', async () => {
    const run = await vigia('logs', 'dashboard', '-n', '5');
    expect([0, 2]).toContain(run.code);
    const nothing = await vigia('logs', 'nope');
    expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('api-monitor')]);
  });

  test('a changed host key is refused, nothing is sent, and the web is still watched', async () => {
    const file = join(data, 'known_hosts');
    const known = readFileSync(file, 'utf8');
    const other = 'AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    writeFileSync(file, known.replace(/AAAA\S+/, other));
    const logins = () => portal.sshd.log().split('Accepted').length;
    const before = logins();
    try {
      const run = await vigia('check', '--json', '--no-confirm');
      expect([run.code, json(run)['cause']]).toEqual([1, 'host-key-changed']);
      expect(logins()).toBe(before);
    } finally {
      writeFileSync(file, known);
    }
  });
});
