import { connect, isIP, type Socket } from 'node:net';
import type { RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { onAbort } from './on-abort';
import { cancelledError, fromConnectError } from './to-remote-error';

/** A connected socket, or which of the things went wrong that a person would mend differently. */
export function openTcp(options: {
  readonly host: string;
  readonly port: number;
  readonly limitMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
}): Promise<Result<Socket, RemoteError>> {
  const { host, port, limitMs, clock, signal } = options;
  return new Promise((resolve) => {
    let hasAddress = isIP(host) !== 0;
    let socket: Socket | null = null;
    const fail = (error: RemoteError): void => {
      stop();
      socket?.destroy();
      resolve(err(error));
    };
    const cancelTimer = clock.after(limitMs, () => {
      // No answer of the resolver either: there is no name to wait for.
      fail(hasAddress ? { kind: 'timeout', host, port, limitMs } : { kind: 'name-not-found', host });
    });
    const forgetSignal = onAbort(signal, () => {
      fail(cancelledError);
    });
    const stop = (): void => {
      cancelTimer();
      forgetSignal();
    };
    try {
      // The usual 250 ms for each address would give up on a slow line.
      socket = connect({ host, port, noDelay: true, autoSelectFamilyAttemptTimeout: 2000 });
    } catch (error) {
      fail(fromConnectError(error, { host, port, limitMs }));
      return;
    }
    const opened = socket;
    opened.on('lookup', () => {
      hasAddress = true;
    });
    // Stays for the socket's whole life: an error after the end must not kill the process.
    opened.on('error', (error) => {
      fail(fromConnectError(error, { host, port, limitMs }));
    });
    opened.once('connect', () => {
      stop();
      resolve(ok(opened));
    });
  });
}
