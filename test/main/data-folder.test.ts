import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultDataDir, ensureDataDir, takeDataDirOption } from '../../src/main/data-folder';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

describe('the default folder', () => {
  test.each([
    [{ XDG_CONFIG_HOME: '/c' }, 'linux', '/home/ana', '/c/vigia'],
    [{}, 'linux', '/home/ana', '/home/ana/.config/vigia'],
    [{ XDG_CONFIG_HOME: 'relative' }, 'linux', '/home/ana', '/home/ana/.config/vigia'],
    [{ XDG_CONFIG_HOME: '' }, 'linux', '/home/ana', '/home/ana/.config/vigia'],
    [{}, 'darwin', '/Users/ana', '/Users/ana/Library/Application Support/Vigia'],
    [
      { APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' },
      'win32',
      'C:\\Users\\ana',
      'C:\\Users\\ana\\AppData\\Roaming\\vigia',
    ],
    [{}, 'win32', 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Roaming\\vigia'],
  ] as const)('with %j on %s it is where the system keeps settings', (env, platform, home, expected) => {
    expect(defaultDataDir(env, platform, home)).toBe(expected);
  });
});

describe('--data-dir', () => {
  test.each([
    [['check', '--data-dir', 'x', '--json'], { dataDir: '/w/x', rest: ['check', '--json'] }],
    [['--data-dir=/abs/ñ', 'check'], { dataDir: '/abs/ñ', rest: ['check'] }],
    [['check'], { dataDir: null, rest: ['check'] }],
    [['--data-dir', 'a', '--data-dir=b'], { dataDir: '/w/b', rest: [] }],
    [['--data-directory=x'], { dataDir: null, rest: ['--data-directory=x'] }],
  ])('%j', (args, value) => {
    expect(takeDataDirOption(args, '/w')).toEqual({ ok: true, value });
  });

  test.each([[['--data-dir']], [['--data-dir=']], [['--data-dir', '--json']]])('%j lacks its value', (args) => {
    expect(takeDataDirOption(args, '/w')).toEqual({ ok: false, error: { kind: 'missing-value' } });
  });
});

describe('making the folder', () => {
  let temp: TempFolder;
  beforeEach(() => {
    temp = createTempFolder();
  });
  afterEach(() => {
    temp.remove();
  });

  test('makes it with its parents, for the owner only', () => {
    const path = join(temp.path, 'a', 'b');
    expect(ensureDataDir(path)).toEqual({ ok: true, value: path });
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('leaves the rights of a folder that was there', () => {
    const path = join(temp.path, 'shared');
    mkdirSync(path, { mode: 0o750 });
    ensureDataDir(path);
    expect(statSync(path).mode & 0o777).toBe(0o750);
  });

  test.each(['', 'below'])('a file in the way is named as such (%j)', (below) => {
    const file = join(temp.path, 'file');
    writeFileSync(file, '');
    const path = join(file, below);
    expect(ensureDataDir(path)).toEqual({ ok: false, error: { kind: 'not-a-folder', path } });
  });

  test('a folder that nobody may write to is named as such', () => {
    // Also for root, whom rights do not stop.
    const path = '/proc/vigia-test';
    expect(ensureDataDir(path)).toEqual({ ok: false, error: { kind: 'not-writable', path } });
    expect(existsSync(path)).toBe(false);
  });
});
