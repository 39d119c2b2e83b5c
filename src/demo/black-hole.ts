import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

export interface BlackHole {
  stop(): Promise<void>;
}

/** Listens and then stands still: nobody accepts, and the kernel drops what does not fit into its short queue. */
const listener = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer();
server.on('error', () => parentPort.postMessage('failed'));
server.listen({ port: workerData.port, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage('listening');
  Atomics.wait(new Int32Array(workerData.lock), 0, 0);
});`;

/** More than a queue of length 1 takes on any system. Linux takes one more than its length. */
const fillers = 4;
const taken = 2;
const fullAfterMs = 1000;

/**
 * Makes a loopback port answer like a machine that is switched off: connections are neither accepted nor refused.
 * Null where the port is taken. Windows refuses them when the queue is full; there this is a slow refusal.
 */
export async function openBlackHole(port: number): Promise<BlackHole | null> {
  const worker = new Worker(listener, {
    eval: true,
    execArgv: [],
    workerData: { port, lock: new SharedArrayBuffer(4) },
  });
  const isListening = await new Promise<boolean>((resolve) => {
    worker.once('message', (message) => {
      resolve(message === 'listening');
    });
    worker.once('error', () => {
      resolve(false);
    });
  });
  if (!isListening) {
    await worker.terminate();
    return null;
  }
  const sockets = Array.from({ length: fillers }, () => fill(port));
  await isFull(sockets);
  return {
    async stop() {
      for (const socket of sockets) socket.destroy();
      await worker.terminate();
    },
  };
}

/** Before that, somebody who asks would take a filler's place and be connected. */
async function isFull(sockets: readonly Socket[]): Promise<void> {
  let connected = 0;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, fullAfterMs);
    for (const socket of sockets) {
      socket.once('connect', () => {
        connected += 1;
        if (connected < taken) return;
        clearTimeout(timer);
        resolve();
      });
    }
  });
}

function fill(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}
