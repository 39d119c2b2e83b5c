import { readFileSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RemoteError } from '../../../src/core/errors';
import { expandHome, loadPrivateKey, readPublicKeyBlob } from '../../../src/main/ssh/keys';
import { wireString } from '../../../src/main/ssh/wire';
import { keyKinds, makeEd25519Pkcs8, makeKeyFile, passphrase, type KeyKind } from '../../support/key-files';
import { temporaryFolder } from './connect-to';

const folder = temporaryFolder();
const files = new Map<KeyKind, string>();

function errorFor(file: string, secret: string | null = null): RemoteError | 'no error' {
  const result = loadPrivateKey(file, () => secret);
  return result.ok ? 'no error' : result.error;
}

function written(name: string, text: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function block(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

const putty = [
  'PuTTY-User-Key-File-3: ssh-ed25519',
  'Encryption: none',
  'Comment: clave',
  'Public-Lines: 2',
  'AAAAC3NzaC1lZDI1NTE5AAAAIJ8mPz3tLf9l1Yb3sm1SEbLxJ7FXUe3hGQZuJpV1',
  'Yr9m',
  'Private-Lines: 1',
  'AAAAIE2hcZ8lV3rJ1l5Y3s1m0QvO5n8m2c0Yv7Wl8yq1x2Zt',
  'Private-MAC: 00',
].join('\r\n');

describe('private key files', () => {
  beforeAll(async () => {
    for (const kind of keyKinds) files.set(kind, await makeKeyFile(folder, kind));
  });
  const file = (kind: KeyKind): string => files.get(kind) ?? '';

  test.each(keyKinds.filter((kind) => kind !== 'ed25519-chacha20-pass'))('%s is read and can sign', (kind) => {
    const result = loadPrivateKey(file(kind), () => passphrase);
    const data = Buffer.from('datos');
    const blob = readPublicKeyBlob(file(kind));
    expect(result.ok && result.value.getPublicSSH()).toEqual(blob);
    expect(result.ok && result.value.verify(data, result.value.sign(data))).toBe(true);
  });

  test.each(keyKinds.filter((kind) => kind.endsWith('-pass') && kind !== 'ed25519-chacha20-pass'))(
    '%s asks for its passphrase and tells a wrong one',
    (kind) => {
      expect(errorFor(file(kind))).toEqual({ kind: 'secret-needed', what: 'passphrase' });
      expect(errorFor(file(kind), '')).toEqual({ kind: 'secret-needed', what: 'passphrase' });
      expect(errorFor(file(kind), 'otra')).toEqual({ kind: 'passphrase-wrong', file: file(kind) });
    },
  );

  test('no passphrase is asked for where none is needed', () => {
    const result = loadPrivateKey(file('rsa-pkcs8'), () => {
      throw new Error('asked');
    });
    expect(result.ok).toBe(true);
  });

  test('ed25519 in PKCS#8 is read', async () => {
    const result = loadPrivateKey(await makeEd25519Pkcs8(folder), () => null);
    const data = Buffer.from('datos');
    expect(result.ok && result.value.verify(data, result.value.sign(data))).toBe(true);
  });

  test('a file edited on Windows is read', () => {
    const text = `\uFEFF${readFileSync(file('ed25519'), 'utf8').replaceAll('\n', '\r\n')}\r\n`;
    expect(errorFor(written('windows', text))).toBe('no error');
  });

  test('each format that does not serve is named, before any passphrase is asked for', () => {
    const publicText = readFileSync(`${file('rsa')}.pub`, 'utf8');
    const security = wireString('sk-ssh-ed25519@openssh.com');
    const none = wireString('none');
    const head = [Buffer.from('openssh-key-v1\0'), none, none, wireString(''), Buffer.from([0, 0, 0, 1])];
    const x448 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
    const cases: readonly (readonly [string, string | Buffer, string])[] = [
      ['putty', putty, 'putty'],
      ['public', publicText, 'public'],
      ['public-pem', x448, 'public'],
      ['public-rfc4716', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n', 'public'],
      ['certificate', 'ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1 ana\n', 'certificate'],
      ['security-key', block('OPENSSH PRIVATE KEY', Buffer.concat([...head, wireString(security)])), 'security-key'],
      ['cut', readFileSync(file('ed25519'), 'utf8').slice(0, 150), 'unknown'],
      ['empty', '', 'unknown'],
      ['binary', Buffer.from([0, 255, 254, 0, 1]), 'unknown'],
      ['broken-pkcs8', block('PRIVATE KEY', Buffer.from('no es una clave')), 'pkcs8'],
      ['dsa', block('DSA PRIVATE KEY', Buffer.from('antigua')), 'unknown'],
      ['big', `${readFileSync(file('ed25519'), 'utf8')}${' '.repeat(70_000)}`, 'unknown'],
    ];
    const seen = cases.map(([name, text]) => [name, errorFor(written(name, text), 'x')]);
    expect(seen).toEqual(
      cases.map(([name, , format]) => [name, { kind: 'key-format', file: join(folder, name), format }]),
    );
    const chacha = file('ed25519-chacha20-pass');
    expect(errorFor(chacha)).toEqual({ kind: 'key-format', file: chacha, format: 'cipher' });
  });

  test('a missing file and a folder are unreadable', () => {
    expect(errorFor('/nowhere/key')).toEqual({ kind: 'key-unreadable', file: '/nowhere/key' });
    expect(errorFor(folder)).toEqual({ kind: 'key-unreadable', file: folder });
  });

  test('a tilde means the home folder', () => {
    expect(expandHome('~/.ssh/id', '/home/ana')).toBe('/home/ana/.ssh/id');
    expect(expandHome('/etc/~/id', '/home/ana')).toBe('/etc/~/id');
  });
});
