import type { Duplex } from 'node:stream';
import type { RemoteError } from '../../core/errors';
import { ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { startAttempt } from './attempt';
import type { Link } from './link';
import { fromChannelError } from './to-remote-error';

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
    const timedOut = (): RemoteError => ({ kind: 'timeout', host, port, limitMs });
    const attempt = startAttempt<Duplex>({ resolve, clock, limitMs, timedOut, signal });
    attempt.cleanUp(link.onOver(attempt.fail));
    try {
      link.client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
        if (error !== undefined) {
          const isFar = 'reason' in error && error.reason === connectFailed;
          const cause = fromChannelError(error);
          attempt.fail(isFar ? { kind: 'unreachable', host, port } : { kind: 'jump-failed', jumpHost, cause });
          return;
        }
        channel.on('error', () => undefined);
        if (attempt.isSettled()) channel.destroy();
        else attempt.settle(ok(channel));
      });
    } catch {
      attempt.fail({ kind: 'disconnected' });
    }
  });
}
