import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UpdateObstacle, UpdatePlace } from '../../../src/core/update-policy';
import { stageImage } from '../../../src/main/updates/app-image';
import { createAskedAt } from '../../../src/main/updates/asked-at';
import { policyFileOf, readUpdatePlace, type PlaceInput } from '../../../src/main/updates/place';
import { createUpdates, type Updater } from '../../../src/main/updates/updates';
import { fakeClock } from '../../support/fake-clock';
import { waitUntil } from '../../support/wait-until';

const minute = 60_000;
const hour = 60 * minute;
const place: UpdatePlace = {
  kind: 'appimage',
  feed: { url: 'https://updates.vigia.co/', hasPublisher: false },
  isAllowedByPolicy: true,
  isReplaceable: true,
};

interface World {
  on: boolean;
  obstacle: UpdateObstacle | null;
  /** What the server of updates answers; an error: there is no network. */
  newest: string | null | Error;
  /** Null: the download goes on until it is told otherwise. */
  download: (() => Promise<void>) | null;
}

function start(change: Partial<World> = {}, askedAt: number | null = null) {
  const world: World = { on: true, obstacle: null, newest: null, download: () => Promise.resolve(), ...change };
  const clock = fakeClock(Date.UTC(2026, 10, 24, 8, 0, 0));
  const done: string[] = [];
  const log: string[] = [];
  let kept = askedAt;
  const updater: Updater = {
    find: () => {
      done.push('asked');
      return world.newest instanceof Error ? Promise.reject(world.newest) : Promise.resolve(world.newest);
    },
    download: (signal) => {
      done.push('download');
      return (
        world.download?.() ??
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            done.push('given up');
            reject(new Error('cancelled'));
          });
        })
      );
    },
    keep: (isWanted) => done.push(isWanted ? 'keep' : 'throw away'),
    restart: () => done.push('restart'),
  };
  const updates = createUpdates({
    clock,
    place,
    isOn: () => world.on,
    obstacle: () => world.obstacle,
    askedAt: { read: () => kept, write: (at) => (kept = at) },
    load: () => {
      done.push('loaded');
      return Promise.resolve(updater);
    },
    random: () => 0,
    onChange: () => undefined,
    log: (line) => log.push(line),
  });
  /** As the application does, once a minute. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += minute) {
      clock.advance(minute);
      updates.consider();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { world, updates, done, log, pass, clock };
}

describe('looking for a newer version', () => {
  test('nothing is loaded in the first minutes, and it asks once a day', async () => {
    const { done, pass, updates } = start();
    await pass(4 * minute);
    expect([done, updates.state()]).toEqual([[], { kind: 'unknown' }]);
    await pass(20 * hour);
    expect(done).toEqual(['loaded', 'asked']);
    expect(updates.state().kind).toBe('current');
    await pass(28 * hour);
    expect(done).toEqual(['loaded', 'asked', 'asked']);
  });

  test.each(['no-round', 'outage', 'unsure', 'restart', 'drill'] as const)(
    'not while there is: %s',
    async (obstacle) => {
      const { world, done, pass } = start({ obstacle });
      await pass(30 * hour);
      expect(done).toEqual([]);
      world.obstacle = null;
      await pass(minute);
      expect(done).toEqual(['loaded', 'asked']);
    },
  );

  test('not where she has switched it off, until she switches it on', async () => {
    const { world, done, pass, updates } = start({ on: false });
    await pass(30 * hour);
    expect([done, updates.state()]).toEqual([[], { kind: 'off', reason: 'setting' }]);
    world.on = true;
    await pass(minute);
    expect(done).toEqual(['loaded', 'asked']);
  });

  test('without a network it says nothing to her and tries the next day', async () => {
    const { world, done, log, pass, updates } = start({ newest: new Error('net::ERR_INTERNET_DISCONNECTED') });
    await pass(6 * minute);
    expect(updates.state()).toEqual({ kind: 'unknown' });
    expect(log).toEqual([expect.stringContaining('ERR_INTERNET_DISCONNECTED')]);
    world.newest = '9.0.0';
    await pass(20 * hour);
    expect(done).toEqual(['loaded', 'asked']);
    await pass(5 * hour);
    expect(updates.state()).toEqual({ kind: 'ready', version: '9.0.0' });
  });
});

describe('a newer version', () => {
  test('is fetched, kept until the program ends, and started by her click', async () => {
    const { done, pass, updates } = start({ newest: '2.0.0' });
    expect(updates.restart()).toBe(false);
    await pass(6 * minute);
    expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' });
    expect(updates.restart()).toBe(true);
    expect(done.filter((act) => act !== 'keep')).toEqual(['loaded', 'asked', 'download', 'restart']);
  });

  test('that is not what was promised is refused, and nothing of it is kept', async () => {
    const broken = () => Promise.reject(new Error('sha512 checksum mismatch'));
    const { done, log, pass, updates } = start({ newest: '2.0.0', download: broken });
    await pass(6 * minute);
    expect([updates.state(), done]).toEqual([{ kind: 'unknown' }, ['loaded', 'asked', 'download']]);
    expect(log.at(-1)).toContain('sha512');
  });

  test('half fetched is given up at once for an outage, and fetched when all is well again, not a day later', async () => {
    const { world, done, pass, updates } = start({ newest: '2.0.0', download: null });
    await pass(6 * minute);
    expect(updates.state()).toEqual({ kind: 'found', version: '2.0.0' });
    world.obstacle = 'unsure';
    updates.consider();
    await waitUntil('it is given up', () => updates.state().kind === 'unknown');
    expect(done).toEqual(['loaded', 'asked', 'download', 'given up']);
    world.obstacle = null;
    world.download = () => Promise.resolve();
    await pass(minute);
    expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' });
  });

  test('does not cut a restart of a service', async () => {
    const { world, done, pass, updates } = start({ newest: '2.0.0' });
    await pass(6 * minute);
    world.obstacle = 'restart';
    expect([updates.restart(), done.includes('restart')]).toEqual([false, false]);
  });

  test('is thrown away where she switches updates off before it was installed', async () => {
    const { world, done, pass, updates } = start({ newest: '2.0.0' });
    await pass(6 * minute);
    world.on = false;
    await pass(minute);
    expect([done.at(-1), updates.state(), updates.restart()]).toEqual([
      'throw away',
      { kind: 'off', reason: 'setting' },
      false,
    ]);
  });

  test('half fetched is given up when the program ends', async () => {
    const { done, pass, updates } = start({ newest: '2.0.0', download: null });
    await pass(6 * minute);
    updates.stop();
    expect(done.at(-1)).toBe('given up');
  });
});

describe('on the disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigia-updates-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function placeOf(change: Partial<PlaceInput>, yml: string | null = 'provider: generic\nurl: https://u.vigia.co/v\n') {
    if (yml !== null) writeFileSync(join(folder, 'app-update.yml'), yml);
    return readUpdatePlace({
      platform: 'linux',
      env: {},
      execPath: join(folder, 'vigia'),
      resourcesPath: folder,
      isPackaged: true,
      isDemo: false,
      policyFile: join(folder, 'policy.json'),
      ...change,
    });
  }

  test.each<[string, Partial<PlaceInput>, UpdatePlace['kind']]>([
    ['an unpacked archive', {}, 'folder'],
    ['of the package manager', { execPath: '/opt/Vigia/vigia' }, 'system-package'],
    ['from the checkout', { isPackaged: false }, 'development'],
    ['a demonstration', { isDemo: true }, 'demo'],
    ['a portable one', { platform: 'win32', env: { PORTABLE_EXECUTABLE_FILE: 'E:\\vigia.exe' } }, 'portable'],
    ['unpacked on Windows', { platform: 'win32' }, 'folder'],
    ['on a Mac', { platform: 'darwin', execPath: '/Applications/Vigia.app/Contents/MacOS/Vigia' }, 'mac'],
    [
      'on a disk image',
      { platform: 'darwin', execPath: '/Volumes/Vigia/Vigia.app/Contents/MacOS/Vigia' },
      'mac-elsewhere',
    ],
    [
      'not moved yet',
      { platform: 'darwin', execPath: '/private/var/folders/x/AppTranslocation/1/d/Vigia.app/Contents/MacOS/Vigia' },
      'mac-elsewhere',
    ],
  ])('it is known how it came here: %s', (_, change, kind) => {
    expect(placeOf(change).kind).toBe(kind);
  });

  test('an installed one on Windows is known by its uninstaller, an AppImage by what its runtime says of it', () => {
    writeFileSync(join(folder, 'Uninstall Vigia.exe'), '');
    expect(placeOf({ platform: 'win32', execPath: join(folder, 'Vigia.exe') }).kind).toBe('nsis');
    const env = { APPIMAGE: join(folder, 'vigia.AppImage'), APPDIR: join(folder, 'mount') };
    mkdirSync(env.APPDIR);
    const mounted = placeOf({ env, execPath: join(env.APPDIR, 'vigia') });
    expect([mounted.kind, mounted.isReplaceable]).toEqual(['appimage', true]);
    const gone = { ...env, APPIMAGE: join(folder, 'no folder', 'vigia.AppImage') };
    expect(placeOf({ env: gone, execPath: join(env.APPDIR, 'vigia') }).isReplaceable).toBe(false);
  });

  test.each([
    ['provider: generic\nurl: https://u.vigia.co/v\n', { url: 'https://u.vigia.co/v', hasPublisher: false }],
    ["url: 'https://u.vigia.co/v'\npublisherName:\n  - Ana\n", { url: 'https://u.vigia.co/v', hasPublisher: true }],
    ['url: https://u.vigia.co/v\npublisherName: Ana\n', { url: 'https://u.vigia.co/v', hasPublisher: true }],
    ['provider: generic\nurl:\n', null],
    [null, null],
  ])('where newer ones are stands in the file of the build: %j', (yml, feed) => {
    expect(placeOf({}, yml).feed).toEqual(feed);
  });

  test.each([
    [null, true],
    ['{"updates": false}', false],
    ['{"updates": true}', true],
    ['{}', true],
    ['{"updates": "no"}', false],
    ['{"updates": false', false],
    ['[]', true],
    ['null', false],
    ['', false],
  ])('the policy of a computer counts, and one that cannot be read forbids: %j is %j', (text, isAllowed) => {
    if (text !== null) writeFileSync(join(folder, 'policy.json'), text);
    expect(placeOf({}).isAllowedByPolicy).toBe(isAllowed);
  });

  test('the policy lies where only who administers the computer writes', () => {
    expect(policyFileOf('linux', {})).toBe('/etc/vigia/policy.json');
    expect(policyFileOf('darwin', {})).toBe('/Library/Application Support/Vigia/policy.json');
    expect(policyFileOf('win32', { ProgramData: 'D:\\Data' })).toBe('D:\\Data\\Vigia\\policy.json');
  });

  test('when it last asked outlives the program, and a damaged note is none', () => {
    createAskedAt(folder).write(1_700_000_000_000);
    expect(createAskedAt(folder).read()).toBe(1_700_000_000_000);
    writeFileSync(join(folder, 'updates.json'), '{"askedAt": "yest');
    expect(createAskedAt(folder).read()).toBeNull();
  });

  test('a new AppImage takes the place of the old one wholly or not at all', async () => {
    const [image, downloaded] = [join(folder, 'vigia.AppImage'), join(folder, 'downloaded')];
    writeFileSync(image, 'old');
    writeFileSync(downloaded, 'new', { mode: 0o600 });
    const staged = await stageImage(downloaded, image);
    expect(readFileSync(image, 'utf8')).toBe('old');
    staged.takePlace();
    expect([readFileSync(image, 'utf8'), readdirSync(folder).sort()]).toEqual([
      'new',
      ['downloaded', 'vigia.AppImage'],
    ]);
    await expect(stageImage(join(folder, 'nothing'), image)).rejects.toThrow('ENOENT');
    const dropped = await stageImage(downloaded, image);
    dropped.drop();
    expect(readdirSync(folder).sort()).toEqual(['downloaded', 'vigia.AppImage']);
  });
});
