import { homedir } from 'node:os';
import { app } from 'electron';
import { defaultDataDir } from '../data-folder';
import { createLinuxLoginStart } from '../login-start/linux';
import { createLoginItems } from './login-items';
import { createNoLoginStart, startCommandOf, type LoginStartPort } from '../login-start/login-start';

/** As this system keeps it, for this program over these data. */
export function createLoginStart(options: { readonly dataDir: string; readonly isDemo: boolean }): LoginStartPort {
  if (options.isDemo) return createNoLoginStart('demo');
  // The program would be the bare Electron, and the application's folder one that she may move or delete.
  if (!app.isPackaged) return createNoLoginStart('development');
  const { platform, env, execPath } = process;
  const usualDataDir = defaultDataDir(env, platform, homedir());
  const command = startCommandOf({ platform, env, execPath, dataDir: options.dataDir, usualDataDir });
  return platform === 'win32' || platform === 'darwin'
    ? createLoginItems({ app, platform, command })
    : createLinuxLoginStart({ env, home: homedir(), command });
}
