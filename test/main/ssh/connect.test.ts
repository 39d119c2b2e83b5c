import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHostKeyStore } from '../../../src/main/ssh/host-keys';
import { findFreePort } from '../../support/free-port';
import { makeKeyFile, passphrase, type KeyKind } from '../../support/key-files';
import { sshdPath, startSshd, type Sshd } from '../../support/sshd';
import { startSshAgent } from '../../support/ssh-agent';
import { connected, connectTo, errorOf, temporaryFolder, trusting } from './connect-to';

const quick = { timeoutMs: 20_000, maxBytes: 100_000 };

describe.skipIf(sshdPath() === null)('a real sshd', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd({ hostKeys: ['ed25519', 'rsa', 'ecdsa'] });
  });
  afterAll(async () => {
    await sshd.stop();
  });

  const kinds: readonly KeyKind[] = [
    'ed25519-pass',
    'ed25519-gcm-pass',
    'rsa',
    'rsa-pem',
    'rsa-pem-pass',
    'rsa-pkcs8',
    'rsa-pkcs8-pass',
    'ecdsa',
    'ecdsa-pem',
    'ecdsa-pkcs8-pass',
  ];
  test.each(kinds)('lets in with a key file of the kind %s', async (kind) => {
    const keyFile = await sshd.addKey(kind);
    const connection = await connected({ ...sshd, keyFile }, { secrets: () => passphrase });
    const result = await connection.exec('echo hola', quick);
    connection.end();
    expect(result).toMatchObject({ ok: true, value: { stdout: Buffer.from('hola\n'), code: 0 } });
  });

  test('refuses a key that it does not know, after one attempt', async () => {
    const keyFile = await makeKeyFile(temporaryFolder(), 'ed25519');
    const before = sshd.log().length;
    const error = await errorOf(connectTo({ ...sshd, keyFile }));
    expect(error).toEqual({ kind: 'auth-failed', user: sshd.user, tried: 'key' });
    expect(sshd.log().slice(before)).not.toContain('Accepted');
  });

  test('an unknown host key is refused before anything of the login is sent, and can be accepted by its fingerprint', async () => {
    const hostKeys = trusting();
    const before = sshd.log().length;
    const error = await errorOf(connectTo(sshd, { hostKeys }));
    expect(error).toEqual({ kind: 'host-key-unknown', fingerprint: sshd.hostKeyFingerprint, keyType: 'ssh-ed25519' });
    expect(sshd.log().slice(before)).not.toMatch(/publickey|userauth|Accepted|Failed/);
    expect(hostKeys.pendingFingerprint('127.0.0.1', sshd.port)).toBe(sshd.hostKeyFingerprint);
    expect(hostKeys.acceptFingerprint('127.0.0.1', sshd.port, 'SHA256:another')).toBe(false);
    expect(hostKeys.acceptFingerprint('127.0.0.1', sshd.port, sshd.hostKeyFingerprint)).toBe(true);
    (await connected(sshd, { hostKeys })).end();
  });

  test('a changed host key is refused and the server hears nothing of a login', async () => {
    const old = await makeKeyFile(temporaryFolder(), 'ed25519');
    const [type = '', base64 = ''] = readFileSync(`${old}.pub`, 'utf8').split(' ');
    const hostKeys = trusting();
    hostKeys.accept('127.0.0.1', sshd.port, { type, base64 });
    const before = sshd.log().length;
    const error = await errorOf(connectTo(sshd, { hostKeys }));
    expect(error).toMatchObject({ kind: 'host-key-changed', fingerprint: sshd.hostKeyFingerprint });
    expect(sshd.log().slice(before)).not.toMatch(/publickey|userauth|Accepted|Failed/);
  });

  test.each([1, 2])('a server known by its other key (%i) is asked for that one: no false alarm', async (index) => {
    const hostKeys = trusting();
    const key = sshd.hostKeys[index];
    if (key === undefined) throw new Error('no such key');
    hostKeys.accept('127.0.0.1', sshd.port, key);
    (await connected(sshd, { hostKeys })).end();
  });

  test('a revoked key is refused even though it is also listed as known', async () => {
    const file = join(temporaryFolder(), 'known_hosts');
    const [key] = sshd.hostKeys;
    const line = `[127.0.0.1]:${String(sshd.port)} ${key?.type ?? ''} ${key?.base64 ?? ''}`;
    writeFileSync(file, `${line}\n@revoked ${line}\n`);
    const error = await errorOf(connectTo(sshd, { hostKeys: createHostKeyStore({ file }) }));
    expect(error).toMatchObject({ kind: 'host-key-changed', known: '@revoked' });
  });

  test('an encrypted key without a passphrase asks for one, and tells a wrong one', async () => {
    const keyFile = await sshd.addKey('ecdsa-pass');
    expect(await errorOf(connectTo({ ...sshd, keyFile }))).toEqual({ kind: 'secret-needed', what: 'passphrase' });
    const wrong = await errorOf(connectTo({ ...sshd, keyFile }, { secrets: () => 'otra' }));
    expect(wrong).toEqual({ kind: 'passphrase-wrong', file: keyFile });
  });

  test('a password is not sent to a server that takes none', async () => {
    const auth = { kind: 'password' } as const;
    const error = await errorOf(connectTo(sshd, { serverFields: { auth }, secrets: () => 'secreta' }));
    expect(error).toEqual({ kind: 'password-not-accepted-by-server', user: sshd.user });
  });

  test('the agent lets in with the configured key first, although it holds more keys than a server tolerates', async () => {
    const agent = await startSshAgent();
    try {
      const folder = temporaryFolder();
      const config = join(folder, 'config');
      writeFileSync(config, `Host *\n  IdentityAgent "${agent.socket}"\n  IdentityFile ${sshd.keyFile}\n`);
      const overrides = { sshConfigFile: config, serverFields: { auth: { kind: 'agent' } } } as const;
      expect(await errorOf(connectTo(sshd, overrides))).toEqual({ kind: 'agent-empty' });
      for (let i = 0; i < 7; i += 1) await agent.add(await makeKeyFile(folder, 'ed25519', `other${String(i)}`));
      const refused = await errorOf(connectTo(sshd, overrides));
      expect(refused).toEqual({ kind: 'auth-failed', user: sshd.user, tried: 'agent' });
      await agent.add(sshd.keyFile);
      (await connected(sshd, overrides)).end();
    } finally {
      await agent.stop();
    }
    const config = join(temporaryFolder(), 'config');
    writeFileSync(config, `Host *\n  IdentityAgent ${agent.socket}\n`);
    const gone = connectTo(sshd, { sshConfigFile: config, serverFields: { auth: { kind: 'agent' } } });
    expect(await errorOf(gone)).toEqual({ kind: 'agent-missing' });
  });

  test('an RSA key in the agent signs with SHA-2', async () => {
    const agent = await startSshAgent();
    try {
      const folder = temporaryFolder();
      const keyFile = await makeKeyFile(folder, 'rsa');
      appendFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${keyFile}.pub`));
      await agent.add(keyFile);
      const config = join(folder, 'config');
      writeFileSync(config, `Host *\n  IdentityAgent ${agent.socket}\n`);
      (await connected(sshd, { sshConfigFile: config, serverFields: { auth: { kind: 'agent' } } })).end();
    } finally {
      await agent.stop();
    }
  });

  test('host, port and user come from ~/.ssh/config where the settings leave them open', async () => {
    const config = join(temporaryFolder(), 'config');
    const lines = ['Host portal', 'HostName 127.0.0.1', `Port ${String(sshd.port)}`, `User ${sshd.user}`];
    writeFileSync(config, lines.join('\n'));
    const serverFields = { host: 'portal', port: null, user: null };
    (await connected(sshd, { sshConfigFile: config, serverFields })).end();
  });

  test('an aborted signal ends the attempt and, later, the connection', async () => {
    const before = new AbortController();
    before.abort();
    expect(await errorOf(connectTo(sshd, { signal: before.signal }))).toEqual({ kind: 'other', detail: 'cancelled' });
    const during = new AbortController();
    const connection = await connected(sshd, { signal: during.signal });
    const running = connection.exec('sleep 30', quick);
    during.abort();
    expect(await errorOf(running)).toEqual({ kind: 'other', detail: 'cancelled' });
    expect(connection.over()).toEqual({ kind: 'other', detail: 'cancelled' });
  });
});

describe.skipIf(sshdPath() === null)('what an sshd may be configured to', () => {
  const kex = ['curve25519-sha256', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp521', 'diffie-hellman-group14-sha256'];
  const cases = [
    ...kex.map((name) => `KexAlgorithms ${name}`),
    'Ciphers aes128-gcm@openssh.com',
    'Ciphers aes256-gcm@openssh.com',
    'Ciphers aes256-ctr',
    'MACs hmac-sha2-512-etm@openssh.com\nCiphers aes128-ctr',
    'MACs hmac-sha2-256\nCiphers aes192-ctr',
  ];
  test.each(cases)('logs in where it has only %s', async (line) => {
    const sshd = await startSshd({ config: [line] });
    try {
      (await connected(sshd)).end();
    } finally {
      await sshd.stop();
    }
  });

  test.each([
    ['KexAlgorithms diffie-hellman-group14-sha1', 'key exchange algorithm'],
    ['Ciphers aes128-cbc', 'C->S cipher'],
    ['MACs hmac-sha1\nCiphers aes128-ctr', 'C->S MAC'],
  ])('refuses the weakness of %s', async (line, what) => {
    const sshd = await startSshd({ config: [line] });
    try {
      expect(await errorOf(connectTo(sshd))).toEqual({ kind: 'no-common-algorithm', what });
    } finally {
      await sshd.stop();
    }
  });

  test('a server that rekeys often keeps the connection and its data', async () => {
    const sshd = await startSshd({ config: ['RekeyLimit 1M'] });
    try {
      const connection = await connected(sshd);
      const result = await connection.exec('head -c 20000000 /dev/zero', { timeoutMs: 20_000, maxBytes: 30_000_000 });
      connection.end();
      expect(result.ok && result.value.stdout.length).toBe(20_000_000);
    } finally {
      await sshd.stop();
    }
  });

  test('a closed port and an unknown name are told apart', async () => {
    const port = await findFreePort();
    expect(await errorOf(connectTo({ port }))).toEqual({ kind: 'refused', host: '127.0.0.1', port });
    const unknown = connectTo({ port }, { serverFields: { host: 'no-such-host.invalid' } });
    expect(await errorOf(unknown)).toEqual({ kind: 'name-not-found', host: 'no-such-host.invalid' });
  });

  test('nothing keeps the process alive after the end', async () => {
    const sshd = await startSshd();
    try {
      const resources = (): readonly string[] =>
        process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'TCPSocketWrap');
      const before = resources();
      const connection = await connected(sshd);
      await connection.exec('true', quick);
      const running = connection.exec('sleep 60', quick);
      connection.end();
      expect(await errorOf(running)).toEqual({ kind: 'disconnected' });
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      // A timer of an earlier test may end meanwhile: only what is left of this one counts.
      const left = before.reduce(without, resources());
      expect(left).toEqual([]);
    } finally {
      await sshd.stop();
    }
  });
});

function without(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return at < 0 ? names : names.toSpliced(at, 1);
}
