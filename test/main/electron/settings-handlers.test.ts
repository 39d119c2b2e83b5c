import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { portalProfile } from '../../../src/core/portal-profile';
import { defaultSettings, type Settings } from '../../../src/core/settings';
import { createConfStore } from '../../../src/main/conf-store';
import { createSettingsHandlers, type SettingsHandlers } from '../../../src/main/electron/settings-handlers';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { createSecrets } from '../../../src/main/secrets';
import { createServerRemoval } from '../../../src/main/server-removal';
import { createSettingsStore, type SettingsStore } from '../../../src/main/settings-store';
import { requests } from '../../../src/shared/requests';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { minuteMs, sampleRound } from '../history/sample';

const [first, second] = ['uno', 'dos'].map((id) => ({ ...portalProfile, id, name: id, host: `${id}.example.org` }));
if (first === undefined || second === undefined) throw new Error('two servers');

let temp: TempFolder;
let clock: FakeClock;
let settings: SettingsStore;
let history: History;
let handlers: SettingsHandlers;
let applied: Settings[];

beforeEach(() => {
  temp = createTempFolder('settings-handlers');
  clock = fakeClock();
  applied = [];
  settings = open();
  settings.update(() => ({ ...defaultSettings, servers: [first, second] }));
  history = createHistory({ dataDir: temp.path, clock });
  const secrets = createSecrets({ dataDir: temp.path, safe: null, clock, log: () => undefined });
  const applySettings = (changed: Settings) => applied.push(changed);
  const removal = createServerRemoval({ clock, settings, secrets, history, applySettings, onChange: () => undefined });
  handlers = createSettingsHandlers({ settings, secrets, removal, history, applySettings });
});
afterEach(() => {
  settings.stop();
  history.close();
  temp.remove();
});

const open = () => createSettingsStore({ dataDir: temp.path, createStore: createConfStore, clock, watch: false });
const file = () => join(temp.path, 'settings.json');
const onDisk = () => JSON.parse(readFileSync(file(), 'utf8')) as Settings;
const ids = () => onDisk().servers.map(({ id }) => id);
const parse = (name: keyof typeof requests, argument: unknown) => v.safeParse(requests[name], argument).success;

describe('a change', () => {
  test('is on the disk, counts at once, and the answer shows it', async () => {
    const saved = await handlers['settings:set']({ theme: 'dark' });
    expect([saved.problem, saved.view.settings.theme, onDisk().theme, applied.length]).toEqual([
      null,
      'dark',
      'dark',
      1,
    ]);
  });

  test('of one field of a server leaves all others, and the other server, as they are', async () => {
    await handlers['server:set']({ serverId: 'dos', change: { targetPercent: 99.9 } });
    const change = v.parse(requests['server:set'], { serverId: 'dos', change: { name: 'Nuevo' } });
    await handlers['server:set'](change);
    expect(onDisk().servers).toEqual([first, { ...second, targetPercent: 99.9, name: 'Nuevo' }]);
  });

  test('of one line leaves the others as the newest file has them', async () => {
    const { thresholds } = second;
    const lines = (change: object) =>
      v.parse(requests['server:set'], { serverId: 'dos', change: { thresholds: change } });
    await handlers['server:set'](lines({ memoryLeftPercent: 7 }));
    await handlers['server:set'](lines({ certificateDays: 20 }));
    expect(onDisk().servers).toEqual([
      first,
      { ...second, thresholds: { ...thresholds, memoryLeftPercent: 7, certificateDays: 20 } },
    ]);
  });

  test('switches one check and leaves the others; what may not be switched off is not even read', async () => {
    const change = v.parse(requests['server:set'], {
      serverId: 'dos',
      change: { checks: { disk: false, api: false, ssh: false } },
    });
    await handlers['server:set'](change);
    expect(onDisk().servers).toEqual([first, { ...second, checks: { ...second.checks, disk: false } }]);
  });

  test('that contradicts what another process saved meanwhile is not saved', async () => {
    const other = open();
    other.update((now) => ({
      ...now,
      servers: now.servers.map((one) => ({ ...one, thresholds: { ...one.thresholds, diskFullPercent: 92 } })),
    }));
    other.stop();
    const change = { thresholds: { diskFillingPercent: 93 } };
    const { problem } = await handlers['server:set']({ serverId: 'dos', change });
    expect([problem?.kind, onDisk().servers[1]?.thresholds.diskFillingPercent, applied]).toEqual(['invalid', 90, []]);
  });

  test('is made to what another process saved meanwhile', async () => {
    const other = open();
    other.update((now) => ({ ...now, language: 'en', servers: now.servers.map((one) => ({ ...one, name: 'CLI' })) }));
    other.stop();
    await handlers['settings:set']({ theme: 'dark' });
    await handlers['server:set']({ serverId: 'uno', change: { targetPercent: 99.9 } });
    const { language, theme, servers } = onDisk();
    expect([language, theme, servers.map(({ name }) => name), servers[0]?.targetPercent]).toEqual([
      'en',
      'dark',
      ['CLI', 'CLI'],
      99.9,
    ]);
  });

  test('moves a server by one place', async () => {
    await handlers['server:move']({ serverId: 'dos', by: -1 });
    expect(ids()).toEqual(['dos', 'uno']);
  });

  test.each([
    ['changed', () => handlers['server:set']({ serverId: 'x', change: { name: 'X' } })],
    ['moved', () => handlers['server:move']({ serverId: 'x', by: 1 })],
    ['deleted', () => handlers['server:delete']({ serverId: 'x', history: 'keep' })],
  ])('of a server that is not there any more cannot be %s, and says so', async (_what, act) => {
    expect([(await act()).problem, applied]).toEqual([{ kind: 'unknown' }, []]);
  });

  test('to a file of a newer version is refused, and the view knows beforehand', async () => {
    const newer = JSON.stringify({ ...onDisk(), schemaVersion: 99 });
    writeFileSync(file(), newer);
    const saved = await handlers['settings:set']({ theme: 'dark' });
    const deleted = await handlers['server:delete']({ serverId: 'uno', history: 'remove' });
    expect([saved.problem, saved.view.isReadOnly, saved.view.settings.theme, deleted.problem]).toEqual([
      { kind: 'newer' },
      true,
      'system',
      { kind: 'newer' },
    ]);
    expect([readFileSync(file(), 'utf8'), applied, deleted.view.deleting]).toEqual([newer, [], []]);
  });
});

describe('what does not cross from the window', () => {
  test.each([
    ['settings:set', { language: 'pt' }],
    ['settings:set', { quietHours: { from: '25:00', to: '07:00', soundForOutage: false } }],
    ['server:set', { serverId: 'uno', change: { targetPercent: 100 } }],
    ['settings:set', { intervalMinutes: 0 }],
    ['server:set', { serverId: 'uno', change: { thresholds: { memoryLeftPercent: 51 } } }],
    ['server:set', { serverId: 'uno', change: { thresholds: { diskFullPercent: 95.5 } } }],
    ['server:set', { serverId: 'uno', change: { name: '' } }],
    ['server:set', { serverId: '../uno', change: {} }],
    ['server:move', { serverId: 'uno', by: 2 }],
    ['server:delete', { serverId: 'uno', history: 'all' }],
  ] as const)('%s %j', (name, argument) => {
    expect(parse(name, argument)).toBe(false);
  });

  test('a field that only the set-up may change is left out, however it is sent', () => {
    const change = { name: 'X', host: 'evil.example.org', api: { startScript: '/tmp/x' } };
    expect(v.parse(requests['server:set'], { serverId: 'uno', change }).change).toEqual({ name: 'X' });
  });
});

describe('deleting', () => {
  test('is told with its end, undone, and carried out when the time is over', async () => {
    const begun = await handlers['server:delete']({ serverId: 'uno', history: 'keep' });
    expect(begun.view.deleting).toEqual([
      { serverId: 'uno', history: 'keep', dueAt: clock.now() + 10_000, problem: null },
    ]);
    expect((await handlers['server:undelete']({ serverId: 'uno' })).view.deleting).toEqual([]);
    clock.advance(20_000);
    expect(ids()).toEqual(['uno', 'dos']);
    await handlers['server:delete']({ serverId: 'uno', history: 'keep' });
    clock.advance(10_000);
    expect([ids(), (await handlers['settings:get'](null)).deleting]).toEqual([['dos'], []]);
    expect((await handlers['server:undelete']({ serverId: 'uno' })).problem).toEqual({ kind: 'unknown' });
  });

  test('says beforehand how much history there is', async () => {
    expect(await handlers['server:history']({ serverId: 'uno' })).toBeNull();
    const beganAt = clock.now();
    for (let n = 0; n < 3; n += 1) history.recordRound(sampleRound(beganAt + n * minuteMs, { serverId: 'uno' }));
    const outage = { serverId: 'uno', id: 'uno:1', cause: 'api-down', firstFailureAt: beganAt } as const;
    history.recordEntry({ kind: 'incident-opened', ...outage, at: beganAt + minuteMs });
    expect(await handlers['server:history']({ serverId: 'uno' })).toMatchObject({ fromAt: beganAt, incidents: 1 });
  });
});
