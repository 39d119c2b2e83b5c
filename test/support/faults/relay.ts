/**
 * A TCP relay that stands in front of a real server and may be put into any state that a network or a broken server can
 * be in. Its port stays the same all along.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { sayForEver } from '../raw-server';

export type RelayFault =
  | { readonly kind: 'none' }
  /** Nobody listens. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  /** Broken off hard, or left hanging, once the server has said so much. */
  | { readonly kind: 'reset' | 'half-open'; readonly afterBytes: number }
  /** What the server says comes late. */
  | { readonly kind: 'late'; readonly ms: number }
  /** What the server says comes byte by byte. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'says'; readonly text: string | Buffer }
  | { readonly kind: 'says-for-ever'; readonly text: string }
  /** Another server in its place. */
  | { readonly kind: 'instead'; readonly port: number };

export interface FaultRelay {
  readonly port: number;
  set(fault: RelayFault): Promise<void>;
  connections(): number;
  /** Connections that are open now. */
  open(): number;
  stop(): Promise<void>;
}

export async function startFaultRelay(targetPort: number): Promise<FaultRelay> {
  const sockets = new Set<Socket>();
  let fault: RelayFault = { kind: 'none' };
  let connections = 0;
  let server: Server | null = null;

  function track(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  }

  async function listen(port: number): Promise<number> {
    const made = createServer((socket) => {
      connections += 1;
      track(socket);
      serve(socket, fault, targetPort, track);
    });
    server = made;
    await new Promise<void>((resolve, reject) => {
      made.once('error', reject);
      made.listen(port, '127.0.0.1', resolve);
    });
    const address = made.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }

  async function close(): Promise<void> {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing !== null) await new Promise((resolve) => closing.close(resolve));
  }

  const port = await listen(0);
  return {
    port,
    set: async (next) => {
      fault = next;
      for (const socket of sockets) socket.destroy();
      if (next.kind === 'refused') await close();
      else if (server === null) await listen(port);
    },
    connections: () => connections,
    open: () => sockets.size,
    stop: close,
  };
}

function serve(client: Socket, fault: RelayFault, targetPort: number, track: (socket: Socket) => void): void {
  switch (fault.kind) {
    case 'refused':
      client.destroy();
      return;
    case 'silent':
      client.resume();
      return;
    case 'says':
      client.resume();
      client.write(fault.text);
      return;
    case 'says-for-ever':
      client.resume();
      sayForEver(fault.text)(client);
      return;
    default: {
      const target = connect(fault.kind === 'instead' ? fault.port : targetPort, '127.0.0.1');
      track(target);
      client.pipe(target);
      client.once('close', () => target.destroy());
      carryBack(target, client, fault);
    }
  }
}

function carryBack(
  target: Socket,
  client: Socket,
  fault: Extract<RelayFault, { kind: 'none' | 'instead' | 'reset' | 'half-open' | 'late' | 'drip' }>,
): void {
  switch (fault.kind) {
    case 'none':
    case 'instead':
      target.pipe(client);
      target.once('close', () => client.destroy());
      return;
    case 'reset':
    case 'half-open': {
      let bytes = 0;
      target.on('data', (chunk) => {
        const left = fault.afterBytes - bytes;
        bytes += chunk.length;
        if (left > 0 && !client.destroyed) client.write(chunk.subarray(0, left));
        if (bytes < fault.afterBytes) return;
        // Half-open: the other side is gone without a word, and nobody has told the client.
        target.destroy();
        if (fault.kind === 'reset') client.resetAndDestroy();
      });
      return;
    }
    case 'late':
      target.on('data', (chunk) => {
        const timer = setTimeout(() => {
          if (!client.destroyed) client.write(chunk);
        }, fault.ms);
        client.once('close', () => {
          clearTimeout(timer);
        });
      });
      return;
    case 'drip': {
      let waiting = Buffer.alloc(0);
      target.on('data', (chunk) => {
        waiting = Buffer.concat([waiting, chunk]);
      });
      const timer = setInterval(() => {
        if (waiting.length === 0 || client.destroyed) return;
        client.write(waiting.subarray(0, 1));
        waiting = waiting.subarray(1);
      }, fault.everyMs);
      client.once('close', () => {
        clearInterval(timer);
      });
    }
  }
}
