import type { Page } from 'playwright-core';
import { waitUntil } from '../wait-until';
import { startDesktop, type Desktop } from './desktop';
import { launchVigia, type LaunchedApp, type LaunchOptions } from './launch';
import type { TrayItem } from './tray';

/** The application over the simulated portal, on a desktop of its own, after its first good round. */
export interface DemoApp {
  readonly desktop: Desktop;
  readonly app: LaunchedApp;
  readonly tray: TrayItem;
  stop(): Promise<void>;
}

export async function startDemoApp(options: Pick<LaunchOptions, 'language' | 'dataDir'>): Promise<DemoApp> {
  const desktop = await startDesktop({ notifications: 'recorder' });
  const app = await launchVigia({ ...options, desktop, args: ['--demo'] });
  const tray = await app.tray();
  await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
  return {
    desktop,
    app,
    tray,
    stop: async () => {
      await app.stop();
      await desktop.stop();
    },
  };
}

/** Its window, opened from the tray. What it complains about is added to `complaints`. */
export async function openDemoWindow({ app, tray }: DemoApp, label: string, complaints: string[]): Promise<Page> {
  await tray.click(label);
  const page = await app.electron.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.locator('.verdict').waitFor();
  return page;
}
