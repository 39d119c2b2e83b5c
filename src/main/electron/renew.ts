/**
 * Chromium's helpers, and what it does not mend itself. On Linux it starts them out of two processes of its own ("zygotes"),
 * which it never starts anew: without them no window opens. And the process for graphics it would start without a pause, for
 * ever, where that cannot run.
 */
import { app, BrowserWindow } from 'electron';
import { programFile } from '../login-start/login-start';
import { readTextOrNull } from '../read-text';
import { hiddenArgument } from '../start-arguments';
import { startAfterUs } from '../updates/app-image';

const lookEveryMs = 10_000;
/** As often as nothing but a fault makes it: a session that wakes up may end it a few times. */
const mostFalls = 40;
const withinMs = 60_000;
/** Who fell so early would fall again. */
const earlyMs = 5 * 60_000;

export interface RenewOptions {
  /** Something must not be cut. */
  readonly isBusy: () => boolean;
  readonly log: (line: string) => void;
}

/** Starts the program anew where its helpers cannot be started any more. Call once, when it is up. */
export function renewWithoutHelpers({ isBusy, log }: RenewOptions): void {
  const startedMs = performance.now();
  followZygotes(() => {
    if (isBusy()) return false;
    log("Chromium's own processes have ended: Vigía starts anew");
    startAnew();
    return true;
  });
  followGraphics(() => {
    const isEarly = performance.now() - startedMs < earlyMs;
    log(`Chromium's process for graphics does not run: Vigía ${isEarly ? 'ends' : 'starts anew'}`);
    if (isEarly) app.exit(1);
    else startAnew();
  });
}

/** `onGone`: false, where it is to be asked once more. */
function followZygotes(onGone: () => boolean): void {
  const zygotes = process.platform === 'linux' ? childrenOf(process.pid).filter(isZygote) : [];
  if (zygotes.length === 0) return;
  let timesGone = 0;
  const timer = setInterval(() => {
    timesGone = zygotes.every(isZygote) ? 0 : timesGone + 1;
    // Once may be the end of the session, which ends us in a moment.
    if (timesGone > 1 && onGone()) clearInterval(timer);
  }, lookEveryMs);
  timer.unref();
  app.on('before-quit', () => {
    clearInterval(timer);
  });
}

function followGraphics(onTooMany: () => void): void {
  let fallsMs: readonly number[] = [];
  app.on('child-process-gone', (_event, { type }) => {
    if (type !== 'GPU') return;
    const now = performance.now();
    fallsMs = [...fallsMs.filter((at) => at > now - withinMs), now];
    if (fallsMs.length === mostFalls) onTooMany();
  });
}

function startAnew(): void {
  const { platform, env, execPath, argv } = process;
  const isShown = BrowserWindow.getAllWindows().some((window) => window.isVisible());
  const args = argv.slice(1).filter((arg) => arg !== hiddenArgument);
  const next = isShown ? args : [...args, hiddenArgument];
  const program = programFile({ platform, env, execPath });
  // What an AppImage runs from is gone with it.
  if (platform === 'linux') startAfterUs(program, next, env);
  else app.relaunch({ execPath: program, args: next });
  app.quit();
}

function childrenOf(pid: number): readonly number[] {
  return (readTextOrNull(`/proc/${String(pid)}/task/${String(pid)}/children`) ?? '')
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

/** Of one that has ended, and that nobody has taken note of yet, nothing is left to read. */
function isZygote(pid: number): boolean {
  return readTextOrNull(`/proc/${String(pid)}/cmdline`)?.includes('--type=zygote') ?? false;
}
