import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { IssuedCertificate } from './certificates';
import type { WebAnswer } from './web-answers';

/**
 * An HTTPS server without a port: the returned function serves one socket that a gate hands over.
 * It holds nothing open by itself; the sockets are the gate's.
 */
export function createWebServer(
  certificate: IssuedCertificate,
  answer: (path: string) => WebAnswer,
): (socket: Socket) => void {
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, (request, response) => {
    reply(request, response, answer(request.url ?? '/'));
  });
  // A client that distrusts the certificate, or speaks no TLS, goes away.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('clientError', (_error, socket) => socket.destroy());
  return (socket) => {
    server.emit('connection', socket);
  };
}

function reply(request: IncomingMessage, response: ServerResponse, answer: WebAnswer): void {
  request.resume();
  if (answer.kind === 'silence') return;
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, {
    server: 'nginx/1.22.1',
    'content-type': answer.contentType,
    'content-length': body.length,
    // Every request connects anew, so that a fault shows at once.
    connection: 'close',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
