/** Windows and macOS keep a list of what starts at login; Electron reads and changes it. */
import type { App, LoginItemSettings } from 'electron';
import type { LoginStart } from '../../shared/ipc';
import type { LoginStartPort, StartCommand } from '../login-start/login-start';

export interface LoginItemsOptions {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly platform: 'win32' | 'darwin';
  readonly command: StartCommand;
}

export function createLoginItems({ app, platform, command }: LoginItemsOptions): LoginStartPort {
  const [path, ...args] = command;
  // Windows joins them to one line. macOS starts the application and takes no arguments: there, being started at login
  // says the same.
  const item = platform === 'win32' ? { path, args: args.map(quoted) } : {};
  return {
    read: () => toState(app.getLoginItemSettings(item), platform),
    set: (on) => {
      try {
        app.setLoginItemSettings({ ...item, openAtLogin: on });
        return null;
      } catch {
        return { kind: 'refused' };
      }
    },
  };
}

function toState(found: LoginItemSettings, platform: LoginItemsOptions['platform']): LoginStart {
  if (platform === 'darwin' && found.status === 'requires-approval') return { kind: 'blocked', by: 'macos' };
  if (!found.openAtLogin) return { kind: 'off' };
  // It is on the list and was switched off in the task manager.
  const isSwitchedOff = platform === 'win32' && !found.executableWillLaunchAtLogin;
  return isSwitchedOff ? { kind: 'blocked', by: 'windows' } : { kind: 'on' };
}

function quoted(argument: string): string {
  return /\s/.test(argument) ? `"${argument}"` : argument;
}
