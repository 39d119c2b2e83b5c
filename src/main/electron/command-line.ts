/** The command line of the installed program: there is no other Node on her computer. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { faultText } from '../fault-text';
import { secretVariable } from '../secret-in-environment';
import { demoArgument, hiddenArgument } from '../start-arguments';

/** Chromium without a display, a process for graphics, or a word of its own. */
const headless: readonly string[] = [
  '--ozone-platform=headless',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--in-process-gpu',
  '--log-level=3',
];
/** Whoever was typed, by its number. */
const parentSwitch = '--relayed-by=';
/** An AppImage adds it where the system lets no program have a sandbox. */
const noSandbox = '--no-sandbox';
const internalFault = 3;
/** A relayed status from here on is the command's; a lower one is Chromium's, which may fall before anything was answered. */
const answered = 64;
/** From here on a signal was the end, as a shell tells it. */
const signalled = 128;

/** Call before 'ready', with what was typed. Opens nothing, and ends the program by itself. */
export function startCommandLine(args: readonly string[], secret: string | null): void {
  const parent = args.find((arg) => arg.startsWith(parentSwitch));
  // By the time that we are loaded it is too late to tell this one that there is no display.
  if (process.platform === 'linux' && parent === undefined) relay(args, secret);
  if (parent !== undefined) endWith(Number(parent.slice(parentSwitch.length)));
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
  keepProfileAway();
  // Until the command line listens itself, Chromium takes a signal for her wish to quit, and that would end with 0.
  app.on('before-quit', () => {
    app.exit(exitStatusOf('SIGINT'));
  });
  const notTyped = [...headless, parent, noSandbox, hiddenArgument, demoArgument];
  const typed = args.filter((arg) => !notTyped.includes(arg) && (app.isPackaged || resolve(arg) !== app.getAppPath()));
  app
    .whenReady()
    .then(() => run(typed, secret, parent === undefined ? 0 : answered), complain)
    .catch(complain);
}

async function run(argv: readonly string[], secret: string | null, statusFrom: number): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const end = (signal: NodeJS.Signals): void => {
    app.exit(exitStatusOf(signal));
  };
  for (const signal of signals) process.on(signal, end);
  const { runFromTerminal } = await import('../cli');
  for (const signal of signals) process.off(signal, end);
  await runFromTerminal({
    argv,
    secret,
    exit: (status) => {
      process.exit(statusFrom + status);
    },
  });
}

function complain(error: unknown): void {
  process.stderr.write(`vigia: ${faultText(error)}\n`);
  app.exit(internalFault);
}

function exitStatusOf(signal: NodeJS.Signals): number {
  return signalled + constants.signals[signal];
}

/** Chromium's own files: none are needed, and those of the tray application may be open. */
function keepProfileAway(): void {
  if (process.platform === 'linux') {
    // Nothing can be made there, and Chromium does without.
    app.setPath('userData', '/dev/null/vigia');
    return;
  }
  try {
    const folder = mkdtempSync(join(tmpdir(), 'vigia-cli-'));
    app.setPath('userData', folder);
    process.on('exit', () => {
      try {
        rmSync(folder, { recursive: true, force: true });
      } catch {
        // It lies among the files that the system clears away by itself.
      }
    });
  } catch (error) {
    complain(error);
  }
}

/** Starts itself anew, with the same terminal, and ends as that one does. */
function relay(args: readonly string[], secret: string | null): never {
  // A terminal tells both: that one ends in its own way, and then this one.
  process.on('SIGINT', () => undefined);
  const env = secret === null ? process.env : { ...process.env, [secretVariable]: secret };
  const own = [...headless, `${parentSwitch}${String(process.pid)}`];
  const { status, signal } = spawnSync(process.execPath, [...own, ...args], { stdio: 'inherit', env });
  process.exit(signal === null ? statusOf(status ?? internalFault) : exitStatusOf(signal));
}

/** Nothing but the command itself may say that all is well. */
function statusOf(relayed: number): number {
  if (relayed >= signalled) return relayed;
  return relayed >= answered ? relayed - answered : internalFault;
}

/** Whoever ends the one that was typed means this one. */
function endWith(parent: number): void {
  const look = (): void => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  };
  look();
  setInterval(look, 1_000).unref();
}
