/** A newcomer's first minutes, on a real OpenSSH server with a real nginx and gunicorn behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { isPackaged, launchVigia, type LaunchedApp } from '../support/desktop/launch';
import { blemishes, tabTo } from '../support/renderer/keyboard';
import { startRealPortal, type RealPortal } from '../support/portal';
import { waitUntil } from '../support/wait-until';

describe('the first start', () => {
  let desktop: Desktop;
  let portal: RealPortal;
  let app: LaunchedApp;
  let page: Page;

  /** As she closes it. */
  const closeWindow = async () => {
    const closed = page.waitForEvent('close');
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
    await closed;
  };

  beforeAll(async () => {
    [desktop, portal] = [await startDesktop({ notifications: 'recorder' }), await startRealPortal()];
    app = await launchVigia({ desktop, language: 'en' });
    page = await app.electron.firstWindow();
  });
  afterAll(async () => {
    await app.stop();
    rmSync(app.dataDir, { recursive: true, force: true, maxRetries: 3 });
    await portal.stop();
    await desktop.stop();
  });

  test('opens the set-up form, prefilled with the portal', async () => {
    await page.getByLabel('Server', { exact: true }).waitFor();
    expect(await page.getByLabel('Server', { exact: true }).inputValue()).toBe('portalenergetico.minenergia.gov.co');
    expect(await page.getByLabel('SSH user').inputValue()).toBe('admonctrlxm');
  });

  test('the page is sandboxed: no Node, no way out, no foreign content', async () => {
    const seen = await page.evaluate(() => ({
      node: typeof (globalThis as Record<string, unknown>)['require'],
      process: typeof (globalThis as Record<string, unknown>)['process'],
      bridge: Object.keys((globalThis as unknown as { vigia: object }).vigia).sort(),
      address: location.href,
    }));
    expect(seen).toEqual({
      node: 'undefined',
      process: 'undefined',
      bridge: ['onPush', 'request'],
      address: 'app://vigia/index.html',
    });
    await expect(page.evaluate(() => fetch('http://127.0.0.1:1/'))).rejects.toThrow();
    await expect(
      page.evaluate(() =>
        (
          globalThis as unknown as { vigia: { request(name: string, argument: unknown): Promise<unknown> } }
        ).vigia.request('open:portal', { serverId: '../x' }),
      ),
    ).rejects.toThrow();
  });

  test('nothing that she typed as a secret is written anywhere', async () => {
    const canary = 'canary-7f3a91c2';
    await page.evaluate(
      ([secret, host, port, user, url]) =>
        (
          globalThis as unknown as { vigia: { request(name: string, argument: unknown): Promise<unknown> } }
        ).vigia.request('setup:test', {
          serverId: null,
          host,
          port: Number(port),
          user,
          auth: { kind: 'password' },
          secret,
          url,
          caFile: null,
        }),
      [canary, portal.sshd.host, String(portal.sshd.port), portal.sshd.user, portal.server.url],
    );
    const files = readdirSync(app.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const leaks = files.filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(canary));
    expect(leaks.map(({ name }) => name)).toEqual([]);
  });

  test('what was typed is there in another window and in another run, and the password is not', async () => {
    const canary = 'canary-1f0b77d4';
    await page.getByLabel('Server', { exact: true }).fill('half.example.or');
    await page.getByLabel('How to log in').selectOption({ label: 'Password' });
    await page.getByLabel('Password', { exact: true }).fill(canary);
    // At once: nothing waits for a pause in her typing.
    await closeWindow();
    await waitUntil('it is kept', () => readdirSync(app.dataDir).includes('setup.json'));
    const { dataDir } = app;
    await app.kill();
    expect(readFileSync(join(dataDir, 'setup.json'), 'utf8')).not.toContain(canary);
    app = await launchVigia({ desktop, language: 'en', dataDir });
    page = await app.electron.firstWindow();
    await page.getByText('It goes on where you left it.').waitFor();
    expect([
      await page.getByLabel('Server', { exact: true }).inputValue(),
      await page.getByLabel('Password', { exact: true }).inputValue(),
    ]).toEqual(['half.example.or', '']);
    await page.getByRole('button', { name: 'Start afresh' }).click();
    expect(await page.getByLabel('Server', { exact: true }).inputValue()).toBe('portalenergetico.minenergia.gov.co');
    await waitUntil('it is forgotten', () => !readdirSync(dataDir).includes('setup.json'));
  });

  test('by keyboard alone: tests each step live, asks once about the identity, and saves', async () => {
    const type = async (label: RegExp, text: string) => {
      expect(blemishes(await tabTo(page, label))).toEqual([]);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    };
    const press = async (button: RegExp) => {
      expect(blemishes(await tabTo(page, button))).toEqual([]);
      await page.keyboard.press('Enter');
    };
    await type(/^Server/, portal.sshd.host);
    await type(/^SSH user/, portal.sshd.user);
    await tabTo(page, /^How to log in/);
    await page.keyboard.type('Another');
    await type(/^Key file/, portal.sshd.keyFile);
    await type(/^The portal's address/, portal.server.url);
    await press(/^More: port and certificate/);
    await type(/^SSH port/, String(portal.sshd.port));
    await type(/^Own authority/, portal.server.caFile ?? '');
    await page.keyboard.press('Enter');
    await page.getByText(portal.sshd.hostKeyFingerprint).first().waitFor();
    expect(portal.sshd.log()).not.toContain('Accepted publickey');
    await press(/^This is the right server$/);
    await page.getByText('It is the known server').waitFor();
    // Its name while something is tested still, or was not, is another.
    await page.getByRole('button', { name: 'Save and start' }).waitFor();
    await press(/^Save and start$/);
    await page.getByRole('heading', { name: 'The last step: notices' }).waitFor();
    const written = JSON.parse(readFileSync(join(app.dataDir, 'settings.json'), 'utf8')) as {
      servers: { host: string }[];
    };
    expect(written.servers.map(({ host }) => host)).toEqual([portal.sshd.host]);
    const tray = await app.tray();
    await waitUntil(
      'a verdict',
      async () => !(await tray.labels()).some((label) => label.includes('Not checked yet')),
      60_000,
    );
  });

  test('ends with a real notice, by keyboard, and is there again until it is finished', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const shown = await desktop.recorder?.waitFor('the notice', ({ title }) => title.includes('Test notice'));
    expect(shown?.body).toContain('notices work');
    await page.getByText(/^The test notice was handed over to /).waitFor();
    await closeWindow();
    const opened = app.electron.waitForEvent('window');
    await app.electron.evaluate(({ app: own }) => own.emit('second-instance', {}, []));
    page = await opened;
    await page.getByRole('heading', { name: 'The last step: notices' }).waitFor();
    // The start at login is offered by a program that can be started so, and only by one.
    await page
      .getByText(isPackaged ? 'Now Vigía watches only from when you open it.' : 'This Vigía runs from its source')
      .waitFor();
    await page.getByRole('button', { name: 'Finish' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.verdict').waitFor();
    expect(readdirSync(app.dataDir)).not.toContain('setup.json');
  });
});
