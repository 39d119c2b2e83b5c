import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Access } from '../../src/core/access-change';
import { createSecrets, type SafeStorage } from '../../src/main/secrets';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('secrets');
});
afterEach(() => {
  temp.remove();
});

const secret = 'frase con ñ y 🔑';
/** The account of this server, by password and by key alike. */
const at = (id: string, change: Partial<Access> = {}) => ({
  id,
  host: 'portal.example.org',
  port: 22,
  user: 'ana',
  auth: { kind: 'key', file: '/home/ana/.ssh/id' } as const,
  ...change,
});
const path = () => join(temp.path, 'secrets.json');

/** A keyring whose key can be changed, as when a user or a machine is another one; it counts how often it is asked. */
function keyring(options: { available?: boolean; key?: number } = {}): SafeStorage & { asked(): number } {
  const key = options.key ?? 0x5a;
  let asked = 0;
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ key));
  return {
    asked: () => asked,
    available: () => {
      asked += 1;
      return Promise.resolve(options.available ?? true);
    },
    encrypt: (text) => Buffer.concat([Buffer.from([key]), turn(Buffer.from(text))]),
    decrypt: (bytes) => {
      if (bytes[0] !== key)
        throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
      return turn(bytes.subarray(1)).toString();
    },
  };
}

const open = (safe: SafeStorage | null) =>
  createSecrets({ dataDir: temp.path, safe, clock: fakeClock(), log: () => undefined });

describe('with a keyring', () => {
  test('a secret is there at the next start, and not readable in the file', async () => {
    expect(await open(keyring()).remember(at('portal'), 'passphrase', secret)).toBe('stored');
    expect(readFileSync(path(), 'utf8')).not.toContain('frase');
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    const later = open(keyring());
    expect(later.recall(at('portal'), 'passphrase')).toBeNull();
    await later.load();
    expect([later.recall(at('portal'), 'passphrase'), later.recall(at('portal'), 'password'), later.warning()]).toEqual(
      [secret, null, null],
    );
  });

  test('it is not asked while nothing is stored', async () => {
    const safe = keyring();
    const secrets = open(safe);
    await secrets.load();
    expect(safe.asked()).toBe(0);
  });

  test('it is asked once, however often a round needs the secret', async () => {
    await open(keyring()).remember(at('portal'), 'passphrase', secret);
    const safe = keyring();
    const secrets = open(safe);
    await Promise.all([secrets.load(), secrets.load()]);
    await secrets.load();
    expect(safe.asked()).toBe(1);
  });

  test('a secret that cannot be decrypted any more is asked for again, and not wiped', async () => {
    await open(keyring()).remember(at('portal'), 'passphrase', secret);
    const before = readFileSync(path(), 'utf8');
    const secrets = open(keyring({ key: 0x33 }));
    await secrets.load();
    expect([secrets.recall(at('portal'), 'passphrase'), secrets.warning()]).toEqual([
      null,
      { kind: 'secrets-unreadable' },
    ]);
    expect(readFileSync(path(), 'utf8')).toBe(before);
  });

  test('what she typed meanwhile wins over what was stored', async () => {
    await open(keyring()).remember(at('portal'), 'password', 'old');
    const secrets = open(keyring({ available: false }));
    await secrets.remember(at('portal'), 'password', 'new');
    await secrets.load();
    expect(secrets.recall(at('portal'), 'password')).toBe('new');
  });

  test.each<[string, Partial<Access>]>([
    ['another host', { host: 'attacker.example.org' }],
    ['another port', { port: 2222 }],
    ['another user', { user: 'root' }],
  ])('settings that were edited to %s get no password, now or at the next start', async (_name, change) => {
    const secrets = open(keyring());
    await secrets.remember(at('portal'), 'password', secret);
    const later = open(keyring());
    await later.load();
    const moved = at('portal', change);
    expect([secrets.recall(moved, 'password'), later.recall(moved, 'password')]).toEqual([null, null]);
    expect(later.recall(at('portal'), 'password')).toBe(secret);
  });

  test('a passphrase is for its key file alone', async () => {
    const secrets = open(keyring());
    await secrets.remember(at('portal'), 'passphrase', secret);
    const other = at('portal', { auth: { kind: 'key', file: '/tmp/id' } });
    expect([secrets.recall(other, 'passphrase'), secrets.recall(at('portal'), 'passphrase')]).toEqual([null, secret]);
  });

  test('an entry moved to another server in the file is no password of that server', async () => {
    await open(keyring()).remember(at('portal'), 'password', secret);
    writeFileSync(path(), readFileSync(path(), 'utf8').replace('portal/password', 'other/password'));
    const later = open(keyring());
    await later.load();
    expect(later.recall(at('other', { host: 'attacker.example.org' }), 'password')).toBeNull();
  });

  test('a forgotten server leaves the others', async () => {
    const secrets = open(keyring());
    await secrets.remember(at('portal'), 'password', 'one');
    await secrets.remember(at('portal-2'), 'password', 'two');
    secrets.forget('portal');
    const later = open(keyring());
    await later.load();
    expect([
      secrets.recall(at('portal'), 'password'),
      later.recall(at('portal'), 'password'),
      later.recall(at('portal-2'), 'password'),
    ]).toEqual([null, null, 'two']);
  });
});

describe('without a keyring', () => {
  test.each([
    ['none in this program', null],
    ['none on this system', keyring({ available: false })],
  ])('%s: in memory for the session, nothing on disk, and she is told', async (_name, safe) => {
    const secrets = open(safe);
    expect(await secrets.remember(at('portal'), 'password', secret)).toBe('memory-only');
    expect([secrets.recall(at('portal'), 'password'), secrets.warning(), readdirSync(temp.path)]).toEqual([
      secret,
      { kind: 'secrets-unavailable' },
      [],
    ]);
  });
});

test('a keyring that she unlocks later is used then', async () => {
  await open(keyring()).remember(at('portal'), 'password', secret);
  const unlocked = keyring();
  let isLocked = true;
  const secrets = open({ ...unlocked, available: () => Promise.resolve(!isLocked) });
  await secrets.load();
  expect([secrets.recall(at('portal'), 'password'), secrets.warning()]).toEqual([
    null,
    { kind: 'secrets-unavailable' },
  ]);
  isLocked = false;
  await secrets.load();
  expect([secrets.recall(at('portal'), 'password'), secrets.warning()]).toEqual([secret, null]);
});

test.each(['{', '', '[]', '{"version":9,"secrets":{}}', '{"version":1,"secrets":{"a/password":5}}'])(
  'a damaged file (%j) is told, and kept aside when a new secret is stored',
  async (damaged) => {
    writeFileSync(path(), damaged);
    const secrets = open(keyring());
    await secrets.load();
    expect([secrets.recall(at('a'), 'password'), secrets.warning()]).toEqual([null, { kind: 'secrets-unreadable' }]);
    expect(readFileSync(path(), 'utf8')).toBe(damaged);
    expect(await secrets.remember(at('portal'), 'password', secret)).toBe('stored');
    const aside = readdirSync(temp.path).find((name) => name.includes('damaged')) ?? '';
    expect([readFileSync(join(temp.path, aside), 'utf8'), secrets.warning()]).toEqual([damaged, null]);
  },
);
