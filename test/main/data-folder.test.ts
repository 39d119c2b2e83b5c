import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultDataDir, ensureDataDir, removePipes, takeDataDirOption } from '../../src/main/data-folder';
import { buildScript } from '../support/build-script';
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

  test('takes out pipes that would hold up whoever reads a file of ours, and nothing else', () => {
    const path = join(temp.path, 'with-pipes');
    mkdirSync(path, { mode: 0o700 });
    writeFileSync(join(path, 'state.json'), '{}');
    execFileSync('mkfifo', [
      ...['settings.json', 'history.db', 'settings.backup-1.json', 'initctl'].map((name) => join(path, name)),
      join(temp.path, 'elsewhere'),
    ]);
    symlinkSync(join(temp.path, 'elsewhere'), join(path, 'secrets.json'));
    symlinkSync('/dev/null', join(path, 'vigia.log'));
    symlinkSync('nowhere', join(path, 'history.lock'));
    removePipes(path);
    expect(readdirSync(path).sort()).toEqual(['history.lock', 'initctl', 'state.json', 'vigia.log']);
    expect(existsSync(join(temp.path, 'elsewhere'))).toBe(true);
  });

  test('leaves the rights of a folder that was there', () => {
    const path = join(temp.path, 'shared');
    mkdirSync(path, { mode: 0o750 });
    ensureDataDir(path);
    expect(statSync(path).mode & 0o777).toBe(0o750);
  });

  test('takes away what the group may write, which many systems give by themselves', () => {
    const path = join(temp.path, 'group');
    mkdirSync(path);
    chmodSync(path, 0o2775);
    expect(ensureDataDir(path)).toEqual({ ok: true, value: path });
    expect(statSync(path).mode & 0o7777).toBe(0o2755);
  });

  test.each([0o777, 0o1777, 0o702])('refuses one that everybody may write to (%o)', (mode) => {
    const path = join(temp.path, 'open');
    mkdirSync(path);
    chmodSync(path, mode);
    for (const needs of ['write', 'follow'] as const)
      expect(ensureDataDir(path, needs)).toEqual({ ok: false, error: { kind: 'open-to-others', path } });
    expect(ensureDataDir(path, 'read').ok).toBe(true);
  });

  test('refuses one that anybody could rename and put another in its place', () => {
    const parent = join(temp.path, 'parent');
    mkdirSync(join(parent, 'data'), { recursive: true });
    chmodSync(parent, 0o777);
    expect(ensureDataDir(join(parent, 'data'))).toEqual({
      ok: false,
      error: { kind: 'open-to-others', path: parent },
    });
    chmodSync(parent, 0o1777);
    expect(ensureDataDir(join(parent, 'data')).ok).toBe(true);
  });

  test('a link is judged by where it leads', () => {
    const [good, open] = [join(temp.path, 'good'), join(temp.path, 'open')];
    for (const path of [good, open]) mkdirSync(path);
    chmodSync(open, 0o777);
    symlinkSync(good, join(temp.path, 'to-good'));
    symlinkSync(open, join(temp.path, 'to-open'));
    expect(ensureDataDir(join(temp.path, 'to-good')).ok).toBe(true);
    expect(ensureDataDir(join(temp.path, 'to-open'))).toMatchObject({ ok: false, error: { kind: 'open-to-others' } });
  });

  test.skipIf(process.getuid?.() !== 0)('refuses one of another user, and a link that another user made', async () => {
    const folder = join(temp.path, 'theirs');
    mkdirSync(folder, { mode: 0o755 });
    chownSync(folder, 65_534, 65_534);
    const own = join(temp.path, 'own');
    mkdirSync(own, { mode: 0o700 });
    chownSync(own, 1, 1);
    symlinkSync(own, join(temp.path, 'link'));
    chmodSync(temp.path, 0o755);
    const script = await buildScript(resolve('test/support/data-folder-as-user.ts'), join(temp.path, 'script'));
    const asked = [own, folder, join(temp.path, 'link')];
    // As the user with number 1: a process of root may trust everybody's.
    const answers = execFileSync(process.execPath, [script, '1', ...asked], { encoding: 'utf8' });
    expect(JSON.parse(answers)).toMatchObject([
      { ok: true },
      { ok: false, error: { kind: 'not-own' } },
      { ok: false, error: { kind: 'not-own' } },
    ]);
    const [system, shared] = [join(temp.path, 'system'), join(temp.path, 'shared')];
    for (const path of [system, shared]) mkdirSync(path);
    chmodSync(system, 0o755);
    chmodSync(shared, 0o775);
    const followed = execFileSync(process.execPath, [script, '1', ...asked, system, shared], {
      encoding: 'utf8',
      env: { ...process.env, NEEDS: 'follow' },
    });
    expect(JSON.parse(followed)).toMatchObject([
      { ok: true },
      { ok: false, error: { kind: 'not-own' } },
      // Whoever is root may lay a link; this one's target is the user's own.
      { ok: true },
      { ok: true },
      { ok: false, error: { kind: 'open-to-others' } },
    ]);
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
