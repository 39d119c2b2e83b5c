import type { LoginItemSettings, Settings } from 'electron';
import { describe, expect, test } from 'vitest';
import { createLoginStartHandlers } from '../../../src/main/electron/login-handlers';
import { createLoginItems } from '../../../src/main/electron/login-items';

/** A system that keeps what it is told, or what `changed` makes of it. */
function system(changed: Partial<LoginItemSettings> = {}) {
  let kept = { openAtLogin: false, executableWillLaunchAtLogin: false };
  const told: Settings[] = [];
  const read: unknown[] = [];
  return {
    told,
    read,
    app: {
      getLoginItemSettings: (item: unknown) => {
        read.push(item);
        return { ...kept, ...changed } as LoginItemSettings;
      },
      setLoginItemSettings: (settings: Settings) => {
        told.push(settings);
        const on = settings.openAtLogin === true;
        kept = { openAtLogin: on, executableWillLaunchAtLogin: on };
      },
    },
  };
}

const command = ['C:\\Vigia\\Vigia.exe', '--hidden', '--data-dir', 'D:\\Mis datos'] as const;

describe('the list of the system', () => {
  test('on Windows holds program and arguments, quoted, and is asked for the very same', async () => {
    const { app, told, read } = system();
    const handlers = createLoginStartHandlers(createLoginItems({ app, platform: 'win32', command }));
    expect(await handlers['login-start:set']({ on: true })).toEqual({ state: { kind: 'on' }, problem: null });
    const item = { path: command[0], args: ['--hidden', '--data-dir', '"D:\\Mis datos"'] };
    expect([told, read]).toEqual([[{ ...item, openAtLogin: true }], [item]]);
    expect(await handlers['login-start:set']({ on: false })).toEqual({ state: { kind: 'off' }, problem: null });
  });

  test('on macOS takes neither', async () => {
    const { app, told } = system();
    const handlers = createLoginStartHandlers(createLoginItems({ app, platform: 'darwin', command }));
    expect(await handlers['login-start:set']({ on: true })).toEqual({ state: { kind: 'on' }, problem: null });
    expect(told).toEqual([{ openAtLogin: true }]);
  });

  test.each([
    ['win32', { openAtLogin: true, executableWillLaunchAtLogin: false }, { kind: 'blocked', by: 'windows' }],
    ['darwin', { status: 'requires-approval' }, { kind: 'blocked', by: 'macos' }],
  ] as const)('of %s with %j is blocked by her own settings, which is no failure', async (platform, changed, state) => {
    const { app } = system(changed);
    const handlers = createLoginStartHandlers(createLoginItems({ app, platform, command }));
    expect(await handlers['login-start:set']({ on: true })).toEqual({ state, problem: null });
  });

  test('that takes the order and does not follow it is said to', async () => {
    const { app } = system({ openAtLogin: false });
    const handlers = createLoginStartHandlers(createLoginItems({ app, platform: 'win32', command }));
    expect(await handlers['login-start:set']({ on: true })).toEqual({
      state: { kind: 'off' },
      problem: { kind: 'refused' },
    });
  });

  test('that throws refuses', async () => {
    const { app } = system();
    const refusing = {
      ...app,
      setLoginItemSettings: () => {
        throw new Error('no');
      },
    };
    const handlers = createLoginStartHandlers(createLoginItems({ app: refusing, platform: 'darwin', command }));
    expect((await handlers['login-start:set']({ on: true })).problem).toEqual({ kind: 'refused' });
  });
});
