/** The command line of the program as it is handed out: no display, no Node, no desktop, and perhaps the tray beside it. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const run = (...args: string[]) =>
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
