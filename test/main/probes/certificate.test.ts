import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { CertificateFacts } from '../../../src/core/model';
import { parseAlternativeNames, parseCertificateDate } from '../../../src/main/probes/certificate-text';
import { probeHttps } from '../../../src/main/probes/https';
import { createTestAuthority, createTestCertificates, issueSelfSigned } from '../../support/certs';
import type { TestCertificate, TestCertificates } from '../../support/certs';
import { startWebServer } from '../../support/https-server';
import { createTempFolder } from '../../support/temp-folder';

const folder = createTempFolder('certificate');
let certs: TestCertificates;
beforeAll(() => {
  certs = createTestCertificates(folder.path);
});
afterAll(() => {
  folder.remove();
});

interface Look {
  readonly caPem?: string | null;
  readonly host?: string;
  readonly at?: number;
}

async function look(certificate: TestCertificate, options: Look = {}): Promise<CertificateFacts | null> {
  const server = await startWebServer({ certificate, answer: (_, response) => response.end('<p>Portal</p>') });
  onTestFinished(() => server.stop());
  const seen = await probeHttps({
    url: `https://${options.host ?? 'localhost'}:${String(server.port)}/`,
    expect: 'page',
    caPem: options.caPem === undefined ? certs.caPem : options.caPem,
    timeoutMs: 10_000,
    now: () => options.at ?? Date.now(),
    // Every name leads here.
    lookup: (_, { all }, callback) => {
      if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    },
  });
  // A bad certificate is a verdict and never a failure to connect.
  expect(seen.outcome).toMatchObject({ kind: 'answered', status: 200, body: 'expected' });
  return seen.certificate;
}

const dayMs = 86_400_000;

describe('the verdict', () => {
  test.each([
    ['a good certificate', 'ok', null],
    ['one that ends in five days', 'soon', null],
    ['one with its intermediate', 'withIntermediate', null],
    ['one that has ended', 'expired', { kind: 'expired' }],
    ['one that has not begun', 'notYetValid', { kind: 'not-yet-valid' }],
    ['one for other names', 'wrongName', { kind: 'wrong-name', names: ['other.example', 'another.example'] }],
    ['one that signed itself', 'selfSigned', { kind: 'self-signed' }],
    [
      'one without its intermediate',
      'intermediateMissing',
      { kind: 'incomplete-chain', issuer: 'Vigia Test Intermediate' },
    ],
  ] as const)('%s', async (_, which, problem) => {
    expect((await look(certs[which]))?.problem ?? null).toEqual(problem);
  });

  test('an authority that nobody knows, with the whole chain shown', async () => {
    const seen = await look(certs.withIntermediate, { caPem: null });
    expect(seen).toMatchObject({
      issuer: 'Vigia Test Intermediate',
      chainLength: 2,
      problem: { kind: 'unknown-issuer', issuer: 'Vigia Test Root' },
    });
  });

  test('an authority that nobody knows, shown with its own root', async () => {
    const withRoot = { ...certs.ok, cert: certs.ok.cert + certs.caPem };
    const seen = await look(withRoot, { caPem: null });
    expect(seen?.problem).toEqual({ kind: 'unknown-issuer', issuer: 'Vigia Test Root' });
  });

  test('one that signed itself is good when it is in the file of further authorities', async () => {
    expect((await look(certs.selfSigned, { caPem: certs.selfSigned.cert }))?.problem).toBeNull();
  });

  test('a second authority in the same file is found too', async () => {
    const other = createTestAuthority(`${folder.path}/other`, 'Another Root');
    expect((await look(certs.ok, { caPem: `${other.certPem}\n${certs.caPem}` }))?.problem).toBeNull();
  });

  test('a file that holds no certificate changes nothing', async () => {
    const seen = await look(certs.ok, { caPem: 'not a certificate' });
    expect(seen?.problem).toEqual({ kind: 'incomplete-chain', issuer: 'Vigia Test Root' });
  });
});

describe('of several problems the first to mend is told', () => {
  test('the date before the name and the issuer', async () => {
    const certificate = certs.authority.issue({ names: ['other.example'], fromDays: -9, toDays: -2 });
    expect((await look(certificate, { caPem: null }))?.problem).toEqual({ kind: 'expired' });
  });

  test('the date of one that signed itself', async () => {
    const certificate = issueSelfSigned(`${folder.path}/old`, { fromDays: -9, toDays: -2 });
    expect((await look(certificate))?.problem).toEqual({ kind: 'expired' });
  });

  test('the name before the issuer', async () => {
    const problem = { kind: 'wrong-name', names: ['other.example', 'another.example'] };
    expect((await look(certs.wrongName, { caPem: null }))?.problem).toEqual(problem);
  });
});

describe('names', () => {
  test('an address counts when it is listed as one', async () => {
    expect((await look(certs.ok, { host: '127.0.0.1' }))?.problem).toBeNull();
    const nameOnly = certs.authority.issue({ names: ['localhost'] });
    expect((await look(nameOnly, { host: '127.0.0.1' }))?.problem).toEqual({
      kind: 'wrong-name',
      names: ['localhost'],
    });
  });

  test('a wildcard stands for one label and no more', async () => {
    const wildcard = certs.authority.issue({ names: ['*.portal.example'] });
    expect((await look(wildcard, { host: 'www.portal.example' }))?.problem).toBeNull();
    expect((await look(wildcard, { host: 'a.b.portal.example' }))?.problem?.kind).toBe('wrong-name');
    expect((await look(wildcard, { host: 'portal.example' }))?.problem?.kind).toBe('wrong-name');
  });

  test('capitals make no difference', async () => {
    const certificate = certs.authority.issue({ names: ['Portal.Example'] });
    expect((await look(certificate, { host: 'PORTAL.example' }))?.problem).toBeNull();
  });

  test('are told apart in the notation of Node', () => {
    const text =
      'DNS:a.example, IP Address:10.0.0.1, DNS:"b.example, DNS:c.example", URI:https://x.example, DNS:*.d.example';
    expect(parseAlternativeNames(text)).toEqual(['a.example', '10.0.0.1', 'b.example, DNS:c.example', '*.d.example']);
    expect(parseAlternativeNames('')).toEqual([]);
  });
});

describe('facts', () => {
  test('are read from a bad certificate as from a good one', async () => {
    const seen = await look(certs.expired);
    expect(seen).toMatchObject({
      subject: 'localhost',
      names: ['localhost', '127.0.0.1'],
      issuer: 'Vigia Test Root',
      fingerprint256: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
    });
    expect(Math.abs((seen?.validToAt ?? 0) - (Date.now() - dayMs))).toBeLessThan(60_000);
    expect(Math.abs((seen?.validFromAt ?? 0) - (Date.now() - 30 * dayMs))).toBeLessThan(60_000);
  });

  test('the date is judged at the moment that is given', async () => {
    expect((await look(certs.ok, { at: Date.now() + 100 * dayMs }))?.problem).toEqual({ kind: 'expired' });
    expect((await look(certs.ok, { at: Date.now() - 100 * dayMs }))?.problem).toEqual({ kind: 'not-yet-valid' });
  });
});

test.each([
  ['Nov 24 10:00:00 2026 GMT', Date.UTC(2026, 10, 24, 10)],
  ['Feb  9 23:59:59 2030 GMT', Date.UTC(2030, 1, 9, 23, 59, 59)],
  ['Dec 31 23:59:59 9999 GMT', Date.UTC(9999, 11, 31, 23, 59, 59)],
  ['Feb 30 10:00:00 2026 GMT', null],
  ['Nov 24 25:00:00 2026 GMT', null],
  ['Nov 24 10:00:00 2026', null],
  ['2026-11-24T10:00:00Z', null],
  ['Bad time value', null],
  ['', null],
])('the date "%s"', (text, at) => {
  expect(parseCertificateDate(text)).toBe(at);
});
