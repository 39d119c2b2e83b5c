/** The command line of the program as it is handed out: no display, no Node, no desktop, and perhaps the tray beside it. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { packedFile, startPacked, type PackedProgram } from '../support/desktop/start-packed';
import { waitUntil } from '../support/wait-until';

// Chromium has no sandbox for root; she is none.
const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

/** Without what Chromium says before anybody can tell it not to, where a computer has no system bus. */
function said(err: string): string {
  return err
    .split('\n')
    .filter((line) => !/:ERROR:bus\.cc\(\d+\)\] Failed to connect to the bus/.test(line))
    .join('\n');
}

/** Processes that bear these words. */
function running(words: string): number {
  try {
    return Number(execFileSync('pgrep', ['--count', '--full', words], { encoding: 'utf8' }));
  } catch {
    return 0;
  }
}

describe('the command line of the packed program', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-packed-cli-'));
  const dataDir = join(folder, 'data');
  /** As cron and a monitoring server start it. */
  const env = { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'es_CO.UTF-8', TMPDIR: folder };
  const run = (...args: string[]) => runWith(env, ...args);
  const runWith = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    new Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>((done) => {
      const whole = [...root, ...args];
      const child = execFile(packedFile('VIGIA_SEALED'), whole, { env, timeout: 50_000 }, (error, out, err) => {
        done({ code: error === null ? 0 : error.code, out, err: said(err) });
      });
      child.stdin?.end();
    });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  test('answers what it is asked, and nothing but that', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const help = await run('--help');
    expect([help.code, help.err, help.out.includes('check ')]).toEqual([0, '', true]);
    expect((await run('help', 'gate')).out).toContain('vigia-gate');
  });

  test('says what was mistyped instead of opening a window', async () => {
    const { code, out, err } = await run('chek');
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('chek');
  });

  test('leaves nothing of Chromium behind', () => {
    expect(readdirSync(folder)).toEqual([]);
  });

  /** `vigia demo` watches the simulated portal by SSH and HTTPS, round after round. */
  async function startDemo() {
    const child = spawn(packedFile('VIGIA_SEALED'), [...root, 'demo', '--json', '--data-dir', dataDir], {
      env,
      // A group of its own, as a terminal gives one to what it starts.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await waitUntil('a calm round', () => out.includes('"calm"'), 45_000);
    return { pid: child.pid ?? 0, ended };
  }

  test('watches until a terminal interrupts it, and ends well', async () => {
    const { pid, ended } = await startDemo();
    process.kill(-pid, 'SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(running(dataDir)).toBe(0);
  });

  test('ended by its number, nothing of it stays', async () => {
    const { pid, ended } = await startDemo();
    process.kill(pid, 'SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    await waitUntil('all of it is gone', () => running(dataDir) === 0, 10_000);
  });

  describe('while it waits for a server that says nothing', () => {
    const silent = createServer(() => undefined);
    let port = 0;
    beforeAll(async () => {
      silent.listen(0, '127.0.0.1');
      await once(silent, 'listening');
      port = (silent.address() as AddressInfo).port;
    });
    afterAll(() => {
      silent.close();
    });
    const start = () => {
      const args = ['init', '--host', '127.0.0.1', '--port', String(port), '--user', 'ana', '--agent'];
      const child = spawn(packedFile('VIGIA_SEALED'), [...root, ...args, '--data-dir', dataDir], {
        env,
        detached: true,
        stdio: ['ignore', 'ignore', 'ignore'],
      });
      const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
      return { pid: child.pid ?? 0, ended };
    };

    test.each([50, 150, 250, 350, 400, 450, 500, 600, 800, 1200])(
      'interrupted after %i ms, it is not as if all were well',
      async (ms) => {
        const { pid, ended } = start();
        await delay(ms);
        process.kill(-pid, 'SIGINT');
        const [code, signal] = await ended;
        // 3: Chromium fell with its own helpers before the command had begun.
        expect(signal ?? code).toSatisfy((end) => end === 130 || end === 3 || end === 'SIGINT');
        await waitUntil('all of it is gone', () => running(dataDir) === 0, 10_000);
      },
    );

    test.each([50, 100, 150, 200, 300, 500, 900])(
      'ended by its number after %i ms, nothing of it stays',
      async (ms) => {
        const { pid, ended } = start();
        await delay(ms);
        process.kill(pid, 'SIGTERM');
        expect(await ended).toEqual([null, 'SIGTERM']);
        await waitUntil('all of it is gone', () => running(dataDir) === 0, 10_000);
      },
    );

    test('whatever ended it, nothing of Chromium is left behind', () => {
      expect(readdirSync(folder).filter((name) => name !== 'data')).toEqual([]);
    });
  });

  test('needs no folder for temporary files, and no display that answers', async () => {
    const bare = { ...env, TMPDIR: '/nonexistent', DISPLAY: ':77' };
    expect(await runWith(bare, '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test('without a display says what there is instead of the tray', async () => {
    const { code, out, err } = await run('--hidden');
    expect([code, out, err.includes('check ')]).toEqual([3, '', true]);
  });

  describe('beside the tray application', () => {
    let desktop: Desktop;
    let program: PackedProgram;
    beforeAll(async () => {
      desktop = await startDesktop({ notifications: 'recorder' });
      program = startPacked({ desktop, args: ['--demo', '--hidden', '--data-dir', join(folder, 'tray')] });
      const tray = await program.tray();
      await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    });
    afterAll(async () => {
      await program.stop();
      await desktop.stop();
    });

    test('reads the history that the tray writes, and the tray goes on', async () => {
      const report = await run('report', '--json', '--data-dir', join(folder, 'tray'));
      expect([report.code, report.err]).toEqual([0, '']);
      expect(JSON.parse(report.out)).toHaveProperty('coverage');
      expect(existsSync(`/proc/${String(program.pid)}`)).toBe(true);
    });

    test('writes the gate out of its own archive', async () => {
      const to = join(folder, 'gate');
      const gate = await run('gate', '--to', to, '--data-dir', join(folder, 'tray'));
      expect([gate.code, gate.err]).toEqual([0, '']);
      expect(readFileSync(join(to, 'vigia-gate'), 'utf8')).toBe(readFileSync('assets/server/vigia-gate', 'utf8'));
      expect(readdirSync(join(to, 'approved')).length).toBeGreaterThan(10);
    });
  });
});
