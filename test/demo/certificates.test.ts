import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthority, issueCertificate } from '../../src/demo/certificates';
import type { IssuedCertificate } from '../../src/demo/certificates';

const at = Date.now();
const dayMs = 24 * 3600_000;
const authority = createAuthority('Vigía demo authority', at);

function issue(fromAt: number, toAt: number): IssuedCertificate {
  return issueCertificate(authority, {
    names: ['localhost'],
    addresses: ['127.0.0.1'],
    validity: { fromAt, toAt },
  });
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigia-certificates-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What node:tls says to a client that knows the authority. */
async function shake(certificate: IssuedCertificate, servername: string): Promise<string> {
  const server = createServer(certificate);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const said = await new Promise<string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, ca: authority.certPem });
    socket.on('secureConnect', () => {
      resolve('accepted');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return said;
}

test('a client that knows the authority accepts the certificate for its name', async () => {
  expect(await shake(issue(at - dayMs, at + dayMs), 'localhost')).toBe('accepted');
});

test('another name and an expired certificate are refused for what they are', async () => {
  expect(await shake(issue(at - dayMs, at + dayMs), 'example.org')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(await shake(issue(at - 2 * dayMs, at - dayMs), 'localhost')).toBe('CERT_HAS_EXPIRED');
});

test('the certificate says whose it is and who signed it', () => {
  const certificate = new X509Certificate(issue(at - dayMs, at + dayMs).cert);
  const root = new X509Certificate(authority.certPem);
  expect({
    names: certificate.subjectAltName,
    issuer: certificate.issuer,
    ca: [certificate.ca, root.ca],
    signed: [certificate.checkIssued(root), certificate.verify(root.publicKey), root.verify(root.publicKey)],
  }).toEqual({
    names: 'DNS:localhost, IP Address:127.0.0.1',
    issuer: 'CN=Vigía demo authority',
    ca: [false, true],
    signed: [true, true, true],
  });
});

test('moments from 2050 on keep their century', () => {
  const toAt = Date.UTC(2061, 1, 3, 4, 5, 6);
  expect(new Date(new X509Certificate(issue(at, toAt).cert).validTo).getTime()).toBe(toAt);
});

test('openssl verifies the chain in its strict mode', ({ skip }) => {
  if (!hasOpenssl()) skip('openssl is not installed');
  const caFile = join(folder, 'ca.pem');
  const certFile = join(folder, 'cert.pem');
  writeFileSync(caFile, authority.certPem);
  writeFileSync(certFile, issue(at - dayMs, at + dayMs).cert);
  const said = execFileSync(
    'openssl',
    ['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'localhost', '-CAfile', caFile, certFile],
    { encoding: 'utf8' },
  );
  expect(said.trim()).toBe(`${certFile}: OK`);
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
