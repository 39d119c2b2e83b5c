import { connect, isIP, type Socket } from 'node:net';
import type { RemoteError } from '../../core/errors';
import { ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { startAttempt } from './attempt';
import { findConnectError, fromConnectError } from './to-remote-error';

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
    // No answer of the resolver either: there is no name to wait for.
    const timedOut = (): RemoteError =>
      hasAddress ? { kind: 'timeout', host, port, limitMs } : { kind: 'name-not-found', host };
    const attempt = startAttempt<Socket>({ resolve, clock, limitMs, timedOut, signal });
    try {
      // The usual 250 ms for each address would give up on a slow line.
      const socket = connect({ host, port, noDelay: true, autoSelectFamilyAttemptTimeout: 2000 });
      attempt.cleanUp(() => {
        if (socket.connecting) socket.destroy();
      });
      socket.on('lookup', () => {
        hasAddress = true;
      });
      // Stays for the socket's whole life: an error after the end must not kill the process.
      socket.on('error', (error) => {
        void findConnectError(error, { host, port, limitMs }).then(attempt.fail);
      });
      socket.once('connect', () => {
        if (attempt.isSettled()) socket.destroy();
        else attempt.settle(ok(socket));
      });
    } catch (error) {
      attempt.fail(fromConnectError(error, { host, port, limitMs }));
    }
  });
}
