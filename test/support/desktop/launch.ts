import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { descendantsOf, endProcess, isAlive, killTree } from '../process-tree';
import { waitUntil } from '../wait-until';
import type { Desktop } from './desktop';
import { connectTray, type TrayItem } from './tray';

export interface LaunchOptions {
  readonly desktop: Desktop;
  /** A folder with package.json or a main file; the checkout itself when left out. */
  readonly app?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Settings and history; a new empty folder, removed at the end, when left out. */
  readonly dataDir?: string;
  readonly language?: 'es' | 'en';
}

export interface LaunchedApp {
  readonly electron: ElectronApplication;
  readonly pid: number;
  readonly dataDir: string;
  /** Waits for this application's own tray item. */
  tray(): Promise<TrayItem>;
  /** Asks the application to quit, and ends by pid what is left of it. */
  stop(): Promise<void>;
  /** As a power failure ends it: all its processes at once, without a word. */
  kill(): Promise<void>;
}

/** The Electron that the tests run on: `npm test` names it; a single test run by hand takes what set-up has got. */
export function electronForTests(): string {
  const places = [process.env['VIGIA_ELECTRON'], 'node_modules/electron/dist/electron', '.electron/electron'];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) throw new Error('there is no Electron to test on: npm run setup gets one');
  return path.resolve(found);
}

/** Whether Vigía is started packed, where VIGIA_PACKAGED names it, or from the checkout. */
export const isPackaged = process.env['VIGIA_PACKAGED'] !== undefined;

/**
 * What is started and its first arguments: an application of the tests by the bare Electron, and Vigía packed where
 * VIGIA_PACKAGED names it, else from the checkout.
 */
function programFor(app: string | undefined): { readonly executablePath: string; readonly args: readonly string[] } {
  const packaged = process.env['VIGIA_PACKAGED'];
  if (app === undefined && packaged !== undefined) return { executablePath: path.resolve(packaged), args: [] };
  return { executablePath: electronForTests(), args: [app ?? process.cwd()] };
}

/** Starts the built application (out/ must be there) on a desktop. */
export async function launchVigia(options: LaunchOptions): Promise<LaunchedApp> {
  const { desktop, language = 'es' } = options;
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'vigia-data-'));
  const program = programFor(options.app);
  const electron = await _electron.launch({
    executablePath: program.executablePath,
    args: [...program.args, '--data-dir', dataDir, ...(options.args ?? [])],
    cwd: process.cwd(),
    env: { ...desktop.env, ...languageEnv(language), ...options.env },
    timeout: 60_000,
  });
  const pid = electron.process().pid;
  if (pid === undefined) throw new Error('Electron has no process');
  return {
    electron,
    pid,
    dataDir,
    tray: () => connectTray(desktop.bus, { pid }),
    async kill() {
      await killTree(pid);
      await electron.close().catch(() => undefined);
    },
    async stop() {
      await endApplication(electron, pid);
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** What decides the language that Electron reports as the system's. */
function languageEnv(language: 'es' | 'en'): Record<string, string> {
  return language === 'es'
    ? { LANG: 'es_CO.UTF-8', LANGUAGE: 'es_CO:es' }
    : { LANG: 'en_US.UTF-8', LANGUAGE: 'en_US:en' };
}

async function endApplication(electron: ElectronApplication, pid: number): Promise<void> {
  const pids = [...descendantsOf(pid), pid];
  const closed = electron.close().catch(() => undefined);
  await waitUntil('the application quits', () => !pids.some(isAlive), 10_000).catch(() => {
    for (const one of pids) endProcess(one, 'SIGKILL');
  });
  await closed;
}
