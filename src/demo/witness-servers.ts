import { createServer } from 'node:http';
import type { WitnessSettings } from '../core/settings';
import { openGate } from './gate';

export interface Witnesses {
  readonly settings: readonly WitnessSettings[];
  setOnline(isOnline: boolean): void;
  stop(): Promise<void>;
}

const texts = ['Demo witness one', 'Demo witness two'] as const;

/** Two pages that stand for the rest of the Internet: they answer as long as the laptop is "online". */
export async function startWitnesses(): Promise<Witnesses> {
  const started = await Promise.all(
    texts.map(async (expect) => ({ expect, gate: await openGate(createWitness(expect)) })),
  );
  return {
    settings: started.map(({ gate, expect }) => ({ url: `http://127.0.0.1:${gate.port}/`, expect })),
    setOnline(isOnline) {
      for (const { gate } of started) gate.setMode(isOnline ? 'open' : 'refusing');
    },
    async stop() {
      await Promise.all(started.map(({ gate }) => gate.stop()));
    },
  };
}

function createWitness(text: string): Parameters<typeof openGate>[0] {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/plain', connection: 'close' });
    response.end(text);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  return (socket) => {
    server.emit('connection', socket);
  };
}
