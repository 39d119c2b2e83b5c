/** The program as it is handed out: unpacked from the tar.gz, with its fuses as they are shipped, seen from outside only. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistoryReader } from '../../src/main/history/open';
import { accepts } from '../support/accepts';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { startPacked, type PackedProgram } from '../support/desktop/start-packed';
import type { TrayItem } from '../support/desktop/tray';
import { findFreePort } from '../support/free-port';
import { waitUntil } from '../support/wait-until';

const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };

/** Names of the windows on a desktop, as its taskbar knows them. */
function windowsOn(desktop: Desktop): readonly string[] {
  const args = ['search', '--onlyvisible', '--class', '^vigía$', 'getwindowname', '%@'];
  try {
    return execFileSync('xdotool', args, { env: desktop.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter((name) => name !== '');
  } catch {
    // It fails where there is none.
    return [];
  }
}

describe('the packed program', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-packed-'));
  const own = ['--data-dir', dataDir, '--demo'];
  let desktop: Desktop;
  let program: PackedProgram;
  let tray: TrayItem;

  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'recorder' });
    program = startPacked({ desktop, args: [...own, '--hidden'] });
    tray = await program.tray();
  });
  afterAll(async () => {
    await program.stop();
    await desktop.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  test('started hidden, watches the portal from the tray and opens no window', async () => {
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    expect(await tray.tooltip()).toContain('todo bien');
    expect(windowsOn(desktop)).toEqual([]);
  });

  test('writes its history with the SQLite of its archive', () => {
    const reader = openHistoryReader(dataDir);
    expect([reader.looks('portal-demo', always).length > 0, reader.problem()]).toEqual([true, null]);
    reader.close();
  });

  test('tells an outage', async () => {
    // Nobody mends this one by itself in the middle of the test.
    await tray.click('PostgreSQL detenido');
    const bubble = await desktop.recorder?.waitFor('the outage', ({ title }) => title.includes('PostgreSQL'), 90_000);
    expect(bubble?.hints['urgency']).toBe(2);
    expect(await tray.status()).toBe('down');
  });

  test('started once more, the one that runs opens its window and the other ends', async () => {
    const second = startPacked({ desktop, args: own });
    expect(await second.ended).toMatchObject({ code: 0, signal: null });
    await waitUntil('the window', () => windowsOn(desktop).length === 1, 20_000);
  });

  test('ends within two seconds of the end of the session, in the middle of an outage, with everything kept', async () => {
    const toldAt = performance.now();
    process.kill(program.pid, 'SIGTERM');
    const { code, signal, at } = await program.ended;
    expect([code, signal]).toEqual([0, null]);
    expect(at - toldAt).toBeLessThan(2_000);
    expect(['history.lock', 'SingletonLock'].filter((name) => existsSync(join(dataDir, name)))).toEqual([]);
    const state = readFileSync(join(dataDir, 'state.json'), 'utf8');
    expect(state).toContain('database-down');
  });

  test('starts as if nobody had asked it to be a Node, to load a module or to be looked into', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigia-fuses-'));
    const evil = join(folder, 'evil.cjs');
    const sign = join(folder, 'sign');
    const write = `require('node:fs').writeFileSync(${JSON.stringify(sign)}, '')`;
    writeFileSync(evil, write);
    const port = await findFreePort();
    const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${evil}` };
    const args = ['--data-dir', join(folder, 'data'), '--demo', '--hidden', `--inspect=${String(port)}`, '-e', write];
    const asked = startPacked({ desktop, args, env });
    try {
      await waitUntil('its first round', async () => (await (await asked.tray()).status()) === 'calm', 60_000);
      expect([existsSync(sign), await accepts({ port, host: '127.0.0.1' })]).toEqual([false, false]);
      expect(asked.output()).not.toContain('Debugger listening');
    } finally {
      await asked.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
});

test('does not start with a page that others may steer', async () => {
  const desktop = await startDesktop({ notifications: 'none' });
  const port = await findFreePort();
  const dataDir = join(tmpdir(), 'vigia-never-made');
  const args = ['--data-dir', dataDir, '--demo', '--hidden', `--remote-debugging-port=${String(port)}`];
  const program = startPacked({ desktop, args });
  try {
    expect(await program.ended).toMatchObject({ code: 1 });
    expect([program.output().includes('debugger'), existsSync(dataDir)]).toEqual([true, false]);
  } finally {
    await program.stop();
    await desktop.stop();
  }
});

test.each(['SIGHUP', 'SIGINT'] as const)('%s ends it in good order too', async (signal) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-packed-'));
  const desktop = await startDesktop({ notifications: 'none' });
  const program = startPacked({ desktop, args: ['--data-dir', dataDir, '--hidden'] });
  try {
    const tray = await program.tray();
    await waitUntil('its menu', async () => (await tray.labels()).includes('Configurar el servidor…'));
    process.kill(program.pid, signal);
    expect(await program.ended).toMatchObject({ code: 0, signal: null });
  } finally {
    await program.stop();
    await desktop.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
});
