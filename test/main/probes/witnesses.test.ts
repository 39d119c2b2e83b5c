import type { NetworkInterfaceInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { WitnessAnswer } from '../../../src/core/model';
import { askWitnesses, hasAddress } from '../../../src/main/probes/witnesses';
import type { WitnessOptions } from '../../../src/main/probes/witnesses';
import { createTestCertificates } from '../../support/certs';
import type { TestCertificate, TestCertificates } from '../../support/certs';
import { endlessBody, sayGarbage, startRawWebServer, startWebServer } from '../../support/https-server';
import { staySilent } from '../../support/raw-server';
import type { Answer, TestServer } from '../../support/https-server';
import { createTempFolder } from '../../support/temp-folder';

const folder = createTempFolder('witnesses');
let certs: TestCertificates;
beforeAll(() => {
  certs = createTestCertificates(folder.path);
});
afterAll(() => {
  folder.remove();
});

function ask(witnesses: WitnessOptions['witnesses'], options: Partial<WitnessOptions> = {}) {
  return askWitnesses({ witnesses, timeoutMs: 4_000, now: () => Date.now(), caPem: certs.caPem, ...options });
}

async function answerOf(url: string, expected: string | null, options: Partial<WitnessOptions> = {}) {
  const report = await ask([{ url, expect: expected }], options);
  return report.witnesses[0]?.answer;
}

async function started(server: Promise<TestServer>): Promise<TestServer> {
  const running = await server;
  onTestFinished(() => running.stop());
  return running;
}

function web(answer: Answer, certificate: TestCertificate | null = null): Promise<TestServer> {
  return started(startWebServer({ certificate, answer }));
}

const says = (text: string, status = 200, headers: Record<string, string> = {}): Answer => {
  return (_, response) => {
    response.writeHead(status, headers).end(text);
  };
};

const answered = { kind: 'answered', ms: expect.any(Number) as number };
const foreign = { kind: 'foreign', ms: expect.any(Number) as number };
const failed = (phase: string): WitnessAnswer => ({ kind: 'failed', phase }) as WitnessAnswer;
const signInPage = '<html><title>Bienvenido al hotel</title><form action="http://10.1.1.1/login">';

describe('a witness that has a text to say', () => {
  test.each([
    ['says it', says('Microsoft Connect Test'), answered],
    ['says it with a line end', says('Microsoft Connect Test\n'), answered],
    ['says something else', says(signInPage), foreign],
    ['says nothing', says(''), foreign],
    ['says it in an error page', says('Microsoft Connect Test', 404), foreign],
    ['sends elsewhere', says('', 302, { location: 'http://login.example/' }), foreign],
    ['sends to itself', says('', 302, { location: '/other' }), foreign],
    ['is itself in trouble', says('try later', 503), failed('response')],
    ['is replaced by a network that asks to sign in', says('sign in', 511), foreign],
    ['says it behind 4 KB of something else', says(`${'x'.repeat(5_000)}Microsoft Connect Test`), foreign],
  ])('%s', async (_, answer, verdict) => {
    const server = await web(answer);
    expect(await answerOf(server.url, 'Microsoft Connect Test')).toEqual(verdict);
  });

  test('is not confused with a sign-in page that names its address', async () => {
    const page = '<a href="/login?to=http%3A%2F%2Fdetectportal.example%2Fsuccess.txt">/success.txt</a>';
    const server = await web(says(page));
    expect(await answerOf(`${server.url}success.txt`, 'success')).toEqual(foreign);
    const real = await web(says('success\n'));
    expect(await answerOf(`${real.url}success.txt`, 'success')).toEqual(answered);
  });

  test('may say it at the beginning of something endless', async () => {
    const server = await started(startRawWebServer(endlessBody('fast')));
    expect(await answerOf(server.url, 'Portal')).toEqual(answered);
  });
});

describe('a witness that need only answer', () => {
  test.each([
    ['with a page', says('<p>hello</p>'), answered],
    ['with a refusal', says('no', 403), answered],
    ['with a redirect of its own', says('', 301, { location: '/inicio' }), answered],
    ['with a redirect to somebody else', says('', 302, { location: 'http://login.example/' }), foreign],
    ['with a failure', says('no', 502), failed('response')],
  ])('%s', async (_, answer, verdict) => {
    const server = await web(answer);
    expect(await answerOf(server.url, null)).toEqual(verdict);
  });
});

describe('over HTTPS', () => {
  test('a good certificate is a witness, a bad one is somebody in between', async () => {
    const good = await web(says('yes'), certs.ok);
    const other = await web(says('yes'), certs.wrongName);
    const selfSigned = await web(says('yes'), certs.selfSigned);
    expect(await answerOf(good.url, 'yes')).toEqual(answered);
    expect(await answerOf(other.url, 'yes')).toEqual(foreign);
    expect(await answerOf(selfSigned.url, null)).toEqual(foreign);
    expect(await answerOf(good.url, 'yes', { caPem: null })).toEqual(foreign);
  });
});

describe('a witness that fails, fails in its phase', () => {
  test('name, connection, handshake, answer', async () => {
    const silent = await started(startRawWebServer(staySilent));
    const garbage = await started(startRawWebServer(sayGarbage));
    const stopped = await startRawWebServer(staySilent);
    await stopped.stop();
    const urls = [
      'http://witness.invalid/',
      stopped.url,
      silent.url.replace('http:', 'https:'),
      silent.url,
      garbage.url,
    ];
    const report = await ask(
      urls.map((url) => ({ url, expect: null })),
      { timeoutMs: 500 },
    );
    const phases = report.witnesses.map(({ answer }) => (answer.kind === 'failed' ? answer.phase : answer.kind));
    expect(phases).toEqual(['dns', 'tcp', 'tls', 'response', 'response']);
  });

  test('all are asked at once: ten silent ones take no longer than one', async () => {
    const silent = await started(startRawWebServer(staySilent));
    const startedAt = performance.now();
    const report = await ask(
      Array.from({ length: 10 }, () => ({ url: silent.url, expect: null })),
      { timeoutMs: 700 },
    );
    expect(report.witnesses.every(({ answer }) => answer.kind === 'failed')).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

test('a report says when, and which witnesses need no name resolution', async () => {
  const server = await web(says('yes'));
  const byName = `http://localhost:${String(server.port)}/`;
  const byNumber = `http://127.0.0.1:${String(server.port)}/`;
  const report = await ask(
    [byName, byNumber, 'http://[::1]:1/'].map((url) => ({ url, expect: 'yes' })),
    { now: () => 42 },
  );
  expect(report.at).toBe(42);
  expect(report.witnesses).toEqual([
    { url: byName, byName: true, answer: answered },
    { url: byNumber, byName: false, answer: answered },
    { url: 'http://[::1]:1/', byName: false, answer: failed('tcp') },
  ]);
});

test('without witnesses nobody is asked', async () => {
  expect(await ask([], { interfaces: () => ({}) })).toMatchObject({ interfaceUp: false, witnesses: [] });
});

test('with only the loopback interface witnesses are asked all the same', async () => {
  const server = await web(says('yes'));
  const report = await ask([{ url: server.url, expect: 'yes' }], {
    interfaces: () => ({ lo: [address('127.0.0.1', true)] }),
  });
  expect(report).toMatchObject({ interfaceUp: false, witnesses: [{ answer: { kind: 'answered' } }] });
});

test.each([
  ['no interface at all', {}, false],
  ['loopback', { lo: [address('127.0.0.1', true), address('::1', true)] }, false],
  ['a cable without a network behind it', { eth0: [address('169.254.10.2'), address('fe80::1')] }, false],
  ['an IPv4 address', { lo: [address('127.0.0.1', true)], wlan0: [address('192.168.1.20')] }, true],
  ['an IPv6 address', { wlan0: [address('fe80::1'), address('2001:db8::5')] }, true],
  ['an interface without addresses', { eth0: undefined }, false],
])('%s', (_, interfaces, isUp) => {
  expect(hasAddress(interfaces)).toBe(isUp);
});

function address(text: string, internal = false): NetworkInterfaceInfo {
  const common = { address: text, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null };
  return text.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}
