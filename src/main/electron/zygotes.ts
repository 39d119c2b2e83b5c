/**
 * On Linux Chromium starts its helpers out of two processes of its own ("zygotes"), and never starts those anew. Without
 * them no window opens, and once the process for graphics is gone too, Chromium tries to start it without a pause, for ever.
 */
import { readFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';
import { programFile } from '../login-start/login-start';
import { hiddenArgument } from '../start-arguments';
import { startAfterUs } from '../updates/app-image';

const everyMs = 10_000;

/** Starts the program anew where its zygotes have ended. Call once, when it is up. `isBusy`: something must not be cut. */
export function renewWithoutZygotes(isBusy: () => boolean, log: (line: string) => void): void {
  const zygotes = childrenOf(process.pid).filter(isZygote);
  if (zygotes.length === 0) return;
  let timesGone = 0;
  const timer = setInterval(() => {
    timesGone = zygotes.every(isZygote) ? 0 : timesGone + 1;
    // Once may be the end of the session, which ends us in a moment.
    if (timesGone < 2 || isBusy()) return;
    clearInterval(timer);
    log("Chromium's own processes have ended: Vigía starts anew");
    startAnew();
  }, everyMs);
  timer.unref();
  app.on('before-quit', () => {
    clearInterval(timer);
  });
}

function startAnew(): void {
  const { platform, env, execPath, argv } = process;
  const isShown = BrowserWindow.getAllWindows().some((window) => window.isVisible());
  const args = argv.slice(1).filter((arg) => arg !== hiddenArgument);
  startAfterUs(programFile({ platform, env, execPath }), isShown ? args : [...args, hiddenArgument], env);
  app.quit();
}

function childrenOf(pid: number): readonly number[] {
  return textOf(`/proc/${String(pid)}/task/${String(pid)}/children`)
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

/** Of one that has ended, and that nobody has taken note of yet, nothing is left to read. */
function isZygote(pid: number): boolean {
  return textOf(`/proc/${String(pid)}/cmdline`).includes('--type=zygote');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
