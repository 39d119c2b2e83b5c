import { expect, test } from 'vitest';
import { loopbackTls } from '../../../src/core/remote/loopback';
import { readLocalCertificate } from '../../../src/core/remote/local-certificate';

const pairs = Array.from({ length: 32 }, (_, index) => (index + 160).toString(16).toUpperCase()).join(':');
const read = (...lines: readonly string[]) => readLocalCertificate({ lines, code: 0 });

test.each(['sha256 Fingerprint', 'SHA256 Fingerprint'])('what openssl prints of a certificate (%s)', (label) => {
  const seen = read('/usr/bin/openssl', `${label}=${pairs.toLowerCase()}`, 'notAfter=Nov  4 10:00:00 2026 GMT');
  expect(seen).toEqual({ fingerprint256: pairs, validToAt: Date.UTC(2026, 10, 4, 10) });
});

test.each([
  ['no openssl', []],
  ['no certificate', ['/usr/bin/openssl']],
  ['no date', [`sha256 Fingerprint=${pairs}`]],
  ['half a fingerprint', ['sha256 Fingerprint=AA:BB', 'notAfter=Nov  4 10:00:00 2026 GMT']],
])('%s is not known', (_, lines) => {
  expect(read(...lines)).toBeNull();
});

test.each([
  ['https://portal.example.org/', '127.0.0.1:443', 'portal.example.org'],
  ['https://portal.example.org:8443/x', '127.0.0.1:8443', 'portal.example.org'],
  ['https://192.0.2.1/', '127.0.0.1:443', ''],
  ['https://[2001:db8::1]:444/', '127.0.0.1:444', ''],
  ['http://portal.example.org/', '', ''],
])('%s is asked at %s as %s', (url, where, name) => {
  expect(loopbackTls(url)).toEqual({ where, name });
});
