import { rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { LoginStart, LoginStartProblem } from '../../shared/ipc';
import { systemReason, writeFileAtomic } from '../atomic-file';
import { readBoundedFile } from '../bounded-file';
import { ensureDataDir } from '../data-folder';
import { readDesktopEntry, writeDesktopEntry } from './desktop-entry';
import type { LoginStartPort, StartCommand } from './login-start';

/** Ours have a few hundred bytes. */
const mostBytes = 65_536;

export interface LinuxLoginStartOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly command: StartCommand;
}

/** A desktop entry of our own in her autostart folder, by the Desktop Application Autostart Specification. */
export function createLinuxLoginStart({ env, home, command }: LinuxLoginStartOptions): LoginStartPort {
  const configured = env['XDG_CONFIG_HOME'];
  const config = configured !== undefined && isAbsolute(configured) ? configured : join(home, '.config');
  const folder = join(config, 'autostart');
  const file = join(folder, 'co.vigia.app.desktop');
  const entry = writeDesktopEntry(command);
  return {
    read: () => (entry === null ? { kind: 'unavailable', reason: 'path' } : read(file, command)),
    set: (on) => {
      if (entry === null) return { kind: 'refused' };
      return on ? write({ folder, file, entry }) : remove(file);
    },
  };
}

function read(file: string, command: StartCommand): LoginStart {
  try {
    const text = readBoundedFile(file, mostBytes);
    if (!text.ok && text.error === 'no-file') return { kind: 'unreadable', path: file, reason: 'no file' };
    const found = readDesktopEntry(text.ok ? text.value : '');
    if (found.isOff) return { kind: 'off' };
    const isOurs = JSON.stringify(found.command) === JSON.stringify(command);
    return isOurs ? { kind: 'on' } : { kind: 'elsewhere', command: found.command.join(' ').slice(0, 1000) };
  } catch (error) {
    const reason = systemReason(error);
    // Where there is no folder, or a file in its place, nothing is started from it.
    return reason === 'ENOENT' || reason === 'ENOTDIR' ? { kind: 'off' } : { kind: 'unreadable', path: file, reason };
  }
}

function write(at: {
  readonly folder: string;
  readonly file: string;
  readonly entry: string;
}): LoginStartProblem | null {
  const folder = ensureDataDir(at.folder);
  if (!folder.ok) return { kind: folder.error.kind === 'disk-full' ? 'full' : 'closed', path: at.folder };
  try {
    writeFileAtomic(at.file, at.entry);
    return null;
  } catch (error) {
    return problemOf(error, at.folder);
  }
}

function remove(file: string): LoginStartProblem | null {
  try {
    rmSync(file, { force: true });
    return null;
  } catch (error) {
    return problemOf(error, file);
  }
}

function problemOf(error: unknown, path: string): LoginStartProblem {
  const reason = systemReason(error);
  return { kind: reason === 'ENOSPC' || reason === 'EDQUOT' ? 'full' : 'closed', path };
}
