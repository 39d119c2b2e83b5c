import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** Prints one line for the person who waits. Goes to stderr: stdout belongs to the program that is run. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends the script with one sentence instead of a stack trace. */
export function stopWith(sentence) {
  say(sentence);
  process.exit(1);
}

/** Runs a program with our terminal; resolves to its exit code (124 when timeoutMs ran out, 127 when it is not there). */
export function run(command, args, options = {}) {
  const { timeoutMs, quiet = false, ...rest } = options;
  // Our own progress keeps to stderr, so that `vigia check --json` stays clean even when it had to build first.
  const stdio = quiet ? ['ignore', 'ignore', 'ignore'] : ['ignore', process.stderr, process.stderr];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, ...rest });
    let timedOut = false;
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => ((timedOut = true), child.kill('SIGKILL')), timeoutMs);
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(timedOut ? 124 : (code ?? (signal === null ? 1 : 130)));
    });
  });
}

/** Runs a program in our place: its terminal is ours, signals reach it, and its exit code becomes ours. */
export function becomeProgram(command, args, options = {}) {
  const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit', ...options });
  // Ctrl-C and a closed terminal reach the child by themselves: a second signal would cut its goodbye short.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => stopWith(`Could not start ${command}: ${error.message}`));
  child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** What a program prints, or null when it fails or is not there. */
export function capture(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64e6,
    ...options,
  });
  return done.status === 0 ? done.stdout : null;
}

/** How npm is started: by the npm that runs this script where there is one (no shell, no PATH), else by name. */
export function npmCommand() {
  const cli = process.env.npm_execpath ?? path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  if (/npm-cli\.[cm]?js$/.test(cli) && existsSync(cli)) return { command: process.execPath, args: [cli], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}
