import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { descendantsOf, endProcess, isAlive } from '../process-tree';
import { accepts } from '../accepts';
import { waitUntil } from '../wait-until';
import { connectBus, type Bus } from './bus';
import { desktopEnv, notificationDaemon, writeDesktopFiles } from './desktop-files';
import { startRecorder, type NotificationRecorder } from './notifications';

/** A throw-away desktop: X server, bus, window manager, panel with tray, notification daemon; nothing shared with the real one. */
export interface Desktop {
  /** For every program that shall live on this desktop. */
  readonly env: Readonly<Record<string, string>>;
  readonly display: string;
  readonly bus: Bus;
  /** Set where `notifications: 'recorder'` was asked for. */
  readonly recorder: NotificationRecorder | null;
  screenshot(file: string): Promise<void>;
  stop(): Promise<void>;
}

export interface DesktopOptions {
  /** xfce4-notifyd with its bubbles, our own recorder, or nobody. */
  readonly notifications?: 'xfce' | 'recorder' | 'none';
  /** Without a tray there is no StatusNotifier host, as on a plain GNOME. */
  readonly tray?: boolean;
  readonly size?: string;
}

/** Starts the desktop (about 2 s). Whatever it started is ended by `stop()`, and also when the test process ends without it. */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const { notifications = 'xfce', tray = true, size = '1280x800' } = options;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-desktop-'));
  writeDesktopFiles(folder);
  const programs = createPrograms(folder);
  try {
    const display = await startDisplay(programs, size);
    const env = desktopEnv(folder, display);
    const bus = await startBus(programs, folder, env);
    programs.start('openbox', [], env);
    if (tray) programs.start('xfce4-panel', ['--disable-wm-check'], env);
    if (notifications === 'xfce') programs.start(notificationDaemon(), [], env);
    const recorder = notifications === 'recorder' ? await startRecorder(env['DBUS_SESSION_BUS_ADDRESS'] ?? '') : null;
    if (tray) await programs.waitFor('the tray', () => bus.hasOwner('org.kde.StatusNotifierWatcher'));
    if (notifications !== 'none') {
      await programs.waitFor('the notification daemon', () => bus.hasOwner('org.freedesktop.Notifications'));
    }
    return {
      env,
      display,
      bus,
      recorder,
      async screenshot(file) {
        await promisify(execFile)('import', ['-window', 'root', file], { env });
      },
      async stop() {
        recorder?.close();
        bus.close();
        await programs.stop();
      },
    };
  } catch (error) {
    await programs.stop();
    throw error;
  }
}

interface Programs {
  start(command: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): ChildProcess;
  /** Like waitUntil, and on failure with what the programs wrote: the reason is usually there. */
  waitFor(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

function createPrograms(folder: string): Programs {
  const started: ChildProcess[] = [];
  const logFile = path.join(folder, 'desktop.log');
  const all = () =>
    started.flatMap((child) => (child.pid === undefined ? [] : [...descendantsOf(child.pid), child.pid]));
  const endAtExit = () => {
    for (const pid of all()) endProcess(pid, 'SIGKILL');
  };
  process.once('exit', endAtExit);
  return {
    start(command, args, env) {
      const log = openSync(logFile, 'a');
      const child = spawn(command, args, { env, cwd: folder, stdio: ['ignore', log, log, 'pipe'] });
      closeSync(log);
      // A missing program shows as a wait in vain, with its name in the message there.
      child.on('error', () => undefined);
      started.push(child);
      return child;
    },
    async waitFor(what, holds) {
      await waitUntil(what, holds, 20_000).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''}`);
      });
    },
    async stop() {
      process.removeListener('exit', endAtExit);
      // Latest first, so that nobody loses its bus or display while it still lives.
      const pids = all().reverse();
      for (const pid of pids) endProcess(pid);
      await waitUntil('the desktop ends', () => !pids.some(isAlive), 3_000).catch(() => {
        for (const pid of pids) endProcess(pid, 'SIGKILL');
      });
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The X server picks a free number and writes it to file descriptor 3. */
async function startDisplay(programs: Programs, size: string): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = programs.start('Xvfb', args, process.env);
  let written = '';
  server.stdio[3]?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  await programs.waitFor('Xvfb', () => written.endsWith('\n'));
  return `:${written.trim()}`;
}

async function startBus(programs: Programs, folder: string, env: Readonly<Record<string, string>>): Promise<Bus> {
  const config = path.join(folder, 'bus.conf');
  const socket = path.join(folder, 'run/bus');
  programs.start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile'], env);
  // The file is there a moment before anybody listens.
  await programs.waitFor('the session bus', () => accepts({ path: socket }));
  return await connectBus(`unix:path=${socket}`);
}
