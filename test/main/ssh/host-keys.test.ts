import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createHostKeyStore, findInUserKnownHosts } from '../../../src/main/ssh/host-keys';
import { makeKeyFile, readPublicKey, type PublicKey } from '../../support/key-files';
import { temporaryFolder } from './connect-to';

describe('our known hosts', () => {
  let ed: PublicKey;
  let otherEd: PublicKey;
  let rsa: PublicKey;
  beforeAll(async () => {
    const folder = temporaryFolder();
    ed = await readPublicKey(`${await makeKeyFile(folder, 'ed25519', 'a')}.pub`);
    otherEd = await readPublicKey(`${await makeKeyFile(folder, 'ed25519', 'b')}.pub`);
    rsa = await readPublicKey(`${await makeKeyFile(folder, 'rsa', 'c')}.pub`);
  });

  const blob = (key: PublicKey): Buffer => Buffer.from(key.base64, 'base64');
  const lineOf = (names: string, key: PublicKey): string => `${names} ${key.type} ${key.base64}\n`;

  function fileWith(text: string): string {
    const file = join(temporaryFolder(), 'known_hosts');
    writeFileSync(file, text);
    return file;
  }

  test('nobody is known without a file, and what is accepted is known from then on, to ssh-keygen too', () => {
    const file = join(temporaryFolder(), 'known_hosts');
    const store = createHostKeyStore({ file });
    expect(store.check('Portal.example', 22, blob(ed))).toEqual({ kind: 'unknown', fingerprint: ed.fingerprint });
    expect(store.accept('Portal.example', 22, ed)).toBe(true);
    expect(store.accept('portal.example', 2222, rsa)).toBe(true);
    expect(createHostKeyStore({ file }).check('portal.EXAMPLE', 22, blob(ed))).toEqual({ kind: 'known' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const find = (name: string): string => execFileSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
    expect(find('portal.example')).toContain(ed.base64);
    expect(find('[portal.example]:2222')).toContain(rsa.base64);
  });

  test('names hashed by ssh-keygen are understood', () => {
    const file = fileWith(lineOf('portal.example', ed) + lineOf('[portal.example]:2222', rsa));
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    expect(readFileSync(file, 'utf8')).not.toContain('portal');
    const store = createHostKeyStore({ file });
    expect(store.check('portal.example', 22, blob(ed))).toEqual({ kind: 'known' });
    expect(store.check('portal.example', 2222, blob(rsa))).toEqual({ kind: 'known' });
    expect(store.check('portal.example', 2223, blob(rsa)).kind).toBe('unknown');
  });

  test('a changed key is told with the old one, and accepting it leaves no key of the old machine', () => {
    const file = fileWith(`# nota\n${lineOf('portal.example,10.0.0.1', ed)}${lineOf('portal.example', rsa)}basura\n`);
    const store = createHostKeyStore({ file });
    expect(store.check('portal.example', 22, blob(otherEd))).toEqual({
      kind: 'changed',
      fingerprint: otherEd.fingerprint,
      known: ed.fingerprint,
    });
    store.accept('portal.example', 22, otherEd);
    const text = readFileSync(file, 'utf8');
    expect(text).toBe(`# nota\n${lineOf('10.0.0.1', ed)}basura\n${lineOf('portal.example', otherEd)}`);
  });

  test('another type than the known one is a change, since the known one was asked for', () => {
    const store = createHostKeyStore({ file: fileWith(lineOf('portal.example', rsa)) });
    expect(store.knownTypes('portal.example', 22)).toEqual(['ssh-rsa']);
    expect(store.check('portal.example', 22, blob(ed))).toMatchObject({ kind: 'changed', known: rsa.fingerprint });
  });

  test.each([
    ['*.example', 'portal.example', 'known'],
    ['*.example,!portal.example', 'portal.example', 'unknown'],
    ['p?rtal.example', 'portal.example', 'known'],
    ['portal', 'portal.example', 'unknown'],
    ['[*.example]:2222', 'portal.example', 'unknown'],
    ['@cert-authority *.example', 'portal.example', 'unknown'],
  ])('the names %s stand for %s: %s', (names, host, verdict) => {
    expect(createHostKeyStore({ file: fileWith(lineOf(names, ed)) }).check(host, 22, blob(ed)).kind).toBe(verdict);
  });

  test('a revoked key stays refused, whatever else is listed, and cannot be accepted', () => {
    const store = createHostKeyStore({ file: fileWith(lineOf('portal.example', ed) + lineOf('@revoked *', ed)) });
    expect(store.check('portal.example', 22, blob(ed))).toEqual({ kind: 'revoked', fingerprint: ed.fingerprint });
    expect(store.accept('portal.example', 22, ed)).toBe(false);
  });

  test('only the very key that was shown can be accepted by its fingerprint', () => {
    const file = join(temporaryFolder(), 'known_hosts');
    const store = createHostKeyStore({ file });
    store.notePending({ host: 'alias', port: null, hostKeyName: 'portal.example', hostKeyPort: 2222, key: blob(ed) });
    expect(store.acceptFingerprint('alias', null, otherEd.fingerprint)).toBe(false);
    expect(store.acceptFingerprint('other', null, ed.fingerprint)).toBe(false);
    expect(store.acceptFingerprint('alias', null, ed.fingerprint)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(lineOf('[portal.example]:2222', ed));
  });

  test('a file that cannot be written or read is never lost: nothing is accepted', () => {
    const file = temporaryFolder();
    expect(createHostKeyStore({ file }).accept('portal.example', 22, ed)).toBe(false);
    const folder = join(temporaryFolder(), 'closed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'in-the-way'), '');
    expect(createHostKeyStore({ file: join(folder, 'in-the-way', 'known_hosts') }).accept('h', 22, ed)).toBe(false);
    chmodSync(folder, 0o700);
  });

  test('the user’s own known hosts are only looked at', () => {
    const text = lineOf('portal.example', ed) + lineOf('@revoked portal.example', rsa) + lineOf('other.example', rsa);
    const file = fileWith(text);
    expect(findInUserKnownHosts('portal.example', 22, file)).toEqual([ed.fingerprint]);
    expect(findInUserKnownHosts('portal.example', 22, '/nowhere')).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('a pattern with many stars is quick', () => {
    const store = createHostKeyStore({ file: fileWith(lineOf(`${'*a'.repeat(200)}b`, ed)) });
    const startedAt = Date.now();
    expect(store.check('a'.repeat(250), 22, blob(ed)).kind).toBe('unknown');
    expect(Date.now() - startedAt).toBeLessThan(1000);
  });
});
