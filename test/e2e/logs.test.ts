/** The logs in the real application: its workers under the strict policy, real SSH behind them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDemoWindow, startDemoApp, type DemoApp } from '../support/desktop/demo';
import { waitUntil } from '../support/wait-until';

describe('the logs of the application', { timeout: 120_000 }, () => {
  const complaints: string[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-logs-'));
  let demo: DemoApp;
  let page: Page;

  beforeAll(async () => {
    demo = await startDemoApp({ language: 'es', dataDir });
    page = await openDemoWindow(demo, 'Abrir Vigía', complaints);
  });
  afterAll(async () => {
    await demo.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  test('lines come over SSH into the worker and are searched there and on the server', async () => {
    await page.getByRole('link', { name: 'Registros', exact: true }).click();
    await page.locator('.logline').first().waitFor();
    const word = (await page.locator('.logline .msg .text').first().textContent())?.match(/[A-Za-z]{3,}/)?.[0] ?? '';
    await page.getByLabel('Buscar en los registros').fill(word);
    await page.locator('#log-matches').filter({ hasText: / de / }).waitFor();
    await page.getByRole('button', { name: 'Buscar más atrás' }).click();
    await page
      .locator('.seek')
      .filter({ hasText: /hasta el principio|llegó a su límite/ })
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test('what is shown is saved to a file', async () => {
    const path = join(dataDir, 'saved.log');
    await demo.app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Guardar…' }).click();
    await page.getByText('Guardado en saved.log. Se ocultaron contraseñas y códigos.').waitFor();
    expect(readFileSync(path, 'utf8').split('\n').length).toBeGreaterThan(1);
  });

  test('a closed window leaves nothing behind', async () => {
    expect(page.workers().length).toBeGreaterThan(0);
    await page.close();
    await waitUntil(
      'no window',
      async () =>
        (await demo.app.electron.evaluate(
          ({ app: own }) => own.getAppMetrics().filter(({ type }) => type === 'Tab').length,
        )) === 0,
    );
  });
});
