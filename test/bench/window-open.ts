import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDesktop } from '../support/desktop/desktop';
import { launchVigia } from '../support/desktop/launch';
import { waitUntil } from '../support/wait-until';
import { median } from './median';

const RUNS = 7;

export interface WindowOpening {
  /** From the click in the tray's menu to the first painted words, which are the answer: there is nothing before it. */
  readonly openMs: number;
  readonly slowestMs: number;
  /** Its own processes after it was closed again, beyond those before it was ever open. */
  readonly processesLeft: number;
}

/** The window of the demo, opened from the tray, closed, and opened again. */
export async function measureWindow(): Promise<WindowOpening> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-'));
  const desktop = await startDesktop({ notifications: 'recorder' });
  const app = await launchVigia({ desktop, args: ['--demo'], dataDir: folder });
  try {
    const tray = await app.tray();
    await waitUntil('green', async () => (await tray.status()) === 'calm', 60_000);
    const renderers = () =>
      app.electron.evaluate(({ app: own }) => own.getAppMetrics().filter(({ type }) => type === 'Tab').length);
    const before = await renderers();
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      await delay(1000);
      const opened = app.electron.waitForEvent('window');
      const clickedAt = Date.now();
      await tray.click('Abrir Vigía');
      const page = await opened;
      await page.getByRole('heading', { level: 1, name: 'Sí' }).waitFor();
      const paintedAt = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => {
              const first = list.getEntriesByName('first-contentful-paint')[0];
              if (first !== undefined) resolve(performance.timeOrigin + first.startTime);
            }).observe({ type: 'paint', buffered: true });
          }),
      );
      times.push(paintedAt - clickedAt);
      await page.close();
    }
    await delay(1000);
    return { openMs: median(times), slowestMs: Math.max(...times), processesLeft: (await renderers()) - before };
  } finally {
    await app.stop();
    await desktop.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
