/** What may happen to the processes of the real tray application: it lives on, or comes back whole. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { startDemoPortal, type DemoPortal } from '../../src/demo/portal';
import { isRestartLocked } from '../../src/main/restart-lock';
import { prepareDataDir } from '../support/data-folder';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import type { TrayItem } from '../support/desktop/tray';
import { readKept } from '../support/faults/kept';
import { recordFault } from '../support/faults/record';
import { commandLineOf, descendantsOf, endProcess, isAlive } from '../support/process-tree';
import { waitUntil } from '../support/wait-until';

const serverId = 'portal-demo';
const words = { open: 'Abrir Vigía', check: 'Comprobar ahora', restart: 'Reiniciar la API ahora' };
/** What a person waits for before she takes it for dead. */
const soonMs = 20_000;

describe('a fault of a process', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-faults-'));
  let desktop: Desktop;
  let portal: DemoPortal;
  let app: LaunchedApp;
  let tray: TrayItem;

  beforeAll(async () => {
    portal = await startDemoPortal({ dataDir, watchdogRepairs: false, stepMs: 1_500 });
    prepareDataDir(dataDir, { ...portal, settings: { ...portal.settings, digest: false } });
    desktop = await startDesktop({ notifications: 'recorder' });
    await start();
    await until('calm');
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
    await portal.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  async function start(): Promise<void> {
    app = await launchVigia({ desktop, language: 'es', dataDir });
    tray = await app.tray();
  }

  /** By rounds that she orders: the cadence would take half a minute longer. */
  async function until(status: 'calm' | 'down'): Promise<void> {
    let looks = -1;
    await waitUntil(
      status,
      async () => {
        if ((await tray.status()) === status) return true;
        const now = existsSync(join(dataDir, 'history.db')) ? readKept(dataDir, serverId).looks.length : 0;
        if (now > looks && (await tray.labels()).includes(words.check)) await tray.click(words.check);
        looks = now;
        return false;
      },
      90_000,
    );
  }

  /** Main alone is killed; what is left of it must not go on without it. */
  async function killMain(): Promise<void> {
    const rest = descendantsOf(app.pid);
    endProcess(app.pid, 'SIGKILL');
    await waitUntil('the rest of it goes as well', () => !rest.some(isAlive), soonMs);
    await app.electron.close().catch(() => undefined);
  }

  const settingsOf = () => readFileSync(join(dataDir, 'settings.json'), 'utf8');
  const leftLocks = () =>
    readdirSync(dataDir).filter(
      (name) => /^restart-.*\.lock$/.test(name) && isRestartLocked(dataDir, serverId, Date.now()),
    );

  function whatIsLost(before: { readonly looks: readonly number[]; readonly settings: string }): string[] {
    const kept = readKept(dataDir, serverId);
    const missing = before.looks.filter((at) => !kept.looks.includes(at));
    return [
      ...(kept.problem === null ? [] : [`history: ${kept.problem}`]),
      ...(missing.length === 0 ? [] : [`${String(missing.length)} rounds`]),
      ...(settingsOf() === before.settings ? [] : ['settings']),
      ...leftLocks(),
    ];
  }

  const whatIsThere = () => ({ looks: readKept(dataDir, serverId).looks, settings: settingsOf() });

  test('kill -9 of the main process, three times', async (context) => {
    const lost: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const before = whatIsThere();
      await tray.click(words.check);
      await killMain();
      await start();
      await until('calm');
      lost.push(...whatIsLost(before));
    }
    recordFault(context, {
      fault: context.task.name,
      tried: 3,
      survived: 3,
      lost,
      verdict: 'came back calm, rounds and settings whole',
    });
    expect(lost).toEqual([]);
  });

  test('kill -9 of the main process while an outage is open', async (context) => {
    portal.setFault('api-down', true);
    await until('down');
    const before = whatIsThere();
    const [open] = readKept(dataDir, serverId).incidents.filter(({ recoveredAt }) => recoveredAt === null);
    await killMain();
    await start();
    await until('down');
    const after = readKept(dataDir, serverId).incidents.filter(({ recoveredAt }) => recoveredAt === null);
    const lost = [...whatIsLost(before), ...(after.map(({ id }) => id).join() === open?.id ? [] : ['the open outage'])];
    portal.setFault('api-down', false);
    await until('calm');
    const kept = readKept(dataDir, serverId).incidents;
    if (kept.some(({ recoveredAt }) => recoveredAt === null)) lost.push('the end of the outage');
    recordFault(context, {
      fault: context.task.name,
      tried: 1,
      survived: 1,
      lost,
      verdict: 'the same outage, red at once; closed when over',
    });
    expect([lost, kept.map(({ id }) => id)]).toEqual([[], [open?.id]]);
  });

  test('kill -9 of the main process in the middle of a restart', async (context) => {
    portal.setFault('api-down', true);
    await until('down');
    const before = whatIsThere();
    await waitUntil('the watchdog is not due soon', () => Date.now() % 300_000 < 240_000, 70_000);
    await waitUntil('the restart is offered', async () => (await tray.labels()).includes(words.restart), soonMs);
    await tray.click(words.restart);
    const lock = join(dataDir, `restart-${serverId}.lock`);
    await waitUntil('the restart runs', () => existsSync(lock), soonMs);
    await killMain();
    const stuck = isRestartLocked(dataDir, serverId, Date.now());
    await start();
    portal.setFault('api-down', false);
    await until('calm');
    const lost = [...whatIsLost(before), ...(stuck ? ['the lock of the restart'] : [])];
    recordFault(context, {
      fault: context.task.name,
      tried: 1,
      survived: 1,
      lost,
      verdict: 'the lock is free, calm again',
    });
    expect(lost).toEqual([]);
  });

  const openWindow = async () => {
    await tray.click(words.open);
    await waitUntil('a window', async () => (await shownPid()) > 0, soonMs);
  };
  /** By the page: what is asked of the main process while its window goes may stay without an answer. */
  const closeWindow = async () => {
    await waitUntil('its page', () => app.electron.windows().length > 0, soonMs);
    await app.electron.windows().at(-1)?.close();
  };
  /** Of the process that shows the answer now; 0: none does. */
  const shownPid = () =>
    app.electron.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined || window.webContents.isCrashed() || window.webContents.isLoading()) return 0;
      // A page whose process has just gone never answers.
      const isThere: unknown = await Promise.race([
        window.webContents.executeJavaScript("document.querySelector('.verdict') !== null").catch(() => false),
        new Promise((resolve) => setTimeout(resolve, 1_000, false)),
      ]);
      return isThere === true ? window.webContents.getOSProcessId() : 0;
    });
  const windowCount = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const isWatching = async () => isAlive(app.pid) && (await tray.status()) === 'calm';

  /** The first time it is opened anew; a page that breaks twice stays closed, and opens when she asks for it. */
  async function breakWindow(context: TestContext, crash: (pid: number) => unknown): Promise<void> {
    const before = whatIsThere();
    let survived = 0;
    for (let n = 0; n < 3; n += 1) {
      await openWindow();
      const first = await shownPid();
      await crash(first);
      await waitUntil('the window again', async () => ![0, first].includes(await shownPid()), soonMs);
      const second = await shownPid();
      await crash(second);
      await waitUntil('it is given up', async () => (await windowCount()) === 0, soonMs);
      await openWindow();
      await closeWindow();
      await waitUntil('the window is closed', async () => (await windowCount()) === 0, soonMs);
      survived += (await isWatching()) ? 2 : 0;
    }
    const lost = whatIsLost(before);
    const verdict = 'the window came back, the tray stayed calm';
    recordFault(context, { fault: context.task.name, tried: 6, survived, lost, verdict });
    expect([survived, lost]).toEqual([6, []]);
  }

  test('the process of the window killed', async (context) => {
    await breakWindow(context, (pid) => {
      endProcess(pid, 'SIGKILL');
    });
  });

  test('the process of the window crashed by force', async (context) => {
    await breakWindow(context, () =>
      app.electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      }),
    );
  });

  /** Those that Chromium keeps beside main: for the graphics, for the network. */
  const helpersOf = (type: RegExp) => descendantsOf(app.pid).filter((pid) => type.test(commandLineOf(pid)));

  for (const [name, type] of Object.entries({
    'the process of the graphics killed': /--type=gpu-process/,
    'the process of the network killed': /--type=utility.*network/,
  })) {
    test(name, async (context) => {
      const before = whatIsThere();
      await openWindow();
      let tried = 0;
      let survived = 0;
      // More often than Chromium bears where a graphics card is asked for.
      for (let n = 0; n < 8; n += 1) {
        const victims = helpersOf(type);
        for (const pid of victims) endProcess(pid, 'SIGKILL');
        await waitUntil('it is gone', () => !victims.some(isAlive), soonMs);
        tried += victims.length;
        await waitUntil('the window answers', async () => (await shownPid()) > 0, soonMs);
        survived += (await isWatching()) ? victims.length : 0;
        if (victims.length > 0 && n < 7)
          await waitUntil('another one', () => helpersOf(type).length > 0, soonMs).catch(() => undefined);
      }
      await closeWindow();
      // It looks as before. No outage more: three within the hour would be a finding of their own.
      await tray.click(words.check);
      await waitUntil('another round', () => readKept(dataDir, serverId).looks.length > before.looks.length, 90_000);
      expect(await tray.status()).toBe('calm');
      const lost = whatIsLost(before);
      const verdict = tried === 0 ? 'there is none: nothing to crash' : 'tray and window stayed, it goes on looking';
      recordFault(context, { fault: name, tried, survived, lost, verdict });
      expect([survived, lost]).toEqual([tried, []]);
    });
  }
});
