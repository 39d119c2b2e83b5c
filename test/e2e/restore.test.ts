/** A copy saved and restored in the real application, and undone; and killed in the middle of it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, type Settings } from '../../src/core/settings';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import { press } from '../support/renderer/describe-window';
import { waitUntil } from '../support/wait-until';

describe('a copy in the real application', () => {
  let desktop: Desktop;
  let app: LaunchedApp;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'vigia-restore-'));
  const dataDir = join(folder, 'data');
  const copy = join(folder, 'copia.ndjson');
  // Nobody answers there, and nobody is asked: no witness, and a port that is closed.
  const server = { ...portalProfile, name: 'Uno', host: '127.0.0.1', port: 1, url: 'https://127.0.0.1:1/' };
  const settings: Settings = { ...defaultSettings, witnesses: [], servers: [server] };
  const namesIn = (path: string) =>
    (JSON.parse(readFileSync(join(dataDir, path), 'utf8')) as Settings).servers.map(({ name }) => name);

  async function openData(): Promise<void> {
    page = await app.electron.firstWindow();
    await page.getByRole('link', { name: 'Ajustes' }).click();
    await page.getByRole('link', { name: 'Datos', exact: true }).click();
    await page.getByText('Compartir servidores').waitFor();
  }
  /** The system's dialogs, as she answers them. */
  const answerDialogs = (path: string) =>
    app.electron.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
  /** The window comes back, in the same place, after this. */
  async function andBack(act: () => Promise<void>): Promise<void> {
    const opened = app.electron.waitForEvent('window');
    await act();
    page = await opened;
    await page.getByText('Lo que había antes', { exact: true }).waitFor();
    await waitUntil('one window', () => app.electron.windows().length === 1);
  }
  async function start(): Promise<void> {
    app = await launchVigia({ desktop, dataDir });
    const tray = await app.tray();
    await waitUntil('its menu', async () => (await tray.labels()).includes('Abrir Vigía'));
    await tray.click('Abrir Vigía');
    await openData();
  }

  beforeAll(async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings));
    desktop = await startDesktop({ notifications: 'recorder' });
    await start();
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  test('is saved, restored in the place of other data, and undone', async () => {
    await answerDialogs(copy);
    await press(page, 'Guardar una copia…');
    await waitUntil('the copy', () => existsSync(copy));
    writeFileSync(
      join(dataDir, 'settings.json'),
      JSON.stringify({ ...settings, servers: [{ ...server, name: 'Dos' }] }),
    );
    await page.getByText('Dos').first().waitFor();
    await press(page, 'Elegir la copia…');
    await page.getByRole('dialog').waitFor();
    await andBack(() => press(page, 'Restaurar'));
    expect([namesIn('settings.json'), namesIn('before-restore/settings.json')]).toEqual([['Uno'], ['Dos']]);
    await page.getByText(/^Apartado el .*: Dos\.$/).waitFor();
    await andBack(() => press(page, 'Volver a eso'));
    expect([namesIn('settings.json'), namesIn('before-restore/settings.json')]).toEqual([['Dos'], ['Uno']]);
    expect(readdirSync(dataDir)).not.toContain('restore-incoming');
    expect(readFileSync(join(dataDir, 'vigia.log'), 'utf8')).not.toMatch(/uncaughtException|unhandledRejection/);
  });

  test('that a power failure cut off is brought to its end at the next start', async () => {
    await app.kill();
    const incoming = join(dataDir, 'restore-incoming');
    renameSync(join(dataDir, 'before-restore'), incoming);
    writeFileSync(join(incoming, 'ready'), '');
    mkdirSync(join(dataDir, 'before-restore'));
    renameSync(join(dataDir, 'history.db'), join(dataDir, 'before-restore/history.db'));
    await start();
    await page.getByText(/^Apartado el .*: Dos\.$/).waitFor();
    expect([namesIn('settings.json'), readdirSync(dataDir).includes('restore-incoming')]).toEqual([['Uno'], false]);
  });
});
