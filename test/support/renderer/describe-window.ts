import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { startWindow, type TestWindow } from './open-window';

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
