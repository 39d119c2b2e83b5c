import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  dripLines,
  resetAtOnce,
  sayAndClose,
  sayAndWait,
  sayForEver,
  startRawServer,
  staySilent,
  type RawServer,
} from '../../support/raw-server';
import { connectTo, errorOf } from './connect-to';

describe('something on the port that is no good SSH server', () => {
  let server: RawServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  function answerHttp(socket: Socket): void {
    socket.once('data', () => {
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html></html>');
    });
  }

  const foreign: readonly (readonly [string, (socket: Socket) => void])[] = [
    ['a web server', answerHttp],
    ['a mail server that waits', sayAndWait('220 mail.example.org ESMTP\r\n')],
    ['binary garbage', sayAndWait(Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)))],
    ['an endless banner of short lines', sayForEver('hola\r\n')],
    ['an endless line', sayForEver('x')],
    ['a banner that drips', dripLines('hola\r\n', 5)],
    ['half an identification', sayAndWait('SSH-2.0-Open')],
    ['half an identification and goodbye', sayAndClose('SSH-2.0-Open')],
    ['SSH version 1', sayAndWait('SSH-1.5-Old\r\n')],
  ];
  test.each(foreign)('%s is not SSH', async (_, behave) => {
    server = await startRawServer(behave);
    const startedAt = Date.now();
    const error = await errorOf(connectTo({ port: server.port }, { timeoutMs: 700 }));
    expect(error).toEqual({ kind: 'not-ssh', host: '127.0.0.1', port: server.port });
    expect(Date.now() - startedAt).toBeLessThan(3000);
    expect(server.received()).not.toContain('somebody');
  });

  test('silence is a time-out', async () => {
    server = await startRawServer(staySilent);
    const error = await errorOf(connectTo({ port: server.port }, { timeoutMs: 300 }));
    expect(error).toEqual({ kind: 'timeout', host: '127.0.0.1', port: server.port, limitMs: 300 });
  });

  test('silence after a good identification is a time-out', async () => {
    server = await startRawServer(sayAndWait('SSH-2.0-OpenSSH_9.2\r\n'));
    const error = await errorOf(connectTo({ port: server.port }, { timeoutMs: 300 }));
    expect(error).toEqual({ kind: 'timeout', host: '127.0.0.1', port: server.port, limitMs: 300 });
  });

  test.each([
    ['reset', resetAtOnce],
    ['closed', sayAndClose('')],
  ])('a connection that is %s at once is neither refused nor foreign', async (_, behave) => {
    server = await startRawServer(behave);
    expect(await errorOf(connectTo({ port: server.port }))).toEqual({ kind: 'disconnected' });
    expect(server.connections()).toBe(1);
  });

  test('garbage after a good identification is an error, not a hang or a crash', async () => {
    server = await startRawServer(sayAndWait(`SSH-2.0-OpenSSH_9.2\r\n${'\xff'.repeat(5000)}`));
    const error = await errorOf(connectTo({ port: server.port }, { timeoutMs: 2000 }));
    expect(error).toMatchObject({ kind: 'other' });
  });

  test('a server that turns connections away for a while is not taken for something else', async () => {
    server = await startRawServer(sayAndClose('Exceeded MaxStartups\r\n'));
    expect(await errorOf(connectTo({ port: server.port }))).toEqual({ kind: 'other', detail: 'Exceeded MaxStartups' });
  });

  test('an endless banner takes no memory', async () => {
    server = await startRawServer(sayForEver('hola\r\n'));
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 20; i += 1) await errorOf(connectTo({ port: server.port }, { timeoutMs: 500 }));
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  test('a port that cannot exist is an error, not an exception', async () => {
    expect(await errorOf(connectTo({ port: 70_000 }))).toMatchObject({ kind: 'other' });
  });
});
