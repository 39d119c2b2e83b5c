import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TestCertificate } from './certs';
import { startRawServer } from './raw-server';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestServer {
  readonly port: number;
  /** `https://localhost:PORT/` or `http://localhost:PORT/`, or the same with 127.0.0.1 for raw servers. */
  readonly url: string;
  /** How many connections came so far. */
  connections(): number;
  /** Ends the server and every connection. */
  stop(): Promise<void>;
}

/** A web server on 127.0.0.1 that answers as told; plain HTTP without a certificate. */
export function startWebServer(options: {
  readonly certificate: TestCertificate | null;
  readonly answer: Answer;
  readonly tls?: ServerOptions;
}): Promise<TestServer> {
  const { certificate, answer } = options;
  if (certificate === null) return listen(createHttpServer(answer), 'http://localhost');
  const server = createHttpsServer({ cert: certificate.cert, key: certificate.key, ...options.tls }, answer);
  server.on('tlsClientError', ignore);
  return listen(server, 'https://localhost');
}

/** A raw server with an address for a probe. */
export async function startRawWebServer(serve: (socket: Socket) => void): Promise<TestServer> {
  const server = await startRawServer(serve);
  return { ...server, url: `http://127.0.0.1:${String(server.port)}/` };
}

/** Like it, with a proper TLS handshake before: what goes wrong goes wrong in the answer. */
export function startRawTlsServer(certificate: TestCertificate, serve: (socket: Socket) => void): Promise<TestServer> {
  const server = createTlsServer({ cert: certificate.cert, key: certificate.key }, serve);
  server.on('tlsClientError', ignore);
  return listen(server, 'https://localhost');
}

/** Waits for the first bytes and cuts the connection hard. */
export function resetAfterFirstBytes(socket: Socket): void {
  socket.once('data', () => socket.resetAndDestroy());
}

/** Says something that is neither TLS nor HTTP, at once. */
export function sayGarbage(socket: Socket): void {
  socket.resume();
  socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
}

/** Answers with one byte at a time for ever: headers that never end, slowly. */
export function dripHeaders(socket: Socket): void {
  socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\n');
    everyMs(socket, 20, () => socket.write('x'));
  });
}

/** A body that never ends; as fast as the reader takes it, or `slow`: a byte every 20 ms. */
export function endlessBody(pace: 'fast' | 'slow'): (socket: Socket) => void {
  return (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Portal</title>');
      if (pace === 'slow') everyMs(socket, 20, () => socket.write('x'));
      else pour(socket, Buffer.alloc(65_536, 'x'));
    });
  };
}

/** Answers with these bytes to the first request and closes. */
export function answerWith(text: string): (socket: Socket) => void {
  return (socket) => {
    socket.once('data', () => socket.end(text));
  };
}

function pour(socket: Socket, block: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on('drain', more);
  more();
}

function everyMs(socket: Socket, ms: number, act: () => void): void {
  const timer = setInterval(act, ms);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

function ignore(): void {
  // A client that gives up during the handshake is part of the test.
}

function listen(server: Server, origin: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const state = { count: 0 };
  const track = (socket: Socket): void => {
    state.count += 1;
    sockets.add(socket);
    socket.on('error', ignore);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', track);
  // The decrypted side of a TLS connection reports its own errors.
  server.on('secureConnection', (socket: Socket) => socket.on('error', ignore));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('no port'));
        return;
      }
      resolve({
        port: address.port,
        url: `${origin}:${String(address.port)}/`,
        connections: () => state.count,
        stop: () => stopServer(server, sockets),
      });
    });
  });
}

function stopServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const socket of sockets) socket.destroy();
  });
}
