import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import type { TrayItem } from '../support/desktop/tray';
import { waitUntil } from '../support/wait-until';

describe('the test desktop', () => {
  let desktop: Desktop;
  let app: LaunchedApp;
  let tray: TrayItem;

  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'recorder' });
    app = await launchVigia({ desktop, app: path.resolve('test/e2e/tray-app/main.mjs') });
    tray = await app.tray();
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
  });

  test('reads the icon, the tooltip and the menu of a tray item as a panel does', async () => {
    const labels = (await tray.menu()).filter((item) => !item.separator).map((item) => item.label);
    expect([await tray.status(), await tray.tooltip(), labels]).toEqual([
      'calm',
      'all is well',
      ['Fail', 'Never', 'Icons'],
    ]);
  });

  test.each(['attention', 'down', 'no-data', 'maintenance', 'calm'])(
    'tells the icon of %s from the others, also while checking',
    async (status) => {
      for (const name of [status, `${status}-checking`]) {
        const before = await tray.icon();
        await tray.click(name);
        await waitUntil(
          `the icon ${name}`,
          async () => (await tray.status()) === status && !isDeepStrictEqual(await tray.icon(), before),
        );
      }
    },
  );

  test('refuses to click what is disabled or not there', async () => {
    await expect(tray.click('Never')).rejects.toThrow('disabled');
    await expect(tray.click('Elsewhere')).rejects.toThrow('no menu item');
  });

  test('sees what a click on the menu changes, and the notification that it sends', async () => {
    await tray.click('Fail');
    await waitUntil('the icon turns red', async () => (await tray.status()) === 'down');
    await waitUntil('the tooltip changes', async () => (await tray.tooltip()) === 'it fails');
    const bubble = await desktop.recorder?.waitFor('the bubble', ({ title }) => title === 'It fails');
    expect(bubble?.body).toBe('since just now');
  });

  test('makes a picture of the screen', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-shot-'));
    const file = path.join(folder, 'screen.png');
    await desktop.screenshot(file);
    expect(existsSync(file)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

test('a desktop without tray and notifications starts and ends too', async () => {
  const desktop = await startDesktop({ notifications: 'none', tray: false });
  expect(await desktop.bus.hasOwner('org.kde.StatusNotifierWatcher')).toBe(false);
  await desktop.stop();
  expect(existsSync(desktop.env['XDG_RUNTIME_DIR'] ?? '')).toBe(false);
});
