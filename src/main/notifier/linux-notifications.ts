import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const askTimeoutMs = 2_000;

/** Whether something on this desktop shows notices. Asked over D-Bus, without showing or starting anything. */
export type NotificationServer =
  | { readonly kind: 'running'; readonly actions: boolean }
  /** Starts with the first notice. */
  | { readonly kind: 'activatable' }
  | { readonly kind: 'none'; readonly reason: string }
  /** Could not be asked. */
  | { readonly kind: 'unknown'; readonly reason: string };

const serverName = 'org.freedesktop.Notifications';

export async function findNotificationServer(): Promise<NotificationServer> {
  const owned = await askBus([
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${serverName}`,
  ]);
  if (!owned.ok) {
    return owned.missing
      ? { kind: 'unknown', reason: 'dbus-send is not installed' }
      : { kind: 'none', reason: 'no session bus' };
  }
  if (/boolean\s+true/.test(owned.text)) {
    const path = '/org/freedesktop/Notifications';
    const asked = await askBus([`--dest=${serverName}`, path, `${serverName}.GetCapabilities`]);
    return asked.ok
      ? { kind: 'running', actions: asked.text.split(/\s+/).includes('actions') }
      : { kind: 'none', reason: 'the notification server does not answer' };
  }
  const names = await askBus(['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.ListActivatableNames']);
  return names.ok && names.text.includes(serverName)
    ? { kind: 'activatable' }
    : { kind: 'none', reason: 'no notification server on this desktop' };
}

type BusAnswer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly missing: boolean };

function askBus(call: readonly string[]): Promise<BusAnswer> {
  const args = ['--session', '--print-reply=literal', `--reply-timeout=${String(askTimeoutMs)}`, ...call];
  return new Promise((resolve) => {
    execFile('dbus-send', args, { timeout: askTimeoutMs + 500 }, (error, stdout) => {
      resolve(error === null ? { ok: true, text: stdout } : { ok: false, missing: error.code === 'ENOENT' });
    });
  });
}

/** Whether a program can be run by its name. */
export function isInPath(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
