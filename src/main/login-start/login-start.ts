/** Whether Vigía starts when she logs in: the system keeps that, and is asked each time. */
import { realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import type { LoginStart, LoginStartProblem } from '../../shared/ipc';
import { hiddenArgument } from '../start-arguments';

export interface LoginStartPort {
  read(): LoginStart;
  /** Null: nothing was in the way. What came of it says the next `read`. */
  set(on: boolean): LoginStartProblem | null;
}

/** What the system is to start: a program and its arguments. */
export type StartCommand = readonly [string, ...string[]];

export interface StartCommandInput {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
  readonly dataDir: string;
  /** Where the data are without `--data-dir`. */
  readonly usualDataDir: string;
}

/** This program in the tray, without a window, over the same data. */
export function startCommandOf(input: StartCommandInput): StartCommand {
  const { dataDir, usualDataDir } = input;
  const place = dataDir === usualDataDir ? [] : ['--data-dir', dataDir];
  return [programFile(input), hiddenArgument, ...place];
}

/** The file to start: what is unpacked for one run is gone at the next login, then it is the file that she started. */
export function programFile({
  platform,
  env,
  execPath,
}: Pick<StartCommandInput, 'platform' | 'env' | 'execPath'>): string {
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] ?? execPath;
  const { APPIMAGE: image, APPDIR: mount } = env;
  // A program that another AppImage started has inherited these two, and they are not its own.
  if (image === undefined || mount === undefined || !isAbsolute(image)) return execPath;
  return [mount, realPath(mount)].some((folder) => execPath.startsWith(folder + sep)) ? image : execPath;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** It cannot be offered here, and nothing is written. */
export function createNoLoginStart(reason: 'development' | 'demo'): LoginStartPort {
  return { read: () => ({ kind: 'unavailable', reason }), set: () => ({ kind: 'refused' }) };
}
