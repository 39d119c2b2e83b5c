import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDesktopEntry, writeDesktopEntry } from '../../../src/main/login-start/desktop-entry';
import { createLoginStartHandlers } from '../../../src/main/electron/login-handlers';
import { createLinuxLoginStart } from '../../../src/main/login-start/linux';
import { createNoLoginStart, startCommandOf, type StartCommand } from '../../../src/main/login-start/login-start';
import { makeReadOnly } from '../../support/read-only';
import { waitUntil } from '../../support/wait-until';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

let home: TempFolder;
beforeEach(() => {
  home = createTempFolder('login start');
});
afterEach(() => {
  home.remove();
});

const vigia: StartCommand = ['/opt/Vigia/vigia', '--hidden'];
const handlers = (command = vigia, env: Readonly<Record<string, string>> = {}) =>
  createLoginStartHandlers(createLinuxLoginStart({ env, home: home.path, command }));
const file = (...config: string[]) =>
  join(home.path, ...(config.length === 0 ? ['.config'] : config), 'autostart', 'co.vigia.app.desktop');

describe('the desktop entry', () => {
  test('is written, read back, and removed', async () => {
    const { 'login-start:get': get, 'login-start:set': set } = handlers();
    expect(await get(null)).toEqual({ kind: 'off' });
    expect(await set({ on: true })).toEqual({ state: { kind: 'on' }, problem: null });
    expect(readFileSync(file(), 'utf8').split('\n')).toContain('Exec=/opt/Vigia/vigia --hidden');
    expect(await get(null)).toEqual({ kind: 'on' });
    expect(await set({ on: false })).toEqual({ state: { kind: 'off' }, problem: null });
    expect(existsSync(file())).toBe(false);
    expect(await set({ on: false })).toEqual({ state: { kind: 'off' }, problem: null });
  });

  test('lies where XDG_CONFIG_HOME says, unless that is no absolute path', async () => {
    await handlers(vigia, { XDG_CONFIG_HOME: join(home.path, 'own') })['login-start:set']({ on: true });
    expect([existsSync(file('own')), existsSync(file())]).toEqual([true, false]);
    await handlers(vigia, { XDG_CONFIG_HOME: 'relative' })['login-start:set']({ on: true });
    expect(existsSync(file())).toBe(true);
  });

  test.each([
    ['Hidden=true', { kind: 'off' }],
    ['X-GNOME-Autostart-enabled=false', { kind: 'off' }],
    ['Exec=/old/Vigia.AppImage --hidden', { kind: 'elsewhere', command: '/old/Vigia.AppImage --hidden' }],
    ['[Other]\nHidden=true', { kind: 'on' }],
  ])('that somebody changed to %j is %j, and is ours again when she switches it on', async (line, state) => {
    const { 'login-start:get': get, 'login-start:set': set } = handlers();
    await set({ on: true });
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}${line}\n`);
    expect(await get(null)).toEqual(state);
    expect((await set({ on: true })).state).toEqual({ kind: 'on' });
  });

  test('of a file that is none starts nothing of ours, and cannot do harm by its size', async () => {
    mkdirSync(join(home.path, '.config/autostart'), { recursive: true });
    writeFileSync(file(), Buffer.alloc(10_000_000, 'x'));
    expect(await handlers()['login-start:get'](null)).toEqual({ kind: 'elsewhere', command: '' });
  });

  test.each([
    [['/home/ana/Mis programas/Vigía 1.0.AppImage', '--hidden']],
    [['/opt/a"b`c$d\\e/vigia', '--hidden', '--data-dir', '/tmp/un sitio/%u/100%']],
    [["/it's/vigia", '--hidden']],
  ] as [StartCommand][])('comes back as it was written: %j', (command) => {
    expect(readDesktopEntry(writeDesktopEntry(command) ?? '')).toEqual({ command, isOff: false });
  });

  test.skipIf(spawnSync('gio', ['version']).error !== undefined)(
    'starts the very program with the very arguments, as the desktop reads it',
    async () => {
      const folder = join(home.path, 'a "b" `c` $HOME \\n é');
      const said = join(home.path, 'said');
      mkdirSync(folder);
      writeFileSync(join(folder, 'vigía'), `#!/bin/sh\nprintf '%s\\n' "$0" "$@" > '${said}'\n`, { mode: 0o755 });
      const command = [join(folder, 'vigía'), '--hidden', '--data-dir', '/un sitio/100%'] as const;
      await handlers(command)['login-start:set']({ on: true });
      spawnSync('gio', ['launch', file()]);
      await waitUntil('it was started', () => existsSync(said) && readFileSync(said, 'utf8').endsWith('100%\n'));
      expect(readFileSync(said, 'utf8').trimEnd().split('\n')).toEqual(command);
    },
  );

  test.each(['\n', '%', '='])('is not written for a path that no desktop could start, with %j', async (letter) => {
    const { 'login-start:get': get, 'login-start:set': set } = handlers([`/opt/a${letter}b/vigia`, '--hidden']);
    const state = { kind: 'unavailable', reason: 'path' };
    expect([await get(null), await set({ on: true })]).toEqual([state, { state, problem: { kind: 'refused' } }]);
    expect(existsSync(file())).toBe(false);
  });
});

describe('a system that does not allow it', () => {
  test('says which folder, and it stays off', async () => {
    const folder = join(home.path, '.config');
    mkdirSync(folder);
    const release = makeReadOnly(folder);
    const answer = await handlers()['login-start:set']({ on: true });
    release();
    expect(answer).toEqual({ state: { kind: 'off' }, problem: { kind: 'closed', path: join(folder, 'autostart') } });
  });

  test('a file in the place of the folder is no folder', async () => {
    writeFileSync(join(home.path, '.config'), '');
    expect(await handlers()['login-start:set']({ on: true })).toMatchObject({
      state: { kind: 'off' },
      problem: { kind: 'closed' },
    });
  });

  test('and does not let it be removed: it is still on, and says so', async () => {
    await handlers()['login-start:set']({ on: true });
    const release = makeReadOnly(join(home.path, '.config/autostart'));
    const answer = await handlers()['login-start:set']({ on: false });
    release();
    expect(answer).toEqual({ state: { kind: 'on' }, problem: { kind: 'closed', path: file() } });
  });

  test.each(['development', 'demo'] as const)(
    'in a run for %s nothing is offered, and nothing written',
    async (reason) => {
      const none = createLoginStartHandlers(createNoLoginStart(reason));
      const state = { kind: 'unavailable', reason };
      expect([await none['login-start:get'](null), await none['login-start:set']({ on: true })]).toEqual([
        state,
        { state, problem: { kind: 'refused' } },
      ]);
    },
  );
});

describe('what is started', () => {
  const from = (part: Partial<Parameters<typeof startCommandOf>[0]>) =>
    startCommandOf({
      platform: 'linux',
      env: {},
      execPath: '/opt/Vigia/vigia',
      dataDir: '/home/ana/.config/vigia',
      usualDataDir: '/home/ana/.config/vigia',
      ...part,
    });

  test('is the program, hidden, over the same data', () => {
    expect([from({}), from({ dataDir: '/otra' })]).toEqual([
      ['/opt/Vigia/vigia', '--hidden'],
      ['/opt/Vigia/vigia', '--hidden', '--data-dir', '/otra'],
    ]);
  });

  test('of an AppImage is its file, for where it is unpacked is gone by then', () => {
    const env = { APPIMAGE: '/home/ana/Vigia.AppImage', APPDIR: '/tmp/.mount_VigiaX' };
    expect(from({ env, execPath: '/tmp/.mount_VigiaX/vigia' })[0]).toBe('/home/ana/Vigia.AppImage');
  });

  test('is not the AppImage that started this program, nor a file without a place', () => {
    const env = { APPIMAGE: '/home/ana/Terminal.AppImage', APPDIR: '/tmp/.mount_Termin' };
    expect(from({ env })[0]).toBe('/opt/Vigia/vigia');
    expect(from({ env: { ...env, APPIMAGE: 'Vigia.AppImage' }, execPath: '/tmp/.mount_Termin/vigia' })[0]).toBe(
      '/tmp/.mount_Termin/vigia',
    );
  });

  test('of a portable program on Windows is the file that she started', () => {
    const env = { PORTABLE_EXECUTABLE_FILE: 'D:\\Vigia.exe' };
    expect(from({ platform: 'win32', env, execPath: 'C:\\Temp\\x\\Vigia.exe' })[0]).toBe('D:\\Vigia.exe');
  });
});
