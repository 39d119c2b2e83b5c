/** The pictures of the README: the demo on a desktop, with tray and notice, and what needs weeks of history as a fixture. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'vitest';
import { startDesktop } from '../support/desktop/desktop';
import { launchVigia } from '../support/desktop/launch';
import { startWindow } from '../support/renderer/open-window';
import { waitUntil } from '../support/wait-until';

const folder = resolve('docs/images');

describe.skipIf(!new RegExp(process.env['VIGIA_SCREENSHOTS_ONLY'] ?? '.').test('readme'))('the README', () => {
  test('a calm day, and an outage', async () => {
    mkdirSync(folder, { recursive: true });
    const desktop = await startDesktop({ notifications: 'xfce', size: '1024x720' });
    const app = await launchVigia({ desktop, args: ['--demo'] });
    const tray = await app.tray();
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    await tray.click('Abrir Vigía');
    const page = await app.electron.firstWindow();
    await page.getByRole('heading', { level: 1, name: 'Sí' }).waitFor();
    await waitUntil('everything is drawn', () => Promise.resolve(false), 3000).catch(() => undefined);
    await desktop.screenshot(join(folder, 'calm.png'));
    // Shortly before the simulated watchdog acts, a restart is refused: the picture shows what she mostly sees.
    await waitUntil('the watchdog is not due', () => Promise.resolve(Date.now() % 300_000 < 150_000), 200_000);
    await tray.click('API detenida');
    await waitUntil('red', async () => (await tray.status()) === 'down', 90_000);
    await waitUntil('the bubble is drawn', () => Promise.resolve(false), 2500).catch(() => undefined);
    await desktop.screenshot(join(folder, 'outage.png'));
    await app.stop();
    await desktop.stop();
  });

  test.each(['history', 'logs', 'services-down', 'restart-verified'])('%s', async (name) => {
    const shown = await startWindow();
    const { page } = await shown.open(name, { height: 720 });
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await shown.stop();
  });
});
