import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, type Settings } from '../../src/core/settings';
import { createSystemClock } from '../../src/main/clock';
import { createConfStore } from '../../src/main/conf-store';
import { bootId } from '../../src/main/process-alive';
import { createSettingsStore, type SettingsStore } from '../../src/main/settings-store';
import { buildScript } from '../support/build-script';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';

let temp: TempFolder;
let open: SettingsStore[];
beforeEach(() => {
  temp = createTempFolder('settings');
  open = [];
});
afterEach(() => {
  for (const store of open) store.stop();
  temp.remove();
});

const second = { ...portalProfile, id: 'pruebas', name: 'Pruebas' };
const withServers = (...servers: Settings['servers']) => ({ ...defaultSettings, servers });
const fileIn = (name: string) => join(temp.path, name);
const write = (value: unknown, name = 'settings.json') => {
  writeFileSync(fileIn(name), typeof value === 'string' ? value : JSON.stringify(value));
};
const onDisk = (name = 'settings.json') => JSON.parse(readFileSync(fileIn(name), 'utf8')) as Record<string, unknown>;
const names = (pattern: RegExp) => readdirSync(temp.path).filter((name) => pattern.test(name));

function start(options: { readonly watch?: boolean } = {}): SettingsStore {
  const watch = options.watch ?? false;
  const clock = watch ? createSystemClock() : fakeClock();
  const store = createSettingsStore({ dataDir: temp.path, createStore: createConfStore, clock, watch });
  open.push(store);
  return store;
}

describe('a first start', () => {
  test('has the defaults, and writes nothing before something is changed', () => {
    const store = start();
    expect([store.current(), store.warning(), readdirSync(temp.path)]).toEqual([defaultSettings, null, []]);
  });

  test('what is changed is there at the next start, for the owner only', () => {
    start().update((settings) => ({ ...settings, language: 'en', servers: [portalProfile] }));
    const { servers, language } = start().current();
    expect([servers, language]).toEqual([[portalProfile], 'en']);
    expect(statSync(fileIn('settings.json')).mode & 0o777).toBe(0o600);
    expect(statSync(fileIn('settings.backup-1.json')).mode & 0o777).toBe(0o600);
  });
});

describe('saving', () => {
  test('keeps the fields that this version does not know', () => {
    write({ ...withServers({ ...portalProfile, colour: 'red' } as never), future: [1] });
    start().update((settings) => ({ ...settings, theme: 'dark' }));
    expect(onDisk()).toEqual({
      ...withServers({ ...portalProfile, colour: 'red' } as never),
      theme: 'dark',
      future: [1],
    });
  });

  test('builds on what another process wrote meanwhile', () => {
    const store = start();
    start().update((settings) => ({ ...settings, servers: [portalProfile] }));
    const saved = store.update((settings) => ({ ...settings, theme: 'dark' }));
    expect(saved).toEqual({ ok: true, value: { ...withServers(portalProfile), theme: 'dark' } });
  });

  test('refuses what is invalid, names the field, and leaves the file alone', () => {
    const store = start();
    store.update(() => withServers(portalProfile));
    const saved = store.update(() => withServers({ ...portalProfile, host: 'a b' }));
    expect(saved).toEqual({ ok: false, error: { kind: 'invalid', field: 'servers.0.host' } });
    expect([store.current(), onDisk()]).toEqual([withServers(portalProfile), withServers(portalProfile)]);
  });

  test('a disk that refuses is a value; what was saved before stays in memory', () => {
    const store = start();
    store.update(() => withServers(portalProfile));
    rmSync(temp.path, { recursive: true });
    writeFileSync(temp.path, 'a file where the folder was');
    const saved = store.update((settings) => ({ ...settings, theme: 'dark' }));
    expect(saved).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(store.current()).toEqual(withServers(portalProfile));
  });
});

describe('two processes that save at the same time', () => {
  test('lose nothing of each other', async () => {
    const built = createTempFolder('settings-writer');
    const script = await buildScript(join(import.meta.dirname, '../support/settings-writer.ts'), built.path);
    const children = ['one', 'two'].map((name) => fork(script, [temp.path, name, '60']));
    const told: string[] = [];
    for (const child of children) child.on('message', (id) => told.push(id as string));
    const codes = await Promise.all(children.map(async (child) => ((await once(child, 'exit')) as [number])[0]));
    const { servers } = start().current();
    expect([codes, servers.map(({ id }) => id).sort(), names(/lock/)]).toEqual([[0, 0], [...told].sort(), []]);
    expect(['one', 'two'].map((name) => told.some((id) => id.startsWith(name)))).toEqual([true, true]);
    built.remove();
  });

  const hold = (content: object | string) => {
    write(content, 'settings.json.lock');
  };
  const save = () => start().update((settings) => ({ ...settings, theme: 'dark' }));

  test('one that stands still is waited for a moment, then it is said', () => {
    hold({ pid: process.ppid, at: Date.now(), boot: bootId() });
    expect([save(), existsSync(fileIn('settings.json'))]).toEqual([{ ok: false, error: { kind: 'busy' } }, false]);
  });

  test.each([
    ['one that was killed in the middle', { pid: 2 ** 30, at: 0, boot: bootId() }],
    ['one of before the machine was started', { pid: process.ppid, at: 0, boot: 'another' }],
    ['what nobody can read, and is not just being written,', 'x'],
  ])('%s holds nobody up', (_title, content) => {
    hold(content);
    const before = new Date(Date.now() - 60_000);
    utimesSync(fileIn('settings.json.lock'), before, before);
    expect([save().ok, names(/lock/)]).toEqual([true, []]);
  });
});

describe('backups', () => {
  test('there are five, newest first, one for each different content', () => {
    const store = start();
    for (let minutes = 1; minutes <= 8; minutes += 1) {
      store.update((settings) => ({ ...settings, intervalMinutes: minutes }));
      store.update((settings) => settings);
    }
    expect(names(/backup/)).toHaveLength(5);
    expect(
      [1, 2, 3, 4, 5].map((number) => onDisk(`settings.backup-${String(number)}.json`)['intervalMinutes']),
    ).toEqual([8, 7, 6, 5, 4]);
  });

  test('a damaged file never becomes one', () => {
    start().update(() => withServers(portalProfile));
    write('{"schemaVersion": 1, "serv');
    start();
    start();
    expect(names(/backup/)).toEqual(['settings.backup-1.json']);
    expect(onDisk('settings.backup-1.json')).toEqual(withServers(portalProfile));
  });
});

describe('a damaged file', () => {
  test.each([
    ['cut off', '{"schemaVersion": 1, "serv'],
    ['empty', ''],
    ['zeros, as a power failure leaves them', '\0'.repeat(512)],
    ['no object', '[1, 2]'],
    ['null', 'null'],
    ['not JSON', '<html>'],
  ])('%s: is kept aside, the newest good backup takes its place, and she is told', (_name, damaged) => {
    start().update(() => withServers(portalProfile));
    write(damaged);
    const store = start();
    const path = fileIn('settings.damaged-20261124T154200Z.json');
    expect([store.current(), onDisk()]).toEqual([withServers(portalProfile), withServers(portalProfile)]);
    expect(store.warning()).toEqual({ kind: 'settings-restored', from: expect.any(Number) as number, path });
    expect(readFileSync(path, 'utf8')).toBe(damaged);
    expect(start().warning()).toBeNull();
  });

  test('backups that are damaged themselves are passed over', () => {
    const store = start();
    store.update(() => withServers(portalProfile));
    store.update(() => withServers(portalProfile, second));
    write('{', 'settings.backup-1.json');
    write('{');
    expect(start().current()).toEqual(withServers(portalProfile));
  });

  test('without any backup the defaults serve, the file is kept, and she is told that it is lost', () => {
    write('{"servers": [');
    const store = start();
    expect([store.current(), store.warning()?.kind]).toEqual([defaultSettings, 'settings-lost']);
    expect(names(/damaged/)).toHaveLength(1);
  });

  test('one wrong server costs no other, and is found in the file kept aside', () => {
    write(withServers(portalProfile, { ...second, host: 'not a host' }));
    const store = start();
    expect([store.current(), store.warning()?.kind]).toEqual([withServers(portalProfile), 'settings-restored']);
    const aside = onDisk(names(/damaged/)[0]);
    expect(aside['servers']).toHaveLength(2);
  });

  test('a second damage does not overwrite what the first kept aside', () => {
    write('first');
    start();
    write('second');
    start();
    expect(
      names(/damaged/)
        .map((name) => readFileSync(fileIn(name), 'utf8'))
        .sort(),
    ).toEqual(['first', 'second']);
  });

  test('a byte order mark is no damage', () => {
    write(`\uFEFF${JSON.stringify(withServers(portalProfile))}`);
    const store = start();
    expect([store.current(), store.warning()]).toEqual([withServers(portalProfile), null]);
  });

  test('one that cannot be kept aside is never written over', () => {
    mkdirSync(fileIn('settings.json'));
    const store = start();
    expect(store.update(() => withServers(portalProfile))).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(statSync(fileIn('settings.json')).isDirectory()).toBe(true);
    rmdirSync(fileIn('settings.json'));
    expect(store.update(() => withServers(portalProfile)).ok).toBe(true);
  });
});

describe('a file from a newer version', () => {
  test('is used as far as it is understood, and left alone to the byte', () => {
    const newer = JSON.stringify({ ...withServers(portalProfile), schemaVersion: 2, colour: 'red' });
    write(newer);
    const store = start();
    expect([store.current().servers, store.warning()]).toEqual([[portalProfile], { kind: 'settings-newer' }]);
    expect(store.update((settings) => ({ ...settings, theme: 'dark' }))).toEqual({
      ok: false,
      error: { kind: 'newer' },
    });
    expect([readFileSync(fileIn('settings.json'), 'utf8'), readdirSync(temp.path)]).toEqual([newer, ['settings.json']]);
  });
});

describe('a change by another process', () => {
  test('is noticed while running', async () => {
    const seen: Settings[] = [];
    const store = start({ watch: true });
    store.onChange((settings) => seen.push(settings));
    start().update(() => withServers(portalProfile));
    await waitUntil('the change is seen', () => seen.length > 0);
    expect([seen, store.current()]).toEqual([[withServers(portalProfile)], withServers(portalProfile)]);
  });

  test('our own saving is not one', async () => {
    const seen: Settings[] = [];
    const store = start({ watch: true });
    store.onChange((settings) => seen.push(settings));
    store.update(() => withServers(portalProfile));
    // A change by somebody else afterwards proves that the watcher had its chance.
    start().update((settings) => ({ ...settings, theme: 'dark' }));
    await waitUntil('the other change is seen', () => seen.some((settings) => settings.theme === 'dark'));
    expect(seen).toEqual([{ ...withServers(portalProfile), theme: 'dark' }]);
  });

  test('to that of a newer version and back again is told both times', async () => {
    const seen: boolean[] = [];
    const store = start({ watch: true });
    store.update(() => withServers(portalProfile));
    store.onChange(() => seen.push(store.isReadOnly()));
    const before = readFileSync(fileIn('settings.json'), 'utf8');
    write({ ...withServers(portalProfile), schemaVersion: 2 });
    await waitUntil('the newer file is seen', () => seen.length > 0);
    expect([seen, store.warning()]).toEqual([[true], { kind: 'settings-newer' }]);
    write(before);
    await waitUntil('the old file is seen', () => seen.length > 1);
    expect([seen, store.warning(), store.current()]).toEqual([[true, false], null, withServers(portalProfile)]);
  });

  test('a half-written file changes nothing, and the next save keeps it aside', async () => {
    const store = start({ watch: true });
    store.update(() => withServers(portalProfile));
    write('{"schemaVersion": 1, "ser');
    expect(store.update((settings) => ({ ...settings, theme: 'dark' }))).toMatchObject({ ok: true });
    expect([onDisk()['servers'], names(/damaged/).length]).toEqual([[portalProfile], 1]);
    write('');
    write(withServers(portalProfile, second));
    await waitUntil('the finished edit is seen', () => store.current().servers.length === 2);
    expect(existsSync(fileIn('settings.json'))).toBe(true);
  });
});
