import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { HttpProbe } from '../../../src/core/model';
import { probeHttps } from '../../../src/main/probes/https';
import { proxyFromEnvironment, type ProxyRoute } from '../../../src/main/probes/proxy-route';
import { askWitnesses } from '../../../src/main/probes/witnesses';
import { createTestCertificates, type TestCertificates } from '../../support/certs';
import { findFreePort } from '../../support/free-port';
import { startWebServer, type TestServer } from '../../support/https-server';
import { startProxy, type TestProxy } from '../../support/proxy-server';
import { createTempFolder } from '../../support/temp-folder';

const folder = createTempFolder('proxy');
const name = 'portal.example.org';
let certs: TestCertificates;
let web: TestServer;
let plain: TestServer;
let proxy: TestProxy;
let locked: TestProxy;

beforeAll(async () => {
  certs = createTestCertificates(folder.path, [name, 'localhost']);
  web = await startWebServer({
    certificate: certs.ok,
    answer: (_, response) =>
      response.setHeader('content-type', 'text/html').end('<title>Portal Energético</title><h1>Portal'),
  });
  plain = await startWebServer({ certificate: null, answer: (_, response) => response.end('witness') });
  const target = { host: '127.0.0.1', port: web.port };
  proxy = await startProxy({ target });
  locked = await startProxy({ target, login: 'ana:safe' });
});
afterAll(async () => {
  await Promise.all([web.stop(), plain.stop(), proxy.stop(), locked.stop()]);
  folder.remove();
});
beforeEach(() => {
  proxy.set('open');
});

/** Nobody has this name but the proxy, unless `known`. */
const lookupFor =
  (known: boolean): LookupFunction =>
  (_host, options, callback) => {
    if (!known) callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4);
    else if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }] satisfies LookupAddress[], 4);
    else callback(null, '127.0.0.1', 4);
  };

const http = (port: number): ProxyRoute => [
  { kind: 'http', host: '127.0.0.1', port, isTls: false, authorization: null },
];

async function ask(route: ProxyRoute, direct = false, timeoutMs = 4_000): Promise<HttpProbe> {
  return probeHttps({
    url: `https://${name}:${String(web.port)}/`,
    expect: 'page',
    caPem: certs.caPem,
    timeoutMs,
    now: Date.now,
    lookup: lookupFor(direct),
    resolveProxy: () => Promise.resolve(route),
  });
}

const short = ({ outcome, via }: HttpProbe): string => {
  const way = via === null ? 'directly' : via === `127.0.0.1:${String(proxy.port)}` ? 'by proxy' : via;
  return outcome.kind === 'answered'
    ? `${String(outcome.status)} ${outcome.body} ${way}`
    : `${outcome.failure.phase} ${outcome.failure.reason} ${way}`;
};

test('HTTPS goes through CONNECT, and the certificate is the portal’s own', async () => {
  const seen = await ask(http(proxy.port));
  expect(short(seen)).toBe('200 expected by proxy');
  expect(seen.certificate).toMatchObject({ names: [name, 'localhost'], problem: null });
  expect(seen.phases.tlsMs).not.toBeNull();
  expect(proxy.asked.at(-1)).toBe(`CONNECT ${name}:${String(web.port)}`);
});

test.each([
  [407, 'login'],
  [302, 'login'],
  [403, 'forbidden'],
  [502, 'bad-gateway'],
  [503, 'bad-gateway'],
  [504, 'bad-gateway'],
  [400, 'failed'],
] as const)('%i of the proxy is never the portal’s answer, and its direct way counts', async (status, reason) => {
  proxy.set(status);
  expect(short(await ask(http(proxy.port)))).toBe(`proxy ${reason} by proxy`);
  expect(short(await ask(http(proxy.port), true))).toBe('200 expected directly');
});

test('a proxy that is not there', async () => {
  const port = await findFreePort();
  expect((await ask(http(port))).outcome).toEqual({ kind: 'failed', failure: { phase: 'proxy', reason: 'refused' } });
  expect(short(await ask(http(port), true))).toBe('200 expected directly');
});

test('a proxy that says nothing leaves time for the direct way', async () => {
  proxy.set('silent');
  const startedAt = performance.now();
  expect(short(await ask(http(proxy.port), true, 1_500))).toBe('200 expected directly');
  expect(short(await ask(http(proxy.port), false, 1_500))).toBe('proxy timeout by proxy');
  expect(performance.now() - startedAt).toBeLessThan(3_500);
});

test('the next proxy is tried, and SOCKS is passed over', async () => {
  const socks: ProxyRoute = [{ kind: 'socks', host: 'socks.corp', port: 1080 }];
  expect(short(await ask([...socks, ...http(proxy.port)]))).toBe('200 expected by proxy');
  expect(short(await ask(socks, true))).toBe('200 expected directly');
  expect(short(await ask(socks))).toBe('proxy unsupported socks.corp:1080');
});

test('a script that never answers is not waited for', async () => {
  const seen = await probeHttps({
    url: `https://${name}:${String(web.port)}/`,
    expect: 'page',
    caPem: certs.caPem,
    timeoutMs: 2_000,
    now: Date.now,
    lookup: lookupFor(true),
    resolveProxy: () => new Promise(() => undefined),
  });
  expect(short(seen)).toBe('200 expected directly');
});

test('credentials of the environment open the way and are not shown', async () => {
  const at = `127.0.0.1:${String(locked.port)}`;
  const route = await proxyFromEnvironment({ https_proxy: `http://ana:safe@${at}` })('https://x.example/');
  const seen = await ask(route);
  expect(short(seen)).toBe(`200 expected ${at}`);
  expect(JSON.stringify(seen)).not.toContain('safe');
  expect(short(await ask(http(locked.port)))).toBe(`proxy login ${at}`);
});

test('an address of this machine is asked directly', async () => {
  const before = proxy.asked.length;
  const seen = await probeHttps({
    url: web.url,
    expect: 'page',
    caPem: certs.caPem,
    timeoutMs: 4_000,
    now: Date.now,
    resolveProxy: () => Promise.resolve(http(proxy.port)),
  });
  expect([short(seen), proxy.asked.length]).toEqual(['200 expected directly', before]);
});

test('witnesses are asked through the proxy as well: HTTP with whole addresses', async () => {
  const askOne = async (port: number) => {
    const report = await askWitnesses({
      // Everything below 127.0.0.0/8 is this machine, which the name hides.
      witnesses: [{ url: `http://0.0.0.0:${String(plain.port)}/w`, expect: 'witness' }],
      timeoutMs: 3_000,
      now: Date.now,
      gateway: () => Promise.resolve('unknown'),
      resolveProxy: () => Promise.resolve(http(port)),
    });
    return report.witnesses[0]?.answer.kind;
  };
  expect(await askOne(proxy.port)).toBe('answered');
  expect(proxy.asked.at(-1)).toBe(`GET http://0.0.0.0:${String(plain.port)}/w`);
  expect(await askOne(locked.port)).toBe('answered');
  expect(locked.asked.at(-1)).toBe(`GET http://0.0.0.0:${String(plain.port)}/w`);
});
