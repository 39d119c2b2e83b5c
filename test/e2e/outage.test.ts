/** The main job as she sees it: tray, bubble, restart from the menu, window. Against the simulated portal, on a real desktop. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import type { TrayItem } from '../support/desktop/tray';
import { waitUntil } from '../support/wait-until';

const texts = {
  es: {
    calm: 'todo bien',
    fault: 'API detenida',
    database: 'PostgreSQL detenido',
    outage: 'La API está detenida',
    recovered: 'La API volvió',
    restart: 'Reiniciar la API ahora',
    refused: /Reiniciar la API \(ahora no\)/,
    check: 'Comprobar ahora',
    open: 'Abrir Vigía',
    answer: 'No',
  },
  en: {
    calm: 'all well',
    fault: 'API stopped',
    database: 'PostgreSQL stopped',
    outage: 'The API is stopped',
    recovered: 'The API is back',
    restart: 'Restart the API now',
    refused: /Restart the API \(not now\)/,
    check: 'Check now',
    open: 'Open Vigía',
    answer: 'No',
  },
} as const;

describe.each(['es', 'en'] as const)('the tray application, in %s', { timeout: 240_000 }, (language) => {
  const words = texts[language];
  let desktop: Desktop;
  let app: LaunchedApp;
  let tray: TrayItem;

  beforeAll(async () => {
    desktop = await startDesktop({ notifications: 'recorder' });
    app = await launchVigia({ desktop, language, args: ['--demo'] });
    tray = await app.tray();
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
  });

  const until = (what: string, isTrue: () => Promise<boolean>, limitMs = 60_000) => waitUntil(what, isTrue, limitMs);

  test('turns green once the first round has ended, without a window', async () => {
    await until('green', async () => (await tray.status()) === 'calm');
    expect(await tray.tooltip()).toContain(words.calm);
    expect(app.electron.windows()).toEqual([]);
  });

  test('turns red for an outage, and tells it once', async () => {
    // Shortly before the watchdog acts, a restart is refused: that is another test's matter.
    await until('the watchdog is not due soon', () => Promise.resolve(Date.now() % 300_000 < 180_000), 130_000);
    await tray.click(words.fault);
    await until('red', async () => (await tray.status()) === 'down', 90_000);
    const bubble = await desktop.recorder?.waitFor('the outage', ({ title }) => title === words.outage);
    expect(bubble?.hints['urgency']).toBe(2);
    expect(bubble?.body).not.toContain('{');
  });

  test('opens the window at the answer when the bubble is clicked', async () => {
    const bubble = desktop.recorder?.all.find(({ title }) => title === words.outage);
    desktop.recorder?.click(bubble?.id ?? 0);
    const page = await app.electron.firstWindow();
    await page.getByRole('heading', { level: 1, name: words.answer, exact: true }).waitFor();
    await page.close();
    await until('the window is gone', () => Promise.resolve(app.electron.windows().length === 0));
  });

  test('repairs the API by one click in the menu, and tells the recovery in the place of the outage', async () => {
    await tray.click(words.restart);
    await until('green', async () => (await tray.status()) === 'calm', 110_000);
    await desktop.recorder?.waitFor('the recovery', ({ title }) => title === words.recovered, 60_000);
    const outages = desktop.recorder?.all.filter(({ title }) => title === words.outage).length;
    expect(outages).toBe(1);
  });

  test('offers no restart where it cannot help', async () => {
    await tray.click(words.database);
    await until('red', async () => (await tray.status()) === 'down', 90_000);
    const labels = await tray.labels();
    expect(labels.some((label) => words.refused.test(label))).toBe(true);
    await expect(tray.click(words.refused)).rejects.toThrow('disabled');
  });
});
