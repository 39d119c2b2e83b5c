import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBoundedFile } from '../../src/main/bounded-file';
import { createLinuxLoginStart } from '../../src/main/login-start/linux';
import { createObserver } from '../../src/main/observe';
import { createHostKeyStore, findInUserKnownHosts } from '../../src/main/ssh/host-keys';
import { loadPrivateKey } from '../../src/main/ssh/keys';
import { resolveTarget } from '../../src/main/ssh/ssh-config';
import { probe, server } from '../support/builders';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
const at = (name: string) => join(temp.path, name);

/** Whoever reads one of these without looking first waits for ever, or takes all memory. */
const traps: readonly (readonly [string, string])[] = [
  ['a pipe', 'pipe'],
  ['a link to a pipe', 'link'],
  ['a device without an end', 'zero'],
  ['a folder', 'folder'],
  ['a file of 40 GB', 'huge'],
];

beforeEach(() => {
  temp = createTempFolder('bounded');
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync(at('pipe'), at('link'));
  symlinkSync('/dev/zero', at('zero'));
  mkdirSync(at('folder'));
  writeFileSync(at('huge'), '');
  truncateSync(at('huge'), 40 * 1024 ** 3);
});
afterEach(() => {
  temp.remove();
});

test('a plain file is read as it is, up to the very limit', () => {
  writeFileSync(at('plain'), 'á'.repeat(50_000));
  expect(readBoundedFile(at('plain'), 100_000)).toEqual({ ok: true, value: 'á'.repeat(50_000) });
  expect(readBoundedFile(at('plain'), 99_999)).toEqual({ ok: false, error: 'too-large' });
  expect(() => readBoundedFile(at('missing'), 10)).toThrow('ENOENT');
});

describe.each(traps)('%s does not hold anybody up', (_title, name) => {
  test('as a file', () => {
    expect(readBoundedFile(at(name), 1_000_000).ok).toBe(false);
  });

  test('as a key', () => {
    expect(loadPrivateKey(at(name), () => null)).toMatchObject({
      ok: false,
      error: { kind: name === 'huge' ? 'key-format' : 'key-unreadable' },
    });
  });

  test('as ~/.ssh/config, and as what it includes', () => {
    writeFileSync(at('config'), `Include ${at(name)}\nHost portal\n  Port 2222\n`);
    const local = { home: temp.path, user: 'ana', hostName: 'laptop', env: {} };
    const asked = { host: 'portal', port: null, user: null };
    expect(resolveTarget(asked, at(name), local).ignored).toMatchObject([{ kind: 'unreadable' }]);
    expect(resolveTarget(asked, at('config'), local).target.port).toBe(2222);
  });

  test('as an authority: none is added', async () => {
    const given: (string | null)[] = [];
    const observer = createObserver({
      clock: fakeClock(),
      nonce: () => 'abcdef0123456789',
      probe: ({ url, caPem }) => {
        given.push(caPem);
        return Promise.resolve(probe(new URL(url).pathname));
      },
      ask: () => Promise.reject(new Error('not to be asked')),
      connect: () => Promise.reject(new Error('not to be asked')),
    });
    await observer.probeWeb({ ...server, caFile: at(name) });
    expect(given).toEqual([null, null]);
  });

  test('as what starts at login', () => {
    const folder = join(temp.path, 'config', 'autostart');
    mkdirSync(folder, { recursive: true });
    symlinkSync(at(name), join(folder, 'co.vigia.app.desktop'));
    const env = { XDG_CONFIG_HOME: join(temp.path, 'config') };
    const port = createLinuxLoginStart({ env, home: temp.path, command: ['/opt/Vigia/vigia'] });
    expect(port.read()).toMatchObject({ kind: name === 'huge' ? 'elsewhere' : 'unreadable' });
  });

  test('as known_hosts: nobody is trusted, and nothing is overwritten', () => {
    const key = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(36)]);
    const store = createHostKeyStore({ file: at(name) });
    expect(store.check('portal', 22, key)).toMatchObject({ kind: 'unknown' });
    expect(store.accept('portal', 22, { type: 'ssh-ed25519', base64: key.toString('base64') })).toBe(false);
    expect(findInUserKnownHosts('portal', 22, at(name))).toEqual([]);
  });
});

test('files that include each other are read a bounded number of times', () => {
  const both = `Include ${at('a')}\nInclude ${at('b')}\n`.repeat(4);
  for (const name of ['a', 'b']) writeFileSync(at(name), both);
  const local = { home: temp.path, user: 'ana', hostName: 'laptop', env: {} };
  const route = resolveTarget({ host: 'portal', port: null, user: null }, at('a'), local);
  expect(route.target.hostName).toBe('portal');
  expect(route.ignored.length).toBeLessThan(5_000);
});
