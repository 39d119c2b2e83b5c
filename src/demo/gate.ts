import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBlackHole } from './black-hole';
import type { BlackHole } from './black-hole';

/** `silent`: connections are neither accepted nor refused, as by a machine that is switched off. */
export type GateMode = 'open' | 'refusing' | 'silent';

/** One loopback port that keeps its number through all modes. Leaving `open` breaks the present connections. */
export interface Gate {
  readonly port: number;
  setMode(mode: GateMode): void;
  /** Resolves when the port is as it was last asked to be. */
  settled(): Promise<void>;
  /** Breaks the present connections; new ones are accepted as before. */
  dropAll(): void;
  stop(): Promise<void>;
}

/** Somebody may hold the number for a moment while it was free. */
const retryAfterMs = 250;

/** Listens on 127.0.0.1 on a port that the system chooses; sockets are handed to `onConnection`. */
export async function openGate(onConnection: (socket: Socket) => void): Promise<Gate> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that goes away is nobody's problem here.
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  if (!(await listen(server, 0))) throw new Error('no free port on 127.0.0.1');
  const port = portOf(server);

  let wanted: GateMode = 'open';
  let hole: BlackHole | null = null;
  let settled = Promise.resolve();
  /** One step towards `wanted`, which may have changed again when it is done. */
  async function approach(): Promise<void> {
    if (hole !== null) {
      await hole.stop();
      hole = null;
    } else if (wanted === 'silent') {
      hole = await openBlackHole(port);
      if (hole === null) await sleep(retryAfterMs);
    } else if (wanted === 'open' && !server.listening && !(await listen(server, port))) {
      await sleep(retryAfterMs);
    }
    if (!isWanted('open')) shut();
  }
  function isSettled(): boolean {
    return (hole !== null) === (wanted === 'silent') && server.listening === (wanted === 'open');
  }
  async function settle(): Promise<void> {
    while (!isSettled()) await approach();
  }
  // A function, because the compiler does not know that `wanted` changes while one waits.
  function isWanted(mode: GateMode): boolean {
    return wanted === mode;
  }
  function dropAll(): void {
    for (const socket of sockets) socket.destroy();
  }
  function shut(): void {
    if (server.listening) server.close();
    dropAll();
  }
  function setMode(mode: GateMode): void {
    if (mode === wanted) return;
    wanted = mode;
    if (mode !== 'open') shut();
    settled = settled.then(settle);
  }
  async function stop(): Promise<void> {
    setMode('refusing');
    await settled;
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  }
  return { port, setMode, settled: () => settled, dropAll, stop };
}

/** False where the port is taken, or the server was closed meanwhile. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    function finish(): void {
      server.off('listening', finish).off('error', finish).off('close', finish);
      resolve(server.listening);
    }
    server.on('listening', finish).on('error', finish).on('close', finish);
    server.listen(port, '127.0.0.1');
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
