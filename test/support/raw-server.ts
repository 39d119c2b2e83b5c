import { createServer, type Socket } from 'node:net';

export interface RawServer {
  readonly port: number;
  /** Everything that clients sent so far. */
  received(): string;
  connections(): number;
  stop(): Promise<void>;
}

/** A TCP server that behaves as badly as `behave` wants; for what no real server does on demand. */
export async function startRawServer(behave: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let received = '';
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    received: () => received,
    connections: () => connections,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Accepts and says nothing. */
export function staySilent(socket: Socket): void {
  socket.resume();
}

export function sayAndWait(text: string | Buffer): (socket: Socket) => void {
  return (socket) => {
    socket.write(text);
  };
}

export function sayAndClose(text: string): (socket: Socket) => void {
  return (socket) => {
    socket.end(text);
  };
}

/** Sends the same text as fast as the client reads, for ever. */
export function sayForEver(text: string): (socket: Socket) => void {
  return (socket) => {
    const chunk = text.repeat(Math.max(1, Math.floor(32_768 / text.length)));
    const fill = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', fill);
    fill();
  };
}

/** Sends one line now and again, which never trips a limit on size. */
export function dripLines(text: string, everyMs: number): (socket: Socket) => void {
  return (socket) => {
    const timer = setInterval(() => socket.write(text), everyMs);
    socket.on('close', () => {
      clearInterval(timer);
    });
  };
}

export function resetAtOnce(socket: Socket): void {
  socket.resetAndDestroy();
}
