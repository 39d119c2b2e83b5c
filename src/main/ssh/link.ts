import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { RemoteError } from '../../core/errors';

/** A logged-in connection and the one place that knows when and why it is over. */
export interface Link {
  readonly client: Client;
  /** Null while it lives. */
  over(): RemoteError | null;
  /** Calls once at the end, at the next turn if it is over already; returns the function that forgets it. */
  onOver(call: (reason: RemoteError) => void): () => void;
  end(reason: RemoteError): void;
}

export function createLink(client: Client, sock: Duplex): Link {
  let over: RemoteError | null = null;
  const listeners = new Set<(reason: RemoteError) => void>();
  const finish = (reason: RemoteError): void => {
    if (over !== null) return;
    over = reason;
    for (const listener of [...listeners]) listener(reason);
    listeners.clear();
    closeSocket(client, sock);
  };
  const lose = (): void => {
    finish({ kind: 'disconnected' });
  };
  // Stay for ever: ssh2 may report a reset after the end, and an unheard error ends the process.
  client.on('error', lose);
  client.on('end', lose);
  client.on('close', lose);
  return {
    client,
    over: () => over,
    onOver: (call) => {
      let isForgotten = false;
      const listener = (reason: RemoteError): void => {
        if (!isForgotten) call(reason);
      };
      const reason = over;
      if (reason === null) listeners.add(listener);
      else {
        queueMicrotask(() => {
          listener(reason);
        });
      }
      return () => {
        isForgotten = true;
        listeners.delete(listener);
      };
    },
    end: finish,
  };
}

/** Says goodbye and closes at once: a server that never closes its side must not keep a socket open. */
function closeSocket(client: Client, sock: Duplex): void {
  client.end();
  if (sock instanceof Socket && sock.writableLength === 0) sock.destroySoon();
  else sock.destroy();
}
