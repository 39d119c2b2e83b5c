import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { HttpProbe } from '../../../src/core/model';
import { probeHttps } from '../../../src/main/probes/https';
import type { HttpsProbeOptions } from '../../../src/main/probes/https';
import { createTestCertificates } from '../../support/certs';
import type { TestCertificates } from '../../support/certs';
import {
  answerWith,
  dripHeaders,
  endlessBody,
  resetAfterFirstBytes,
  sayGarbage,
  startRawWebServer,
  startRawTlsServer,
  startWebServer,
} from '../../support/https-server';
import type { Answer, TestServer } from '../../support/https-server';
import { startFullListener } from '../../support/full-listener';
import { staySilent } from '../../support/raw-server';
import { createTempFolder } from '../../support/temp-folder';

const folder = createTempFolder('https');
let certs: TestCertificates;
beforeAll(() => {
  certs = createTestCertificates(folder.path);
});
afterAll(() => {
  folder.remove();
});

const page: Answer = (_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!DOCTYPE html><title>Portal Energético</title><p>Bienvenidos</p>');
};

function probe(url: string, options: Partial<HttpsProbeOptions> = {}): Promise<HttpProbe> {
  return probeHttps({ url, expect: 'page', caPem: certs.caPem, timeoutMs: 5_000, now: () => Date.now(), ...options });
}

/** A deadline that is certainly reached, and what must not be reached even on a slow machine. */
const soon = { timeoutMs: 400 };
const farTooLateMs = 4_000;

async function started(server: Promise<TestServer>): Promise<TestServer> {
  const running = await server;
  onTestFinished(() => running.stop());
  return running;
}

function web(answer: Answer, certificate = certs.ok): Promise<TestServer> {
  return started(startWebServer({ certificate, answer }));
}

describe('an address that answers', () => {
  test('has a time for each phase, the address and the certificate', async () => {
    const server = await web(page);
    const seen = await probe(server.url);
    expect(seen).toMatchObject({
      url: server.url,
      address: '127.0.0.1',
      outcome: { kind: 'answered', status: 200, body: 'expected', finalUrl: server.url },
      certificate: { subject: 'localhost', problem: null },
    });
    const { dnsMs, tcpMs, tlsMs, firstByteMs, totalMs } = seen.phases;
    for (const ms of [dnsMs, tcpMs, tlsMs, firstByteMs]) expect(ms).toBeGreaterThanOrEqual(0);
    expect(totalMs).toBeGreaterThanOrEqual((dnsMs ?? 0) + (tcpMs ?? 0) + (tlsMs ?? 0) + (firstByteMs ?? 0) - 4);
  });

  test('time that the server takes to think belongs to the first byte', async () => {
    const server = await web((request, response) => {
      setTimeout(() => {
        page(request, response);
      }, 300);
    });
    const { phases } = await probe(server.url);
    expect(phases.firstByteMs).toBeGreaterThanOrEqual(290);
    expect(phases.tlsMs).toBeLessThan(290);
  });

  test('needs no name resolution when it is a number, and no handshake over plain HTTP', async () => {
    const server = await started(startWebServer({ certificate: null, answer: page }));
    const seen = await probe(`http://127.0.0.1:${String(server.port)}/`);
    expect(seen.outcome).toMatchObject({ kind: 'answered', status: 200, body: 'expected' });
    expect(seen).toMatchObject({ certificate: null, phases: { dnsMs: null, tlsMs: null } });
  });

  test('is found by its second address when nothing listens on the first', async () => {
    const server = await web(page);
    const seen = await probe(server.url, {
      lookup: (_, __, callback) => {
        const both = [
          { address: '::1', family: 6 },
          { address: '127.0.0.1', family: 4 },
        ];
        callback(null, both);
      },
    });
    expect(seen).toMatchObject({ address: '127.0.0.1', outcome: { kind: 'answered', status: 200 } });
  });

  test('is asked without cookies or credentials, on a connection of its own each time', async () => {
    const asked: unknown[] = [];
    const server = await web((request, response) => {
      asked.push({ cookie: request.headers.cookie, authorization: request.headers.authorization });
      response.setHeader('set-cookie', 'session=1');
      if (request.url === '/') {
        response.writeHead(302, { location: `https://name:secret@localhost:${String(server.port)}/inicio#x` }).end();
      } else page(request, response);
    });
    const seen = await probe(server.url);
    expect(seen.outcome).toMatchObject({ status: 200, finalUrl: `${server.url}inicio` });
    expect(asked).toEqual([{}, {}]);
    expect(server.connections()).toBe(2);
  });

  test('says who asks, and asks for nothing compressed or stored', async () => {
    const headers: unknown[] = [];
    const server = await web((request, response) => {
      headers.push(request.headers);
      page(request, response);
    });
    await probe(server.url);
    expect(headers).toMatchObject([
      { 'user-agent': 'Vigia/0.1', 'accept-encoding': 'identity', 'cache-control': 'no-cache', connection: 'close' },
    ]);
  });
});

describe('the body', () => {
  const answers = (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer => {
    return (_, response) => {
      response.writeHead(status, headers).end(body);
    };
  };

  test.each([
    ['JSON of the API', '{"status":"ok"}', 200, 'expected'],
    ['a page instead of JSON', '<title>Portal</title>', 200, 'not-json'],
    ['an error page with a good status', '<html><head><title>502 Bad Gateway</title>', 200, 'foreign'],
    ['nothing at all', '', 200, 'empty'],
    ['an answer without content', '', 204, 'empty'],
    ['an error, whatever it says', '{"detail":"no"}', 500, 'not-read'],
  ])('%s', async (_, text, status, body) => {
    const server = await web(answers(text, {}, status));
    expect((await probe(server.url, { expect: 'json' })).outcome).toMatchObject({ kind: 'answered', status, body });
  });

  test('a compressed one is not unpacked, so that it cannot explode', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000), { level: 9 });
    const server = await web(answers(bomb, { 'content-encoding': 'gzip', 'content-type': 'text/html' }));
    expect((await probe(server.url)).outcome).toMatchObject({ status: 200, body: 'expected' });
    expect((await probe(server.url, { expect: 'json' })).outcome).toMatchObject({ status: 200, body: 'not-json' });
  });

  test('an endless one is read to the limit and hung up on', async () => {
    const closed = deferred();
    const server = await started(
      startRawTlsServer(certs.ok, (socket) => {
        socket.once('close', closed.resolve);
        endlessBody('fast')(socket);
      }),
    );
    expect((await probe(server.url)).outcome).toMatchObject({ kind: 'answered', status: 200, body: 'expected' });
    await closed.promise;
  });

  test('one that breaks off counts as broken off', async () => {
    const text = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<title>Portal';
    const server = await started(startRawTlsServer(certs.ok, answerWith(text)));
    expect((await probe(server.url)).outcome).toEqual(failure('response', 'reset'));
  });

  test('one whose blocks are no blocks counts as garbage', async () => {
    const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello';
    const server = await started(startRawTlsServer(certs.ok, answerWith(text)));
    expect((await probe(server.url)).outcome).toEqual(failure('response', 'garbage'));
  });
});

describe('a redirect', () => {
  const to = (location: string): Answer => {
    return (_, response) => {
      response.writeHead(302, { location }).end('moved');
    };
  };

  test('from HTTP to HTTPS of the same host is followed; phases are those of the last request', async () => {
    const secure = await web(page);
    const plain = await started(startWebServer({ certificate: null, answer: to(`${secure.url}inicio`) }));
    const seen = await probe(plain.url);
    expect(seen.outcome).toMatchObject({ status: 200, body: 'expected', finalUrl: `${secure.url}inicio` });
    expect(seen.url).toBe(plain.url);
    expect(seen.phases.tlsMs).not.toBeNull();
    expect(seen.certificate?.problem).toBeNull();
  });

  test('to another host is the answer, and that host is not asked', async () => {
    const server = await web(to('http://name:secret@login.example/?to=portal#top'));
    expect((await probe(server.url)).outcome).toEqual({
      kind: 'answered',
      status: 302,
      body: 'foreign',
      // Of a sign-in page's address, what follows the question mark is a code for whoever was sent there.
      finalUrl: 'http://login.example/',
    });
  });

  test('to something that is no web address is foreign', async () => {
    const server = await web(to('mailto:somebody@example.org'));
    expect((await probe(server.url)).outcome).toMatchObject({ status: 302, body: 'foreign' });
  });

  test('that names no address, or a broken one, is the answer', async () => {
    const server = await web((request, response) => {
      response.writeHead(302, request.url === '/' ? {} : { location: 'https://[' }).end();
    });
    expect((await probe(server.url)).outcome).toMatchObject({ status: 302, body: 'not-read' });
    expect((await probe(`${server.url}x`)).outcome).toMatchObject({ status: 302, body: 'not-read' });
  });

  test('in a circle ends after five', async () => {
    const server = await web(to('/'));
    expect((await probe(server.url)).outcome).toEqual(failure('response', 'too-many-redirects'));
    expect(server.connections()).toBe(6);
  });

  test('all of them share one deadline', async () => {
    const server = await web((_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 250);
    });
    const seen = await probe(server.url, soon);
    expect(seen.outcome).toEqual(failure('response', 'timeout'));
    expect(seen.phases.totalMs).toBeLessThan(farTooLateMs);
  });
});

describe('what fails, fails in its phase', () => {
  const lookupFails = (code: string): Partial<HttpsProbeOptions> => ({
    lookup: (_, __, callback) => {
      callback(Object.assign(new Error(code), { code }), []);
    },
  });

  test('a name that does not exist', async () => {
    const { outcome } = await probe('https://portal.invalid/');
    // Without any network the resolver cannot tell that the name does not exist.
    expect([failure('dns', 'not-found'), failure('dns', 'failed')]).toContainEqual(outcome);
  });

  test('each answer of the resolver', async () => {
    const url = 'https://portal.example/';
    expect((await probe(url, lookupFails('ENOTFOUND'))).outcome).toEqual(failure('dns', 'not-found'));
    expect((await probe(url, lookupFails('EAI_AGAIN'))).outcome).toEqual(failure('dns', 'failed'));
    const silent = await probe(url, { ...soon, lookup: () => undefined });
    expect(silent.outcome).toEqual(failure('dns', 'timeout'));
  });

  test('a port where nothing listens', async () => {
    const server = await startRawWebServer(staySilent);
    await server.stop();
    const seen = await probe(`https://localhost:${String(server.port)}/`);
    expect(seen.outcome).toEqual(failure('tcp', 'refused'));
    expect(seen.phases).toMatchObject({ tcpMs: null, tlsMs: null, firstByteMs: null });
    expect(seen.phases.dnsMs).not.toBeNull();
  });

  test.runIf(process.platform === 'linux')('a machine that lets nobody connect', async () => {
    const listener = await startFullListener();
    onTestFinished(() => listener.stop());
    const seen = await probe(`https://localhost:${String(listener.port)}/`, soon);
    expect(seen.outcome).toEqual(failure('tcp', 'timeout'));
    expect(seen.phases.totalMs).toBeLessThan(farTooLateMs);
  });

  test('an address that no connection can lead to', async () => {
    // The broadcast address: the system itself refuses, and nothing leaves the machine.
    expect((await probe('https://255.255.255.255/')).outcome).toEqual(failure('tcp', 'no-route'));
  });

  const raw: readonly [string, (socket: Socket) => void, HttpProbe['outcome']][] = [
    ['a port that accepts and stays silent', staySilent, failure('tls', 'timeout')],
    ['a connection that is cut during the handshake', resetAfterFirstBytes, failure('tls', 'reset')],
    ['one that is closed politely during the handshake', (socket) => socket.once('data', () => socket.end()), failure('tls', 'reset')], // prettier-ignore
    ['SSH where TLS is expected', sayGarbage, failure('tls', 'not-tls')],
    ['plain HTTP where TLS is expected', answerWith('HTTP/1.1 400 Bad Request\r\n\r\n'), failure('tls', 'not-tls')],
    ['a server that only knows how to refuse', answerWith('\x15\x03\x03\x00\x02\x02\x28'), failure('tls', 'no-common-algorithm')], // prettier-ignore
  ];
  test.each(raw)('%s', async (_, serve, outcome) => {
    const server = await started(startRawWebServer(serve));
    const seen = await probe(`https://localhost:${String(server.port)}/`, {
      timeoutMs: outcomeIsTimeout(outcome) ? 400 : 5_000,
    });
    expect(seen.outcome).toEqual(outcome);
    expect(seen.phases).toMatchObject({ tlsMs: null, firstByteMs: null });
    expect(seen.phases.tcpMs).not.toBeNull();
    expect(seen.phases.totalMs).toBeLessThan(farTooLateMs);
  });

  test('a server of ten years ago', async () => {
    const server = await started(
      startWebServer({ certificate: certs.ok, answer: page, tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } }),
    );
    expect((await probe(server.url)).outcome).toEqual(failure('tls', 'no-common-algorithm'));
  });

  const afterTls: readonly [string, (socket: Socket) => void, HttpProbe['outcome']][] = [
    ['a server that takes the question and never answers', staySilent, failure('response', 'timeout')],
    ['headers that trickle in for ever', dripHeaders, failure('response', 'timeout')],
    ['a body that trickles in for ever', endlessBody('slow'), failure('response', 'timeout')],
    ['a server that hangs up on the question', (socket) => socket.once('data', () => socket.end()), failure('response', 'reset')], // prettier-ignore
    ['an answer that is not HTTP', sayGarbage, failure('response', 'garbage')],
    ['a change of protocol that nobody asked for', answerWith('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'), failure('response', 'garbage')], // prettier-ignore
    ['ten thousand headers', answerWith(`HTTP/1.1 200 OK\r\n${'x-h: y\r\n'.repeat(10_000)}\r\n`), failure('response', 'too-much-header')], // prettier-ignore
    ['one endless header', answerWith(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(300_000)}`), failure('response', 'too-much-header')], // prettier-ignore
    ['interim answers without end', (socket) => interim(socket), failure('response', 'timeout')],
  ];
  test.each(afterTls)('%s', async (_, serve, outcome) => {
    const server = await started(startRawTlsServer(certs.ok, serve));
    const seen = await probe(server.url, { timeoutMs: outcomeIsTimeout(outcome) ? 600 : 5_000 });
    expect(seen.outcome).toEqual(outcome);
    expect(seen.certificate?.problem).toBeNull();
    expect(seen.phases.totalMs).toBeLessThan(farTooLateMs);
  });

  test('an address that is none', async () => {
    expect((await probe('not an address')).outcome).toEqual(failure('dns', 'failed'));
  });
});

test('aborting ends the probe at once and frees the connection', async () => {
  const closed = deferred();
  const asked = deferred();
  const server = await started(
    startRawWebServer((socket) => {
      socket.once('data', asked.resolve);
      socket.once('close', closed.resolve);
    }),
  );
  const controller = new AbortController();
  const seen = probe(server.url, { timeoutMs: 60_000, signal: controller.signal });
  await asked.promise;
  controller.abort();
  expect((await seen).outcome).toEqual(failure('response', 'timeout'));
  await closed.promise;
});

test('a probe aborted before it began asks nobody', async () => {
  const server = await web(page);
  expect((await probe(server.url, { signal: AbortSignal.abort() })).outcome).toMatchObject({ kind: 'failed' });
  expect(server.connections()).toBe(0);
});

function failure(phase: string, reason: string): HttpProbe['outcome'] {
  return { kind: 'failed', failure: { phase, reason } } as HttpProbe['outcome'];
}

function outcomeIsTimeout(outcome: HttpProbe['outcome']): boolean {
  return outcome.kind === 'failed' && outcome.failure.reason === 'timeout';
}

function interim(socket: Socket): void {
  socket.once('data', () => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'), 10);
    socket.once('close', () => {
      clearInterval(timer);
    });
  });
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
