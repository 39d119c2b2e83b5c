/** What the packed program tells the desktop to start at login, and that it leaves the way of its updates alone until it is asked. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers, VigiaBridge } from '../../src/shared/ipc';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia } from '../support/desktop/launch';
import { packedFile } from '../support/desktop/start-packed';

describe('the packed program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-login-'));
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'none' });
  });
  afterAll(async () => {
    await desktop.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** Switches the start at login on in a run of its own; answers what came of it, and the entry. */
  async function switchOn(home: string, env: Readonly<Record<string, string>>) {
    const config = join(folder, home);
    const app = await launchVigia({
      desktop,
      env: { ...env, XDG_CONFIG_HOME: config },
      dataDir: join(config, 'vigia'),
    });
    try {
      const page = await app.electron.firstWindow();
      const bridge = (ask: (vigia: VigiaBridge) => Promise<unknown>) => askIn(page, ask);
      const set = (await bridge((vigia) =>
        vigia.request('login-start:set', { on: true }),
      )) as Answers['login-start:set'];
      const { view } = (await bridge((vigia) => vigia.request('snapshot:get', null))) as Answers['snapshot:get'];
      // What Node has loaded of CommonJS, electron-updater's form.
      const loaded = await app.electron.evaluate(() => {
        const { _cache } = process.getBuiltinModule('module') as unknown as { readonly _cache: object };
        return Object.keys(_cache);
      });
      const file = join(config, 'autostart/co.vigia.app.desktop');
      return { set, update: view.update, loaded, entry: readFileSync(file, 'utf8').split('\n') };
    } finally {
      await app.stop();
    }
  }

  test('starts itself from where it was unpacked, hidden', async () => {
    const { set, entry } = await switchOn('plain', {});
    const program = packedFile('VIGIA_PACKAGED');
    expect(set).toEqual({ state: { kind: 'on' }, problem: null });
    expect(entry).toContain(`Exec=${program} --hidden`);
    expect(entry).toContain(`TryExec=${program}`);
  });

  test('that runs out of an AppImage starts the AppImage, not what is gone at the next login', async () => {
    const image = join(folder, 'vigia-linux-x86_64.AppImage');
    writeFileSync(image, '');
    const env = { APPIMAGE: image, APPDIR: dirname(packedFile('VIGIA_PACKAGED')) };
    const { entry, update } = await switchOn('image', env);
    expect(entry).toContain(`Exec=${image} --hidden`);
    // Nobody has set a place for newer versions: nothing is asked for.
    expect(update).toEqual({ kind: 'off', reason: 'no-feed' });
  });

  test('loads nothing of what updates it', async () => {
    const { loaded, update } = await switchOn('light', {});
    expect(update).toEqual({ kind: 'off', reason: 'by-hand' });
    expect(loaded.length).toBeGreaterThan(10);
    expect(loaded.filter((name) => name.includes('electron-updater'))).toEqual([]);
  });
});

async function askIn(page: Page, ask: (vigia: VigiaBridge) => Promise<unknown>): Promise<unknown> {
  await page.waitForFunction(() => 'vigia' in globalThis);
  return await page.evaluate(`(${ask.toString()})(globalThis.vigia)`);
}
