/** The command line of the installed program: there is no other Node on her computer. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { secretVariable } from '../secret-in-environment';

/** What Linux must be told to need no display, and to write nothing of its own; an AppImage adds the last where no sandbox can be had. */
const headless = '--ozone-platform=headless';
const switches: readonly string[] = [headless, '--log-level=3', '--no-sandbox'];

/** Call before 'ready', with what was typed. Opens nothing, and ends the program by itself. */
export function startCommandLine(args: readonly string[], secret: string | null): void {
  // By the time that we are loaded it is too late to tell this one.
  if (process.platform === 'linux' && !args.includes(headless)) relay(args, secret);
  if (process.platform === 'linux') endWithParent();
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
  // Chromium's own folder: the tray application may have its own open.
  const folder = mkdtempSync(join(tmpdir(), 'vigia-cli-'));
  app.setPath('userData', folder);
  app.on('quit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  void app.whenReady().then(async () => {
    const { runFromTerminal } = await import('../cli');
    await runFromTerminal({ argv: args.filter((arg) => !switches.includes(arg)), secret });
  });
}

/** Starts itself anew, with the same terminal, and ends as that one does. */
function relay(args: readonly string[], secret: string | null): never {
  // A terminal tells both: that one ends in its own way, and then this one.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const env = secret === null ? process.env : { ...process.env, [secretVariable]: secret };
  const own = switches.filter((one) => one !== '--no-sandbox');
  const { status, signal } = spawnSync(process.execPath, [...own, ...args], { stdio: 'inherit', env });
  process.exit(status ?? 128 + (signal === null ? 0 : constants.signals[signal]));
}

/** Whoever ends the one that was typed means this one. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}
