import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** `open`: lets by. A number: this status instead. `silent`: takes connections and never answers. */
export type ProxyManner = 'open' | 'silent' | number;

export interface TestProxy {
  readonly port: number;
  /** What was asked of it: "CONNECT host:port", "GET http://…". */
  readonly asked: readonly string[];
  set(manner: ProxyManner): void;
  stop(): Promise<void>;
}

/** A proxy as companies have them: CONNECT for HTTPS, whole addresses for HTTP. `target` replaces where CONNECT leads. */
export function startProxy(options: {
  readonly host?: string;
  readonly login?: string;
  readonly target?: { readonly host: string; readonly port: number };
}): Promise<TestProxy> {
  let manner: ProxyManner = 'open';
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const mayPass = (given: string | undefined) =>
    options.login === undefined || given === `Basic ${Buffer.from(options.login).toString('base64')}`;
  const server = createServer((question, response) => {
    asked.push(`${question.method ?? ''} ${question.url ?? ''}`);
    if (manner === 'silent') return;
    const status = !mayPass(question.headers['proxy-authorization']) ? 407 : manner === 'open' ? null : manner;
    if (status !== null) {
      response.writeHead(status).end('<title>Proxy</title>');
      return;
    }
    const onward = request(question.url ?? '', { headers: question.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end();
  });
  server.on('connect', (question, socket) => {
    asked.push(`CONNECT ${question.url ?? ''}`);
    socket.on('error', () => undefined);
    if (manner === 'silent') return;
    const status = !mayPass(question.headers['proxy-authorization']) ? 407 : manner === 'open' ? null : manner;
    if (status !== null) {
      socket.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 22\r\n\r\n<title>Proxy</title>\r\n`);
      return;
    }
    const [host = '', port = ''] = (question.url ?? '').split(/:(?=\d+$)/);
    const onward = connect(options.target ?? { host, port: Number(port) }, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return listen(server, options.host ?? '127.0.0.1', sockets, asked, (next) => {
    manner = next;
  });
}

function listen(
  server: Server,
  host: string,
  sockets: ReadonlySet<Socket>,
  asked: readonly string[],
  set: (manner: ProxyManner) => void,
): Promise<TestProxy> {
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        asked,
        set,
        stop: () =>
          new Promise((ended) => {
            server.close(() => {
              ended();
            });
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
