import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface Running {
  readonly pid: number;
  /** All that the program wrote so far, both streams. */
  output(): string;
  isRunning(): boolean;
  /** Sends the signal to this process and waits for its end. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called at each output and every 20 ms: the program is up when it says true. */
  readonly isReady: (output: string) => boolean | Promise<boolean>;
  readonly readyTimeoutMs?: number;
}

/** Starts a program and waits until it is ready; rejects with its output when it ends or stays silent before. */
export async function startProgram(command: string, args: readonly string[], options: StartOptions): Promise<Running> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const state = { output: '', ended: false };
  // A test run that breaks off must not leave servers behind.
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.stdout.on('data', (chunk: Buffer) => (state.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (state.output += chunk.toString()));
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      state.output += String(error);
      state.ended = true;
      resolve();
    });
    child.once('exit', () => {
      process.off('exit', killWithUs);
      state.ended = true;
      resolve();
    });
  });
  const until = Date.now() + (options.readyTimeoutMs ?? 20_000);
  while (!(await options.isReady(state.output))) {
    if (state.ended || Date.now() > until) {
      await endChild(child, end, 'SIGKILL', state);
      throw new Error(`${command} did not start: ${state.output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    pid: child.pid ?? 0,
    output: () => state.output,
    isRunning: () => !state.ended,
    stop: (signal = 'SIGTERM') => endChild(child, end, signal, state),
  };
}

async function endChild(
  child: ChildProcess,
  end: Promise<void>,
  signal: NodeJS.Signals,
  state: { readonly ended: boolean },
): Promise<void> {
  if (state.ended) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await end;
  clearTimeout(timer);
}
