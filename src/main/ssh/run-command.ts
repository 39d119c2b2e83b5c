import type { RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { startAttempt } from './attempt';
import type { Link } from './link';
import { openCommandChannel, type OutputStream } from './open-channel';
import { isGateRefusal, isLoginRefusedBooting } from './to-remote-error';

export interface CommandOptions {
  readonly stdin?: string;
  readonly timeoutMs: number;
  /** Of both streams together. */
  readonly maxBytes: number;
  readonly onOutput?: (chunk: Buffer, stream: OutputStream) => void;
  readonly signal?: AbortSignal;
}

export interface CommandOutput {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Null: ended by a signal, or the server did not say. */
  readonly code: number | null;
  readonly signal: string | null;
}

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** How long the last output may lag behind the exit, and how long it may go on, where a daemon keeps the channel open. */
const quietMs = 300;
const longestTailMs = 3000;

/** Runs one command on an open connection. It ends with the remote process, whoever else still holds its output. */
export function runCommand(
  link: Link,
  command: string,
  options: CommandOptions,
  clock: Clock,
): Promise<Result<CommandOutput, RemoteError>> {
  const { timeoutMs, maxBytes, signal } = options;
  return new Promise((resolve) => {
    const output = createOutput();
    const timedOut = (): RemoteError => {
      // Too late for a process that has ended and only its last output is awaited.
      if (tail.exit() !== null) end(null);
      return { kind: 'command-timeout', limitMs: timeoutMs };
    };
    const attempt = startAttempt<CommandOutput>({ resolve, clock, limitMs: timeoutMs, timedOut, signal });
    const tail = createTail(clock, () => {
      attempt.settle(toResult(output, tail.exit()));
    });
    // A process that has ended has its result, whatever happens to the connection afterwards.
    const end = (failure: RemoteError | null): void => {
      if (failure === null || tail.exit() !== null) attempt.settle(toResult(output, tail.exit()));
      else attempt.fail(failure);
    };
    attempt.cleanUp(tail.stop);
    attempt.cleanUp(link.onOver(end));
    openCommandChannel(link, command, {
      isWanted: () => !attempt.isSettled(),
      onOpen: (channel) => {
        attempt.cleanUp(() => {
          channel.close();
        });
        channel.end(options.stdin ?? '');
      },
      onOutput: (chunk, stream) => {
        if (attempt.isSettled()) return;
        const isTooMuch = output.add(chunk, stream) > maxBytes;
        if (isTooMuch) attempt.fail({ kind: 'too-much-output', limitBytes: maxBytes });
        else options.onOutput?.(chunk, stream);
        tail.onOutput();
      },
      onExit: tail.onExit,
      onClose: end,
    });
  });
}

/** Waits, after the exit, for the output to fall quiet. */
function createTail(clock: Clock, onQuiet: () => void) {
  let exit: Exit | null = null;
  let isStopped = false;
  let cancelQuiet = (): void => undefined;
  let cancelLongest = (): void => undefined;
  const waitForQuiet = (): void => {
    cancelQuiet();
    if (exit !== null && !isStopped) cancelQuiet = clock.after(quietMs, onQuiet);
  };
  return {
    exit: (): Exit | null => exit,
    onExit: (code: number | null, signal: string | null): void => {
      if (isStopped) return;
      exit = { code, signal };
      cancelLongest = clock.after(longestTailMs, onQuiet);
      waitForQuiet();
    },
    onOutput: waitForQuiet,
    stop: (): void => {
      isStopped = true;
      cancelQuiet();
      cancelLongest();
    },
  };
}

function createOutput() {
  const chunks: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [] };
  let bytes = 0;
  return {
    /** Returns the number of bytes so far. */
    add: (chunk: Buffer, stream: OutputStream): number => {
      chunks[stream].push(chunk);
      bytes += chunk.length;
      return bytes;
    },
    read: (stream: OutputStream): Buffer => Buffer.concat(chunks[stream]),
  };
}

function toResult(output: ReturnType<typeof createOutput>, exit: Exit | null): Result<CommandOutput, RemoteError> {
  const stdout = output.read('stdout');
  const stderr = output.read('stderr');
  // Without PAM, sshd lets a user in, prints /etc/nologin and ends the session with this code.
  if (exit?.code === 254 && stdout.length === 0 && isLoginRefusedBooting(stderr.toString('latin1'))) {
    return err({ kind: 'login-refused-booting' });
  }
  if (isGateRefusal(exit?.code ?? null, stderr.toString('latin1'))) return err({ kind: 'gate-refused' });
  return ok({ stdout, stderr, code: exit?.code ?? null, signal: exit?.signal ?? null });
}
