import type { Duplex } from 'node:stream';
import type { RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import type { Link } from './link';
import { onAbort } from './on-abort';
import { cancelledError, fromChannelError } from './to-remote-error';

/** RFC 4254: SSH_OPEN_CONNECT_FAILED. */
const connectFailed = 2;

/** A way to another host through a logged-in one, which does the name resolution and the connecting. */
export function openThrough(
  link: Link,
  place: {
    readonly host: string;
    readonly port: number;
    /** What the user calls the host in between. */
    readonly jumpHost: string;
    readonly limitMs: number;
    readonly clock: Clock;
    readonly signal: AbortSignal | null;
  },
): Promise<Result<Duplex, RemoteError>> {
  const { host, port, jumpHost, limitMs, clock, signal } = place;
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (result: Result<Duplex, RemoteError>): void => {
      if (isSettled) return;
      isSettled = true;
      for (const cleanUp of cleanUps) cleanUp();
      resolve(result);
    };
    const fail = (error: RemoteError): void => {
      settle(err(error));
    };
    const cleanUps = [
      link.onOver(fail),
      clock.after(limitMs, () => {
        fail({ kind: 'timeout', host, port, limitMs });
      }),
      onAbort(signal, () => {
        fail(cancelledError);
      }),
    ];
    try {
      link.client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
        if (error !== undefined) {
          const isFar = 'reason' in error && error.reason === connectFailed;
          fail(
            isFar
              ? { kind: 'unreachable', host, port }
              : { kind: 'jump-failed', jumpHost, cause: fromChannelError(error) },
          );
          return;
        }
        channel.on('error', () => undefined);
        if (isSettled) channel.destroy();
        else settle(ok(channel));
      });
    } catch {
      fail({ kind: 'disconnected' });
    }
  });
}
