/**
 * Canary secrets through whole sessions of the real thing, tray application and command line, on a real portal. Afterwards
 * every file, process, notice and message is searched: nothing may hold one, in no form.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerSettings, Settings } from '../../src/core/settings';
import type { Answers, Push, RequestArgument, RequestName } from '../../src/shared/ipc';
import { createAviary, filesBelow, openToOthers } from '../support/canaries/canary';
import { watchProcesses, type ProcessWatch } from '../support/canaries/process-watch';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import { startPasswordServer, type PasswordServer } from '../support/password-server';
import { startRealPortal, type RealPortal } from '../support/portal';
import { descendantsOf } from '../support/process-tree';
import { createTempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';

const password = 'Kanari+Kennwort/7f3a=é1';
/** What is written in the server's log, by what a program would write before it. */
const inLog = 'Kanari-im-Protokoll_91c2d4e8';
const passphrase = 'Kanari: frase con ñ (8e2f)';
const token = 'KanariToken0a1b2c3d4e5f';
const proxyPassword = 'Kanari%Proxy:5d6e7f';
const bySudo = 'Kanari-von-sudo_33aa44bb';
/** Given to the tray application too, which has no use for it. */
const inEnvironment = 'Kanari_Umgebung_c0ffee11';

const temp = createTempFolder('canaries');
const folder = (name: string): string => {
  const path = join(temp.path, name);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
};
const server = folder('server');
const programs = folder('programs');
const saved = folder('saved');
const tmp = folder('tmp');
const dataDir = folder('data');

/** systemd and PostgreSQL as the round sees them, with a dashboard that has failed; and a sudo that talks too much. */
function writePrograms(): void {
  writeFileSync(
    join(programs, 'systemctl'),
    `#!/bin/sh
[ "$1" = show ] || exit 0
for unit in vigia-test-dashboard nginx postgresql cron ssh; do
  state=active sub=running
  [ $unit != vigia-test-dashboard ] || { state=failed sub=failed; }
  printf 'Id=%s.service\\nLoadState=loaded\\nActiveState=%s\\nSubState=%s\\nResult=success\\nNRestarts=0\\nExecMainStatus=0\\nUnitFileState=enabled\\nStateChangeTimestamp=@%s\\n\\n' $unit $state $sub 1700000000
done
`,
  );
  writeFileSync(
    join(programs, 'sudo'),
    `#!/bin/sh
case "$*" in *" -l"*|"-n -l") printf '(root) NOPASSWD: /usr/bin/systemctl restart vigia-test-dashboard\\n'; exit 0 ;; esac
echo "sudo: ${bySudo}" >&2
echo "password=${bySudo}" >&2
echo "sudo: a password is required" >&2
exit 1
`,
  );
  writeFileSync(join(programs, 'pg_isready'), '#!/bin/sh\nexit 0\n');
  for (const name of ['systemctl', 'sudo', 'pg_isready']) chmodSync(join(programs, name), 0o755);
}

const secretLines = [
  '[2026-11-30 10:00:00 +0000] [11] [ERROR] Exception in worker process',
  'Traceback (most recent call last):',
  '  File "/srv/main.py", line 3, in app',
  `RuntimeError: connection to postgresql://portal:${inLog}@db.example.org/portal failed: password=${inLog} Authorization: Bearer ${token}`,
  '',
].join('\n');

describe('canary secrets', { timeout: 400_000 }, () => {
  let desktop: Desktop;
  let portal: RealPortal;
  let ssh: PasswordServer;
  let app: LaunchedApp;
  let page: Page;
  let watch: ProcessWatch;
  /** What was started, to be ended in any case, the latest first. */
  const ends: (() => unknown)[] = [];
  let aviary: ReturnType<typeof createAviary>;
  let keyFile: string;
  /** Standard output and error of everything that was run, without what she asked to see. */
  let printed = '';
  const trayTexts: string[] = [];
  const given = new Set<number>();
  let pushes = '';

  const request = <N extends RequestName>(name: N, argument: RequestArgument<N>): Promise<unknown> =>
    page.evaluate(
      ([what, value]) =>
        (
          globalThis as unknown as { vigia: { request(name: string, argument: unknown): Promise<unknown> } }
        ).vigia.request(what, value),
      [name, argument] as const,
    );

  /** Of one command line, as a process of its own. `shown`: it shows the server's own words, which she asked for. */
  async function vigia(args: readonly string[], options: { readonly stdin?: string; readonly shown?: boolean } = {}) {
    const child = spawn(process.execPath, [resolve('bin/vigia.mjs'), ...args, '--data-dir', join(temp.path, 'cli')], {
      env: {
        ...desktop.env,
        TMPDIR: tmp,
        VIGIA_SSH_SECRET: password,
        HTTPS_PROXY: `http://ana:${encodeURIComponent(proxyPassword)}@127.0.0.1:1`,
      },
      stdio: 'pipe',
    });
    if (child.pid !== undefined) given.add(child.pid);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stdin.end(options.stdin ?? '');
    const code = await new Promise((done) => child.once('close', done));
    if (options.shown !== true) printed += `${args.join(' ')}: ${text}\n`;
    return { code, text };
  }

  async function launch(): Promise<void> {
    app = await launchVigia({
      desktop,
      dataDir,
      language: 'en',
      env: { TMPDIR: tmp, VIGIA_SSH_SECRET: inEnvironment },
    });
    ends.push(app.stop);
    given.add(app.pid);
    for (const stream of [app.electron.process().stdout, app.electron.process().stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }

  async function openWindow(): Promise<void> {
    const tray = await app.tray();
    await waitUntil('its menu', async () => (await tray.labels()).includes('Open Vigía'));
    await tray.click('Open Vigía');
    page = await app.electron.firstWindow();
    await page.locator('main').first().waitFor();
    await page.evaluate(() => {
      const kept: unknown[] = [];
      (globalThis as Record<string, unknown>)['kept'] = kept;
      (globalThis as unknown as { vigia: { onPush(listener: (push: unknown) => void): void } }).vigia.onPush((push) => {
        kept.push(push);
      });
    });
  }

  /** All that was pushed since the last time, but for what she asked to see: lines of logs, output of a restart. */
  async function takePushes(): Promise<readonly Push[]> {
    const all = await page.evaluate(() => ((globalThis as Record<string, unknown>)['kept'] as unknown[]).splice(0));
    pushes += JSON.stringify(
      (all as Push[]).filter(({ kind }) => !kind.startsWith('log-')),
      (key, value: unknown) => (key === 'output' ? '' : value),
    );
    return all as Push[];
  }

  async function untilPush(what: string, holds: (push: Push) => boolean): Promise<void> {
    await waitUntil(what, async () => (await takePushes()).some(holds), 90_000);
  }

  /** One that she orders, to its end. */
  async function restart(service: 'api' | 'dashboard'): Promise<void> {
    const { id: serverId } = portal.server;
    await request('restart:start', { serverId, service, confirmed: true, anyway: true });
    await waitUntil(
      `the restart of ${service} is over`,
      async () => {
        const { snapshot } = (await request('snapshot:get', null)) as Answers['snapshot:get'];
        const run = snapshot.servers[0]?.restart;
        return run?.service === service && run.outcome !== null;
      },
      200_000,
    );
  }

  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'recorder' });
    ends.push(desktop.stop);
    portal = await startRealPortal();
    ends.push(portal.stop);
    writePrograms();
    ssh = await startPasswordServer({ folder: server, password, programs });
    keyFile = portal.sshd.keyFile;
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '4', '-P', '', '-N', passphrase, '-f', keyFile], { stdio: 'ignore' });
    ends.push(ssh.stop);
    const key = readFileSync(keyFile, 'utf8').split('\n');
    aviary = createAviary([
      { name: 'password', secret: password },
      { name: 'passphrase', secret: passphrase },
      { name: 'private key', secret: key[2] ?? 'none' },
      { name: 'password in a log', secret: inLog },
      { name: 'token', secret: token },
      { name: 'proxy password', secret: proxyPassword },
      { name: 'what sudo said', secret: bySudo },
      { name: 'VIGIA_SSH_SECRET', secret: inEnvironment },
    ]);
    watch = watchProcesses(aviary, mayKnow);
    ends.push(watch.stop);
    appendFileSync(join(portal.logsFolder, 'api-error.log'), secretLines);
    appendFileSync(
      join(portal.logsFolder, 'api-access.log'),
      `127.0.0.1 - - [30/Nov/2026:10:00:00 +0000] "GET /api/?token=${token} HTTP/1.1" 200 15 "-" "curl"\n`,
    );
    const start = portal.server.api.startScript;
    writeFileSync(start, readFileSync(start, 'utf8').replace('\n', `\necho "DATABASE_PASSWORD=${inLog}"\n`));
  }, 120_000);

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    temp.remove();
  });

  /**
   * Chromium starts its own helpers before any line of ours runs, and what is forked has the memory of whom it was forked
   * from until it becomes another program. Whatever is another program was started without it.
   */
  function mayKnow(pid: number): boolean {
    if (given.has(pid)) return true;
    try {
      // From the checkout, and packed.
      return ['electron', 'vigia'].includes(basename(readlinkSync(`/proc/${String(pid)}/exe`)));
    } catch {
      // It has ended.
      return true;
    }
  }

  const form = (): RequestArgument<'setup:save'> => ({
    serverId: portal.server.id,
    host: '127.0.0.1',
    port: ssh.port,
    user: portal.sshd.user,
    auth: { kind: 'password' },
    secret: password,
    url: portal.server.url,
    caFile: portal.server.caFile,
  });

  test('the tray application: set-up, rounds, an outage, restarts, logs, files, a crash, another start', async () => {
    const withKey: ServerSettings = { ...portal.server, auth: { kind: 'key', file: keyFile } };
    const settings: Settings = { ...portal.settings, intervalMinutes: 1, servers: [withKey] };
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
    await launch();
    await openWindow();
    const { id: serverId } = portal.server;
    await waitUntil(
      'the identity is asked',
      async () => JSON.stringify(await request('snapshot:get', null)).includes(portal.sshd.hostKeyFingerprint),
      60_000,
    );
    await request('host-key:accept', { serverId, fingerprint: portal.sshd.hostKeyFingerprint });
    await request('secret:give', { serverId, secret: passphrase });
    await waitUntil('a round by key', () => portal.sshd.log().includes('Accepted publickey'), 60_000);
    await request('setup:test', form());
    await untilPush('the set-up is tested', (push) => push.kind === 'setup' && push.finished);
    await request('setup:accept-host-key', { fingerprint: ssh.fingerprint });
    await request('setup:test', form());
    await untilPush('it is tested once more', (push) => push.kind === 'setup' && push.finished);
    pushes += JSON.stringify(await request('setup:save', form()));
    await request('setup:done', null);
    pushes += JSON.stringify(await request('setup:defaults', { serverId }));
    const logins = ssh.logins();
    await request('check:now', { serverId });
    await waitUntil('a round by password', () => ssh.logins() > logins, 60_000);

    await restart('dashboard');
    expect(JSON.stringify(await request('snapshot:get', null))).toContain(bySudo);
    await request('restart:dismiss', { serverId });
    await restart('api');
    expect(JSON.stringify(await request('snapshot:get', null))).toContain(inLog);

    const module = join(dirname(portal.server.api.startScript), portal.server.api.app.replace('.main', ''), 'main.py');
    writeFileSync(module, `raise RuntimeError("postgresql://portal:${inLog}@db/portal token=${token}")\n`);
    portal.stopApi();
    expect(() => {
      portal.startApi();
    }).toThrow();
    await request('check:now', { serverId });
    await desktop.recorder?.waitFor('the outage', ({ title }) => /API/.test(title), 150_000);
    await request('check:now', { serverId });
    await takePushes();

    const lines: string[] = [];
    const sources = ['api-error', 'api-access'] as const;
    let ended = 0;
    await request('logs:open', {
      serverId,
      sources: [...sources],
      span: { kind: 'last', lines: 500 },
      follow: false,
      continues: null,
    });
    await waitUntil(
      'its lines',
      async () => {
        const all = await takePushes();
        lines.push(...all.flatMap((push) => (push.kind === 'log-lines' ? [JSON.stringify(push)] : [])));
        ended += all.filter(({ kind }) => kind === 'log-end').length;
        return ended === sources.length;
      },
      60_000,
    );
    expect(aviary.findIn(lines.join('\n'))).toContain('password in a log');

    await app.electron.evaluate(({ dialog }, into) => {
      let n = 0;
      let last = '';
      dialog.showSaveDialog = (...args: unknown[]) => {
        const options = args.at(-1) as { defaultPath?: string };
        last = `${into}/${String((n += 1))}-${(options.defaultPath ?? 'file').split('/').at(-1) ?? ''}`;
        return Promise.resolve({ canceled: false, filePath: last });
      };
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [last] });
    }, saved);
    const choice = { kind: 'month', steps: 0 } as RequestArgument<'history:save-report'>['choice'];
    const answers = [
      await request('logs:save', { name: 'errors', text: secretLines }),
      await request('history:export', null),
      await request('history:save-report', { serverId, choice, format: 'html' }),
      await request('history:save-report', { serverId, choice, format: 'csv' }),
      await request('history:save-report', { serverId, choice, format: 'json' }),
      await request('history:view', { serverId, choice }),
      await request('history:services', { serverId }),
      await request('data:export-servers', null),
      await request('data:copy', null),
      await request('data:choose-copy', null),
      await request('settings:get', null),
    ];
    pushes += JSON.stringify(answers);
    const tray = await app.tray();
    trayTexts.push(...(await tray.labels()), await tray.tooltip());
    const reopened = app.electron.waitForEvent('window');
    pushes += JSON.stringify(await request('data:restore', null));
    page = await reopened;
    await page.locator('main').first().waitFor();
    const crashed = app.electron.waitForEvent('window');
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    page = await crashed;
    await page.locator('main').first().waitFor();
    await app.electron.evaluate(() => {
      process.emit('uncaughtException', new Error('a fault of our own'));
    });
    await app.kill();
    await launch();
    const again = await app.tray();
    await waitUntil('its menu', async () => (await again.labels()).includes('Open Vigía'));
    trayTexts.push(...(await again.labels()), await again.tooltip());
    expect(readFileSync(join(dataDir, 'vigia.log'), 'utf8')).toContain('a fault of our own');
  });

  test('the command line: init, check, watch, restart, logs, report', async () => {
    await portal.restoreApi();
    const init = await vigia(
      [
        'init',
        '--host',
        '127.0.0.1',
        '--port',
        String(ssh.port),
        '--user',
        portal.sshd.user,
        '--password-stdin',
        '--url',
        portal.server.url,
        '--ca',
        portal.server.caFile ?? '',
        '--no-witness',
        '--accept-host-key',
        ssh.fingerprint,
      ],
      { stdin: `${password}\n` },
    );
    expect(init.text).toContain('settings.json');
    const file = join(temp.path, 'cli', 'settings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as Settings;
    const own = settings.servers[0];
    if (own === undefined) throw new Error('nothing was saved');
    const whole = { ...portal.server, id: own.id, host: own.host, port: own.port, auth: own.auth };
    writeFileSync(file, JSON.stringify({ ...settings, servers: [whole] }), { mode: 0o600 });
    expect((await vigia(['check', '--json'])).text).toContain('"cause"');
    const restarted = await vigia(['restart', 'dashboard', '--yes', '--anyway', '--json'], { shown: true });
    expect(restarted.text).toContain(bySudo);
    const logs = await vigia(['logs', 'api-error'], { shown: true });
    expect(aviary.findIn(logs.text)).toContain('password in a log');
    await vigia(['report', '--json']);
    await vigia(['report', '--html', join(saved, 'report.html')]);
    expect(existsSync(join(saved, 'report.html'))).toBe(true);
  });

  test('no file holds one, wherever it is', () => {
    cpSync(join(desktop.env['HOME'] ?? '', '..'), folder('desktop'), {
      recursive: true,
      filter: (path) => !/\/run(?:\/|$)|Singleton/.test(path),
    });
    const places = [dataDir, join(temp.path, 'cli'), saved, tmp, join(temp.path, 'desktop')];
    expect(places.flatMap((place) => aviary.findBelow(place))).toEqual([]);
  });

  test('no process was given one in its arguments or its environment, on the server neither', () => {
    expect(watch.seen()).toBeGreaterThan(50);
    expect(watch.found()).toEqual([]);
    expect(descendantsOf(app.pid).length).toBeGreaterThan(0);
  });

  test('no notice, no text of the tray, no message to the window and no output of a program tells one', () => {
    expect(desktop.recorder?.all.length).toBeGreaterThan(0);
    expect(trayTexts.length).toBeGreaterThan(5);
    expect(pushes.length).toBeGreaterThan(10_000);
    expect({
      notices: aviary.findIn(JSON.stringify(desktop.recorder?.all.map(({ title, body }) => [title, body]))),
      tray: aviary.findIn(trayTexts.join('\n')),
      messages: aviary.findIn(pushes),
      printed: aviary.findIn(printed),
    }).toEqual({ notices: [], tray: [], messages: [], printed: [] });
  });

  test('all that it keeps is for its owner alone', () => {
    // Who holds a lock another user of a shared folder must be able to tell: its number, since when, and nothing else.
    const locks = [dataDir, join(temp.path, 'cli')].flatMap(filesBelow).filter((path) => path.endsWith('.lock'));
    for (const lock of locks)
      expect(Object.keys(JSON.parse(readFileSync(lock, 'utf8')) as object).sort()).toEqual(['at', 'boot', 'pid']);
    const isLock = (path: string) => locks.includes(path);
    expect([dataDir, join(temp.path, 'cli')].flatMap((place) => openToOthers(place, isLock))).toEqual([]);
  });
});
