/** The built window in Electron, with a bridge that answers from a fixture and notes what was asked. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { build } from 'vite';
import { startDesktop } from '../desktop/desktop';
import { launchVigia } from '../desktop/launch';
import { fakeBridgeScript } from './fake-bridge';
import { fixtureContext, fixtureNow, fixtures } from './fixtures';
import { createHistoryAnswers } from './history-answers';
import { serveFolder } from './serve-folder';
import { createSettingsAnswers } from './settings-answers';

export interface Asked {
  readonly name: string;
  readonly argument: unknown;
}

export interface Look {
  readonly language?: 'es' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** The system asks for more contrast, or for its own colours. */
  readonly contrast?: 'more' | 'forced';
  /** Clocks run on: to measure. */
  readonly realTime?: boolean;
}

export interface TestWindow {
  /** What was built. */
  readonly folder: string;
  /** The window in one of its states, and what it complained about. */
  open(
    name: string,
    look?: Look,
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[]; readonly settingsFile: string }>;
  /** What the largest of the open windows takes, its workers with it. */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

export async function startWindow(): Promise<TestWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-window-'));
  await build({
    configFile: false,
    root: resolve('src/renderer'),
    base: './',
    logLevel: 'error',
    build: { target: 'chrome130', modulePreload: false, outDir: folder, emptyOutDir: true },
    // As the product is built: without the places in the source that a test run would add.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  });
  const served = await serveFolder(folder);
  const desktop = await startDesktop({ notifications: 'none', tray: false, size: '1600x2400' });
  const app = await launchVigia({ desktop, app: resolve('test/e2e/window-host/main.mjs') });
  return {
    folder,
    async open(name, look = {}) {
      const fixture = fixtures[name];
      if (fixture === undefined) throw new Error(`no fixture ${name}`);
      const page = await newPage(app.electron);
      await page.setViewportSize({ width: look.width ?? 960, height: look.height ?? 680 });
      await page.emulateMedia({
        reducedMotion: 'reduce',
        ...(look.contrast === 'more' ? { contrast: 'more' } : {}),
        ...(look.contrast === 'forced' ? { forcedColors: 'active' } : {}),
      });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      const answers = createHistoryAnswers(fixture.history ?? 'sample', look.language ?? 'es');
      await page.exposeFunction('answerHistory', answers);
      const context = {
        ...fixtureContext,
        language: look.language ?? 'es',
        theme: look.theme ?? 'light',
        ...fixture.context,
      };
      let settingsRevision = 0;
      const settings = createSettingsAnswers(fixture, () => {
        settingsRevision += 1;
        const push = { kind: 'snapshot', snapshot: fixture.snapshot, view: { ...context, settingsRevision } };
        // The page may be closed by now.
        void page
          .evaluate((told) => {
            (window as unknown as { tell(push: unknown): void }).tell(told);
          }, push)
          .catch(() => undefined);
      });
      page.once('close', settings.stop);
      await page.exposeFunction('answerSettings', settings.answer);
      if (look.realTime !== true) await page.clock.setFixedTime(fixtureNow);
      await page.addInitScript(fakeBridgeScript(fixture, context));
      await page.goto(served.url);
      await page.locator('main').first().waitFor();
      await settled(page, name);
      if (fixture.section !== undefined) {
        await page.locator(`a[href="#settings-${fixture.section}"]`).click();
        await page.locator('#interval').waitFor();
      }
      return { page, complaints, settingsFile: settings.path };
    },
    memoryMb: () =>
      app.electron.evaluate(
        ({ app: own }) =>
          Math.max(
            ...own.getAppMetrics().flatMap(({ type, memory }) => (type === 'Tab' ? [memory.workingSetSize] : [])),
          ) / 1024,
      ),
    async stop() {
      await app.stop();
      await desktop.stop();
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A window with what the product gives its own, but for the preload script. */
async function newPage(electron: ElectronApplication): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await electron.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({
      width: 960,
      height: 680,
      useContentSize: true,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, backgroundThrottling: false },
    });
    void window.loadURL('about:blank');
  });
  return opened;
}

const signOf: Readonly<Record<string, string>> = {
  restart: 'dialog[open]',
  logs: '.loglist',
  settings: '.server-row, .field, #server-add',
  setup: '.setup-list',
  last: '.setup-last .field',
  services: '.svc-group',
  answer: '.verdict',
  drill: '.drill-cases',
  history: '.figures, .empty',
};

/** What the fixture's messages lead to is on the screen. */
async function settled(page: Page, name: string): Promise<void> {
  await page
    .locator(signOf[name.split('-')[0] ?? ''] ?? 'main')
    .first()
    .waitFor();
  if (name.startsWith('logs') && name !== 'logs-loading')
    await page.locator('.loglist:not([aria-busy])').first().waitFor();
  if (name.startsWith('history') && name !== 'history-empty') await page.locator('.plot canvas').first().waitFor();
  if (name === 'restart-verified') await page.locator('.compare').waitFor();
}

/** What the window asks by itself, to draw the answer. */
const ownQuestions = ['snapshot:get', 'history:recent', 'history:services'];

/** Every other request, in order. */
export function asked(page: Page): Promise<readonly Asked[]> {
  return page.evaluate(
    (own) => (window as unknown as { asked: Asked[] }).asked.filter(({ name }) => !own.includes(name)),
    ownQuestions,
  );
}

const axe = readFileSync(resolve('node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe-core objects to on the page as it stands. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const runner = (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    return (await runner.run()).violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
    );
  });
}
