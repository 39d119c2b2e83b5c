import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openGate } from '../../src/demo/gate';
import type { Gate, GateMode } from '../../src/demo/gate';

let gate: Gate;
beforeEach(async () => {
  gate = await openGate((socket) => socket.write('hello'));
});
afterEach(async () => {
  await gate.stop();
});

/** What a client meets that waits for a short while. */
function knock(): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(gate.port, '127.0.0.1');
    const finish = (what: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(what);
    };
    const timer = setTimeout(finish, 400, 'silence');
    socket.on('data', (data) => {
      finish(data.toString());
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      finish(error.code ?? '');
    });
    socket.on('end', () => {
      finish('end');
    });
  });
}

const meets: Readonly<Record<GateMode, string>> = {
  open: 'hello',
  refusing: 'ECONNREFUSED',
  // Other systems refuse what does not fit into a queue.
  silent: process.platform === 'linux' ? 'silence' : 'ECONNREFUSED',
};

async function waitFor(mode: GateMode): Promise<void> {
  await expect.poll(knock, { timeout: 15_000, interval: 20 }).toBe(meets[mode]);
}

test('a gate goes from any mode into any other and keeps its port', async () => {
  const modes: readonly GateMode[] = ['refusing', 'silent', 'open', 'silent', 'refusing', 'open'];
  for (const mode of modes) {
    gate.setMode(mode);
    await waitFor(mode);
  }
});

test('many changes in a row end in the last one', async () => {
  for (const mode of ['silent', 'open', 'refusing', 'silent', 'open', 'silent', 'open'] as const) gate.setMode(mode);
  await waitFor('open');
  for (const mode of ['refusing', 'open', 'silent'] as const) gate.setMode(mode);
  await waitFor('silent');
});

test('leaving the open mode breaks a connection at once', async () => {
  const socket = connect(gate.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('data', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  gate.setMode('refusing');
  await closed;
  expect(await knock()).toBe('ECONNREFUSED');
});

test('a gate that has stopped refuses, whatever its mode was', async () => {
  gate.setMode('silent');
  await gate.stop();
  expect(await knock()).toBe('ECONNREFUSED');
});
