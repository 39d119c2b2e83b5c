import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { portalProfile } from '../../../src/core/portal-profile';
import { defaultSettings, type Settings } from '../../../src/core/settings';
import { createConfStore } from '../../../src/main/conf-store';
import { createDataHandlers, type DataHandlerDeps } from '../../../src/main/electron/data-handlers';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { createSettingsStore, type SettingsStore } from '../../../src/main/settings-store';
import { createTranslator } from '../../../src/shared/i18n';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { minuteMs, sampleRound } from '../history/sample';

const timeZone = 'America/Bogota';
const uno = { ...portalProfile, id: 'uno', name: 'Uno', host: 'uno.example.org' };
const dos = { ...uno, id: 'dos', name: 'Dos', host: 'dos.example.org', auth: { kind: 'password' as const } };

let temp: TempFolder;
let files: TempFolder;
let clock: FakeClock;
let settings: SettingsStore;
let history: History;
let chosen: string | null;
let problem: string | null;
let applied: Settings[];

/** Opens what is in the folder, as an application does. */
function open(): void {
  settings = createSettingsStore({ dataDir: temp.path, createStore: createConfStore, clock, watch: false });
  history = createHistory({ dataDir: temp.path, clock });
}
function close(): void {
  settings.stop();
  history.close();
}
beforeEach(() => {
  temp = createTempFolder('data-handlers');
  files = createTempFolder('data-files');
  clock = fakeClock(Date.UTC(2026, 10, 24, 15));
  chosen = join(files.path, 'copia.ndjson');
  problem = null;
  applied = [];
  open();
  settings.update(() => ({ ...defaultSettings, servers: [uno, dos] }));
  for (let n = 0; n < 20; n += 1) look(n);
});
afterEach(() => {
  close();
  temp.remove();
  files.remove();
});

const look = (n: number) => history.recordRound(sampleRound(clock.now() + n * minuteMs, { serverId: 'uno' }));
const rounds = () => [...history.exportLines()].filter((line) => line.includes('"record":"round"')).length;
const handlers = (part: Partial<DataHandlerDeps> = {}) =>
  createDataHandlers({
    clock,
    timeZone: () => timeZone,
    dataDir: temp.path,
    settings,
    history,
    createHistory: (dataDir) => createHistory({ dataDir, clock }),
    translator: () => createTranslator({ language: 'es', now: clock.now, timeZone, address: 'tranquila' }),
    choose: { save: () => Promise.resolve(chosen), open: () => Promise.resolve(chosen) },
    applySettings: (next) => applied.push(next),
    openFolder: () => Promise.resolve(null),
    isBusy: () => false,
    isDemo: false,
    replace: (act) => {
      close();
      problem = act();
      open();
    },
    replaceProblem: problem,
    ...part,
  });
const names = () => settings.current().servers.map(({ name }) => name);
const all = () =>
  readdirSync(temp.path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(temp.path, name), 'utf8'));

const busy = { kind: 'refused', why: 'busy' };
const replacing = { kind: 'refused', why: 'replacing' };

describe('a copy', () => {
  test('holds settings and history, no secret, and comes back as it was', async () => {
    writeFileSync(join(temp.path, 'secrets.json'), '{"canario":1}');
    expect(await handlers()['data:copy'](null)).toEqual({ kind: 'saved', path: 'copia.ndjson' });
    expect(readFileSync(chosen ?? '', 'utf8')).not.toContain('canario');
    settings.update((now) => ({ ...now, theme: 'dark', servers: [{ ...dos, name: 'Otro' }] }));
    for (let n = 20; n < 25; n += 1) look(n);
    const data = handlers();
    expect(await data['data:choose-copy'](null)).toEqual({
      kind: 'ready',
      madeAt: clock.now(),
      rounds: 20,
      firstRoundAt: clock.now(),
      servers: ['Uno (uno.example.org)', 'Dos (dos.example.org)'],
      now: ['Otro (dos.example.org)'],
      withSecret: ['Dos'],
      changes: { servers: [expect.objectContaining({ name: 'Uno' })], witnesses: null },
    });
    expect([names(), rounds()]).toEqual([['Otro'], 25]);
    expect(await data['data:restore'](null)).toEqual({ kind: 'begun' });
    expect([problem, names(), rounds(), settings.current().theme]).toEqual([null, ['Uno', 'Dos'], 20, 'system']);
    expect(existsSync(join(temp.path, 'secrets.json'))).toBe(false);
    expect((await handlers()['data:about'](null)).aside?.servers).toEqual(['Otro']);
    // And back, with the passwords.
    expect(await handlers()['data:undo'](null)).toEqual({ kind: 'begun' });
    expect([names(), rounds(), existsSync(join(temp.path, 'secrets.json'))]).toEqual([['Otro'], 25, true]);
  });

  const spoil: [string, string, (path: string) => void][] = [
    [
      'damaged',
      'cut off',
      (path) => {
        writeFileSync(path, readFileSync(path, 'utf8').slice(0, -200));
      },
    ],
    [
      'damaged',
      'a line short',
      (path) => {
        const lines = readFileSync(path, 'utf8').split('\n');
        writeFileSync(path, lines.toSpliced(3, 1).join('\n'));
      },
    ],
    [
      'damaged',
      'with more after its end',
      (path) => {
        appendFileSync(path, '{"record":"round"}\n');
      },
    ],
    [
      'damaged',
      'with a foreign line',
      (path) => {
        const lines = readFileSync(path, 'utf8').split('\n');
        writeFileSync(path, lines.with(3, '{"record":"sqlite_master"}').join('\n'));
      },
    ],
    [
      'damaged',
      'with a server that is none',
      (path) => {
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll('uno.example.org', '-oProxyCommand=x'));
      },
    ],
    [
      'newer',
      'of a newer version',
      (path) => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('"format":1', '"format":2'));
      },
    ],
    [
      'newer',
      'with settings of a newer version',
      (path) => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('"schemaVersion":1', '"schemaVersion":99'));
      },
    ],
    [
      'not-a-copy',
      'that is empty',
      (path) => {
        writeFileSync(path, '');
      },
    ],
    [
      'not-a-copy',
      'that is something else',
      (path) => {
        writeFileSync(path, Buffer.alloc(5_000_000, 'x'));
      },
    ],
    [
      'not-a-copy',
      'that is only a history',
      (path) => {
        writeFileSync(path, [...history.exportLines()].join('\n'));
      },
    ],
  ];
  test.each(spoil)('is refused as %s: %s; nothing has changed', async (why, _how, act) => {
    await handlers()['data:copy'](null);
    act(chosen ?? '');
    const before = all();
    const data = handlers();
    expect(await data['data:choose-copy'](null)).toEqual({ kind: 'refused', why });
    expect(await data['data:restore'](null)).toEqual({ kind: 'refused', why: 'changed' });
    expect([all(), rounds(), existsSync(join(temp.path, 'before-restore'))]).toEqual([before, 20, false]);
  });

  test('that is another file by the time she has read the question is not taken', async () => {
    await handlers()['data:copy'](null);
    const data = handlers();
    await data['data:choose-copy'](null);
    appendFileSync(chosen ?? '', ' ');
    expect(await data['data:restore'](null)).toEqual({ kind: 'refused', why: 'changed' });
    rmSync(chosen ?? '');
    expect(await data['data:restore'](null)).toEqual({ kind: 'refused', why: 'changed' });
  });

  test('that becomes another file while it is read is not taken either, and all of it is for her eyes only', async () => {
    await handlers()['data:copy'](null);
    const whole = readFileSync(chosen ?? '', 'utf8').split('\n');
    const swapped = handlers({
      createHistory: (dataDir) => {
        writeFileSync(chosen ?? '', whole.toSpliced(3, 1).join('\n'));
        return createHistory({ dataDir, clock });
      },
    });
    await swapped['data:choose-copy'](null);
    expect(await swapped['data:restore'](null)).toEqual({ kind: 'refused', why: 'changed' });
    expect([rounds(), existsSync(join(temp.path, 'restore-incoming'))]).toEqual([20, false]);
    writeFileSync(chosen ?? '', whole.join('\n'));
    const data = handlers();
    await data['data:choose-copy'](null);
    await data['data:restore'](null);
    expect(rounds()).toBe(20);
    // A lock says only who holds it, and is to be read by all.
    const open = readdirSync(temp.path, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.endsWith('.lock'))
      .map((name) => [name, statSync(join(temp.path, name)).mode & 0o077] as const)
      .filter(([, mode]) => process.platform !== 'win32' && mode !== 0);
    expect(open).toEqual([]);
  });

  test('that cannot be read or saved says why', async () => {
    chosen = join(files.path, 'no', 'copia.ndjson');
    expect(await handlers()['data:copy'](null)).toEqual({ kind: 'failed', reason: 'ENOENT' });
    expect(await handlers()['data:choose-copy'](null)).toEqual({ kind: 'failed', reason: 'ENOENT' });
    chosen = null;
    expect(await handlers()['data:choose-copy'](null)).toEqual({ kind: 'cancelled' });
  });

  test.each([
    ['demo', { isDemo: true }],
    ['busy', { isBusy: () => true }],
  ] as const)('is not restored: %s', async (why, part) => {
    for (const name of ['data:choose-copy', 'data:restore', 'data:undo', 'data:import-servers'] as const)
      expect(await handlers(part)[name](null)).toEqual({ kind: 'refused', why });
  });

  test('is restored once, where it is asked for twice', async () => {
    await handlers()['data:copy'](null);
    let turns = 0;
    const data = handlers({
      replace: () => {
        turns += 1;
      },
    });
    await data['data:choose-copy'](null);
    const first = data['data:restore'](null);
    expect([await data['data:restore'](null), await data['data:undo'](null)]).toEqual([replacing, replacing]);
    expect(await first).toEqual({ kind: 'begun' });
    expect([await data['data:restore'](null), turns]).toEqual([replacing, 1]);
  });

  test('is not restored into the middle of what began while it was read', async () => {
    await handlers()['data:copy'](null);
    let isRestarting = false;
    const data = handlers({ isBusy: () => isRestarting });
    await data['data:choose-copy'](null);
    const restored = data['data:restore'](null);
    isRestarting = true;
    expect([await restored, names(), rounds()]).toEqual([busy, ['Uno', 'Dos'], 20]);
    expect(existsSync(join(temp.path, 'restore-incoming'))).toBe(false);
    isRestarting = false;
    expect(await data['data:restore'](null)).toEqual({ kind: 'begun' });
  });

  test('where nothing was set aside there is no way back', async () => {
    expect(await handlers()['data:undo'](null)).toEqual({ kind: 'refused', why: 'changed' });
  });
});

describe('servers for a colleague', () => {
  test('leave as a file, and come into another list', async () => {
    chosen = join(files.path, 'servidores.json');
    expect(await handlers()['data:export-servers'](null)).toEqual({ kind: 'saved', path: 'servidores.json' });
    settings.update((now) => ({ ...now, servers: [uno] }));
    expect(await handlers()['data:import-servers'](null)).toEqual({ kind: 'taken', added: ['Dos'], known: ['Uno'] });
    expect([names(), applied.length]).toEqual([['Uno', 'Dos'], 1]);
    expect(await handlers()['data:import-servers'](null)).toEqual({ kind: 'taken', added: [], known: ['Uno', 'Dos'] });
    expect(applied.length).toBe(1);
  });

  test.each([
    ['not-servers', 'x'],
    ['not-servers', '{"vigia":"copy"}'],
    ['damaged', '{"vigia":"servers","format":1,"servers":[{}]}'],
    ['too-large', ' '.repeat(4_000_001)],
  ])('are refused as %s, and nothing changes', async (why, text) => {
    chosen = join(files.path, 'servidores.json');
    writeFileSync(chosen, text);
    expect(await handlers()['data:import-servers'](null)).toEqual({ kind: 'refused', why });
    expect(names()).toEqual(['Uno', 'Dos']);
  });

  test.skipIf(process.platform === 'win32')('are not read from a device, which has no end', async () => {
    chosen = '/dev/zero';
    expect(await handlers()['data:import-servers'](null)).toEqual({ kind: 'refused', why: 'not-servers' });
  });
});
