/**
 * The other side of a network of the test's own: the portal's server, a witness, a proxy, and whatever a bad network
 * puts in their place. A process of its own in a network namespace; one command per line on standard input.
 */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, request } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { isFaultId } from '../../../src/demo/faults';
import { startDemoPortal } from '../../../src/demo/portal';
import { createTestCertificates, issueSelfSigned } from '../certs';
import { far } from './addresses';

type Mode = 'plain' | 'captive' | 'inspecting';

const folder = process.argv[2] ?? '';
const demo = await startDemoPortal({ dataDir: folder, watchdogRepairs: false });
const names = [far.name, far.server];
const certificates = createTestCertificates(folder, names);
const strange = issueSelfSigned(folder, { names });
const portalUrl = new URL(demo.settings.servers[0]?.url ?? '');
const sshPort = demo.settings.servers[0]?.port ?? 0;
let mode: Mode = 'plain';
let proxy: 'open' | 'login' | 'forbids' | 'bad-gateway' = 'open';

/** What the portal says, brought through. */
function passOn(asked: IncomingMessage, response: ServerResponse): void {
  const inner = request(
    { host: '127.0.0.1', port: portalUrl.port, path: asked.url, rejectUnauthorized: false, agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, { 'content-type': answer.headers['content-type'] ?? 'text/html' });
      answer.pipe(response);
    },
  );
  inner.on('error', () => response.destroy());
  inner.end();
}

function signIn(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html><title>Wi-Fi del hotel</title><form>Acepte las condiciones</form></html>');
}

function answerWeb(asked: IncomingMessage, response: ServerResponse): void {
  if (mode === 'captive') signIn(response);
  else passOn(asked, response);
}

const own = createHttpsServer({ cert: certificates.ok.cert, key: certificates.ok.key }, answerWeb);
const foreign = createHttpsServer({ cert: strange.cert, key: strange.key }, answerWeb);
for (const server of [own, foreign]) server.on('tlsClientError', () => undefined);
listen(443, (socket) => {
  (mode === 'plain' ? own : foreign).emit('connection', socket);
});
listen(22, (socket) => {
  if (mode === 'captive') socket.destroy();
  else join(socket, connect(sshPort, '127.0.0.1'));
});
createHttpServer((_, response) => {
  if (mode === 'captive') signIn(response);
  else response.end(far.witnessText);
}).listen(80, '0.0.0.0');

const proxyServer = createHttpServer((_, response) => {
  // Plain HTTP by proxy is the witness's.
  response.writeHead(proxy === 'login' ? 407 : 200);
  response.end(proxy === 'login' ? 'password?' : far.witnessText);
});
proxyServer.on('connect', (asked, socket: Socket) => {
  const status = { open: 200, login: 407, forbids: 403, 'bad-gateway': 502 }[proxy];
  socket.write(`HTTP/1.1 ${String(status)} Whatever\r\n\r\n`);
  if (status !== 200) {
    socket.end();
    return;
  }
  const [host = '', port = ''] = (asked.url ?? '').split(':');
  // The proxy knows the name that the near side asks for.
  join(socket, connect(Number(port), host === far.name ? far.server : host));
});
proxyServer.listen(far.proxyPort, '0.0.0.0');

function listen(port: number, serve: (socket: Socket) => void): void {
  createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  }).listen(port, '0.0.0.0');
}

function join(a: Socket, b: Socket): void {
  for (const socket of [a, b]) socket.on('error', () => undefined);
  a.pipe(b).pipe(a);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [what = '', value = ''] = line.split(' ');
    if (what === 'mode') mode = value as Mode;
    else if (what === 'proxy') proxy = value as typeof proxy;
    else if (isFaultId(what)) demo.setFault(what, value === 'on');
    process.stdout.write('done\n');
  })
  .on('close', () => process.exit(0));
const ready = JSON.stringify({
  key: demo.settings.servers[0]?.auth,
  caFile: certificates.caFile,
  hostKey: demo.hostKey,
  user: demo.settings.servers[0]?.user,
});
process.stdout.write(`${ready}\n`);
