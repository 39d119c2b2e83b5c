/** Every state of the window, in both languages and both themes, into `screenshots/`. Not a test: pictures to look at. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtures } from '../support/renderer/fixtures';
import { startWindow, type Look, type TestWindow } from '../support/renderer/open-window';

const folder = resolve(process.env['VIGIA_SCREENSHOTS'] ?? 'screenshots');
const only = new RegExp(process.env['VIGIA_SCREENSHOTS_ONLY'] ?? '.');

const looks: Readonly<Record<string, Look>> = {
  'es-light': { language: 'es', theme: 'light' },
  'es-dark': { language: 'es', theme: 'dark' },
  'en-light': { language: 'en', theme: 'light' },
  'en-dark': { language: 'en', theme: 'dark' },
  'es-zoom200': { language: 'es', theme: 'light', width: 480, height: 680 },
  'es-contrast': { language: 'es', theme: 'light', contrast: 'more' },
  'es-forced': { language: 'es', theme: 'light', contrast: 'forced' },
};

/** What she does before the picture is taken. */
const steps: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'logs-choose': async (page) => {
    await page.locator('.filters .seg').last().locator('button').last().click();
    await page.locator('#log-range-toTime').fill('10:10');
    await page.locator('.log-range [type=submit]').click();
  },
  'logs-search': async (page) => {
    await page.locator('.filters .seg').first().locator('button').last().click();
    await page.locator('.search button').last().click();
    await page.locator('#log-search').fill('port \\d+|retrying|WORKER|"GET /api/d\\w+');
    await page.locator('mark').first().waitFor();
    await page.locator('.logline', { hasText: 'psycopg2' }).first().click();
    await page.locator('.explain').waitFor();
  },
};

describe('screenshots', { timeout: 60_000 }, () => {
  let shown: TestWindow;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    shown = await startWindow();
  });
  afterAll(async () => {
    await shown.stop();
  });

  const wanted = Object.keys(fixtures)
    .flatMap((name) => Object.entries(looks).map(([look, how]) => ({ name, look, how })))
    .filter(({ name, look }) => only.test(`${name}-${look}`));
  test.each(wanted)('$name-$look', async ({ name, look, how }) => {
    const { page, complaints } = await shown.open(name, how);
    await steps[name]?.(page);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
    const isScrolled = await page.evaluate(() =>
      [...document.querySelectorAll('main')].some((one) => one.scrollHeight > one.clientHeight + 1),
    );
    if (isScrolled) {
      const height = await page.evaluate(() =>
        Math.max(...[...document.querySelectorAll('main')].map((one) => one.scrollHeight)),
      );
      await page.setViewportSize({ width: how.width ?? 960, height: Math.min(4000, height + 80) });
      await page.screenshot({ path: join(folder, `${name}-${look}-whole.png`) });
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});
