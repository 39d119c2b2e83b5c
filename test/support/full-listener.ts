import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { startProgram } from './child-process';

/**
 * A port that answers nobody, not even the connecting: its process stands still and the queue of the kernel is full.
 * So does a firewall that drops packets look from outside. Linux only.
 */
export async function startFullListener(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const script = `const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log('port=' + s.address().port))`;
  const running = await startProgram(process.execPath, ['-e', script], {
    cwd: process.cwd(),
    env: process.env,
    isReady: (output) => /port=\d+\n/.test(output),
  });
  const port = Number(/port=(\d+)/.exec(running.output())?.[1]);
  process.kill(running.pid, 'SIGSTOP');
  const fillers = Array.from({ length: 8 }, () => fill(port));
  await waitUntilQueueIsFull(fillers);
  return {
    port,
    stop: async () => {
      for (const filler of fillers) filler.destroy();
      await running.stop('SIGKILL');
    },
  };
}

function fill(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

/** Two are taken into the queue; from then on no handshake is completed. */
async function waitUntilQueueIsFull(fillers: readonly Socket[]): Promise<void> {
  while (fillers.filter((socket) => !socket.connecting).length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
