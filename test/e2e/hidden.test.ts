/** What the system starts at login. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import { waitUntil } from '../support/wait-until';

describe('started at login', () => {
  let desktop: Desktop;
  let app: LaunchedApp;
  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'recorder' });
    app = await launchVigia({ desktop, args: ['--hidden'] });
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
  });

  /** The same program once more over the same data, as the system or she would start it. */
  async function startAgain(...args: readonly string[]): Promise<void> {
    const [program = '', ...given] = await app.electron.evaluate(() => process.argv);
    const own = given.filter((argument) => argument !== '--hidden' && !/^--(?:inspect|remote)/.test(argument));
    const child = spawn(program, ['--no-sandbox', ...own, ...args], { env: desktop.env, stdio: 'ignore' });
    await new Promise((resolve) => child.on('exit', resolve));
  }

  test('it is in the tray and opens no window, nor when the system starts it once more', async () => {
    const tray = await app.tray();
    await waitUntil('its menu', async () => (await tray.labels()).includes('Configurar el servidor…'));
    await startAgain('--hidden');
    expect(app.electron.windows()).toEqual([]);
  });

  test('it comes when she starts it herself', async () => {
    await startAgain();
    await (await app.electron.firstWindow()).getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
  });
});

describe('the window', () => {
  test('that she asks for while it closes comes back, and the program lives', async () => {
    const desktop = await startDesktop({ notifications: 'recorder' });
    const app = await launchVigia({ desktop });
    try {
      await (await app.electron.firstWindow()).getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
      const opened = app.electron.waitForEvent('window');
      await app.electron.evaluate(({ app: own, BrowserWindow }) => {
        const [shown] = BrowserWindow.getAllWindows();
        shown?.once('close', () => setImmediate(() => own.emit('second-instance', {}, [])));
        shown?.close();
      });
      await (await opened).getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
      expect(app.electron.windows()).toHaveLength(1);
    } finally {
      await app.stop();
      await desktop.stop();
    }
  });
});

describe('started at login where there is no tray', () => {
  test('the window opens after the time that a slow desktop takes', async () => {
    const desktop = await startDesktop({ notifications: 'none', tray: false });
    const app = await launchVigia({ desktop, args: ['--hidden'] });
    try {
      const page = await app.electron.waitForEvent('window', { timeout: 60_000 });
      await page.getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
    } finally {
      await app.stop();
      await desktop.stop();
    }
  });
});
