/** The demonstration, one click from the set-up and one click back, in the real application. */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import type { TrayItem } from '../support/desktop/tray';
import { violationsOf } from '../support/renderer/open-window';
import { waitUntil } from '../support/wait-until';

const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('vigia-demo-'));

describe('the demonstration from the set-up', () => {
  let desktop: Desktop;
  let app: LaunchedApp;
  let tray: TrayItem;
  let page: Page;
  /** Of others, who may test beside us. */
  let before: readonly string[];
  const ownFolders = () => demoFolders().filter((name) => !before.includes(name));
  const isLogged = (line: RegExp) => line.test(readFileSync(join(app.dataDir, 'vigia.log'), 'utf8'));

  beforeAll(async () => {
    before = demoFolders();
    desktop = await startDesktop({ notifications: 'recorder' });
    app = await launchVigia({ desktop });
    tray = await app.tray();
    page = await app.electron.firstWindow();
    await page.getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
  });

  test('begins with a click, by the same icon and process, over a folder of its own', async () => {
    await page.getByLabel('Servidor', { exact: true }).fill('mi.servidor');
    const opened = app.electron.waitForEvent('window');
    await page.getByRole('button', { name: 'Ver la demostración' }).focus();
    await page.keyboard.press('Enter');
    page = await opened;
    await page.locator('.verdict').waitFor();
    await page.getByText('Demostración: este portal es simulado.').waitFor();
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    await waitUntil('one window', () => app.electron.windows().length === 1);
    expect(ownFolders().length).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('plays its faults, and nothing can be set up in it', async () => {
    await tray.click('API detenida');
    await waitUntil('red', async () => (await tray.status()) === 'down', 120_000);
    await page.evaluate(() => {
      const { vigia } = globalThis as unknown as {
        vigia: { request(name: string, argument: unknown): Promise<{ problem: unknown }> };
      };
      const form = {
        serverId: null,
        host: 'mi.servidor',
        port: null,
        user: 'ana',
        auth: { kind: 'agent' },
        secret: null,
        url: 'https://mi.servidor/',
        caFile: null,
      };
      return vigia.request('setup:save', form).then(({ problem }) => {
        if (JSON.stringify(problem) !== '{"kind":"demo"}') throw new Error(JSON.stringify(problem));
      });
    });
  });

  test('is left with a click: the set-up is as it was, the icon grey, and nothing is left', async () => {
    const opened = app.electron.waitForEvent('window');
    await page.getByRole('button', { name: 'Salir de la demostración' }).focus();
    await page.keyboard.press('Enter');
    page = await opened;
    await page.getByRole('heading', { name: 'Conectar con su servidor' }).waitFor();
    expect(await page.getByLabel('Servidor', { exact: true }).inputValue()).toBe('mi.servidor');
    await waitUntil('grey', async () => (await tray.status()) === 'no-data');
    await waitUntil('its folder is gone', () => ownFolders().length === 0);
    await waitUntil('one window', () => app.electron.windows().length === 1);
    expect(readdirSync(app.dataDir)).not.toContain('settings.json');
    expect((await tray.labels()).includes('Fallos de la demostración')).toBe(false);
    expect(isLogged(/uncaughtException|unhandledRejection/)).toBe(false);
  });

  test('is left from the tray too, and a program that ends in it leaves nothing', async () => {
    let opened = app.electron.waitForEvent('window');
    await page.getByRole('button', { name: 'Ver la demostración' }).click();
    page = await opened;
    await page.locator('.verdict').waitFor();
    opened = app.electron.waitForEvent('window');
    await tray.click('Salir de la demostración');
    page = await opened;
    opened = app.electron.waitForEvent('window');
    await page.getByRole('button', { name: 'Ver la demostración' }).click();
    page = await opened;
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    await app.electron.close();
    await waitUntil('its folder is gone', () => ownFolders().length === 0);
  });
});
