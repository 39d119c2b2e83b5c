import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startWindow, violationsOf, type TestWindow } from './open-window';

/** A group of tests on one window. */
export function describeWindow(title: string, tests: (window: Pick<TestWindow, 'open' | 'folder'>) => void): void {
  describe(title, () => {
    let shown: TestWindow;
    beforeAll(async () => {
      shown = await startWindow();
    });
    afterAll(async () => {
      await shown.stop();
    });
    tests({
      open: (...state) => shown.open(...state),
      get folder() {
        return shown.folder;
      },
    });
  });
}

export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** Wide and narrow, each in both languages and themes. */
export const wideAndNarrow = [
  { language: 'es', theme: 'light', width: 960 },
  { language: 'en', theme: 'dark', width: 480 },
  { language: 'es', theme: 'dark', width: 480 },
  { language: 'en', theme: 'light', width: 960 },
] as const;

/** Accessible, never scrolling sideways, and without a word on the console. */
export async function expectSound(name: string, page: Page, complaints: readonly string[]): Promise<void> {
  const isSideways = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main')].some(
      (one) => one.scrollWidth > one.clientWidth + 1,
    ),
  );
  expect([name, await violationsOf(page), isSideways, complaints]).toEqual([name, [], false, []]);
}
