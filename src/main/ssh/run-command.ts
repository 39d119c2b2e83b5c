import type { ClientChannel } from 'ssh2';
import type { RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import type { Link } from './link';
import { onAbort } from './on-abort';
import { openCommandChannel, type OutputStream } from './open-channel';
import { cancelledError, isLoginRefusedBooting } from './to-remote-error';

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
  return new Promise((resolve) => {
    const output = createOutput();
    let channel: ClientChannel | null = null;
    let exit: Exit | null = null;
    let cancelQuiet = (): void => undefined;
    let isSettled = false;
    const settle = (failure: RemoteError | null): void => {
      if (isSettled) return;
      isSettled = true;
      for (const cleanUp of cleanUps) cleanUp();
      channel?.close();
      // A process that has ended has its result, whatever happens to the connection afterwards.
      resolve(failure === null || exit !== null ? toResult(output, exit) : err(failure));
    };
    const cleanUps = [
      link.onOver(settle),
      clock.after(options.timeoutMs, () => {
        settle({ kind: 'command-timeout', limitMs: options.timeoutMs });
      }),
      onAbort(options.signal, () => {
        exit = null;
        settle(cancelledError);
      }),
      () => {
        cancelQuiet();
      },
    ];
    const waitForQuiet = (ms: number): (() => void) =>
      clock.after(ms, () => {
        settle(null);
      });
    openCommandChannel(link, command, {
      isWanted: () => !isSettled,
      onOpen: (opened) => {
        channel = opened;
        opened.end(options.stdin ?? '');
      },
      onOutput: (chunk, stream) => {
        if (isSettled) return;
        if (output.add(chunk, stream) > options.maxBytes) {
          exit = null;
          settle({ kind: 'too-much-output', limitBytes: options.maxBytes });
          return;
        }
        options.onOutput?.(chunk, stream);
        if (exit !== null) {
          cancelQuiet();
          cancelQuiet = waitForQuiet(quietMs);
        }
      },
      onExit: (code, signal) => {
        if (isSettled) return;
        exit = { code, signal };
        cancelQuiet = waitForQuiet(quietMs);
        cleanUps.push(waitForQuiet(longestTailMs));
      },
      onClose: settle,
    });
  });
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
  return ok({ stdout, stderr, code: exit?.code ?? null, signal: exit?.signal ?? null });
}
