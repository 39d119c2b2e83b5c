import { describe, expect, test } from 'vitest';
import {
  nextUpdateCheckAt,
  updateObstacle,
  updateWay,
  type UpdatePlace,
  type UpdateWay,
} from '../../src/core/update-policy';
import { initialState, type MonitorState, type ServerState } from '../../src/core/monitor-state';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings } from '../../src/core/settings';

const feed = { url: 'https://updates.vigia.co/stable', hasPublisher: true };
const nsis: UpdatePlace = { kind: 'nsis', feed, isAllowedByPolicy: true, isReplaceable: false };
const on = (by: 'nsis' | 'appimage' | 'mac'): UpdateWay => ({ kind: 'on', by });

describe('who replaces the program', () => {
  test.each<[string, Partial<UpdatePlace>, boolean, UpdateWay | string]>([
    ['installed on Windows', {}, true, on('nsis')],
    ['an AppImage of hers', { kind: 'appimage', isReplaceable: true }, true, on('appimage')],
    ['an AppImage in a folder of somebody else', { kind: 'appimage' }, true, 'by-hand'],
    ['on a Mac', { kind: 'mac' }, true, on('mac')],
    ['on a Mac, started from the disk image', { kind: 'mac-elsewhere' }, true, 'by-hand'],
    ['installed by the package manager', { kind: 'system-package' }, true, 'system-package'],
    ['the portable one', { kind: 'portable' }, true, 'by-hand'],
    ['an unpacked archive', { kind: 'folder' }, true, 'by-hand'],
    ['from the checkout', { kind: 'development' }, true, 'development'],
    ['the demonstration', { kind: 'demo' }, true, 'demo'],
    ['without a place to look at', { feed: null }, true, 'no-feed'],
    ['forbidden on this computer', { isAllowedByPolicy: false }, true, 'policy'],
    ['forbidden on this computer, and by her', { isAllowedByPolicy: false }, false, 'policy'],
    ['switched off', {}, false, 'setting'],
    ['on Windows, without a signature', { feed: { ...feed, hasPublisher: false } }, true, 'unsigned'],
    ['elsewhere, without one', { kind: 'mac', feed: { ...feed, hasPublisher: false } }, true, on('mac')],
  ])('%s', (_, place, isOn, way) => {
    expect(updateWay({ ...nsis, ...place }, isOn)).toEqual(
      typeof way === 'string' ? { kind: 'off', reason: way } : way,
    );
  });

  test.each([
    ['https://example.org/vigia/releases', false],
    ['https://downloads.example.com/', false],
    ['https://updates.invalid', false],
    ['http://updates.vigia.co/', false],
    ['ftp://updates.vigia.co/', false],
    ['', false],
    ['https://ana:secret@updates.vigia.co/', false],
    ['https://updates.vigia.co', true],
    ['https://notexample.org/', true],
    ['https://example.org.vigia.co/', true],
    ['http://127.0.0.1:8080/', true],
  ])('an address that means "not set", or that anybody could answer, is none: %j', (url, isOne) => {
    expect(updateWay({ ...nsis, feed: { url, hasPublisher: true } }, true).kind).toBe(isOne ? 'on' : 'off');
  });
});

describe('what is in the way', () => {
  const at = Date.UTC(2026, 10, 24, 15, 0, 0);
  const quiet = { at, isDrill: false, isOrdered: () => false };
  const fresh = initialState({ ...defaultSettings, servers: [portalProfile] }, {}, { demo: false, timeZone: 'UTC' });
  const withServer = (change: Partial<ServerState>): MonitorState => ({
    ...fresh,
    servers: fresh.servers.map((server) => ({ ...server, health: { status: 'up' }, ...change })),
  });
  const restart = { serverId: portalProfile.id, service: 'api', steps: [], before: null, after: null } as const;

  test.each<[string, MonitorState, string | null]>([
    ['nothing, where all is well', withServer({}), null],
    ['nothing, where a concern is open', withServer({ health: { status: 'worrying', firstSeenAt: at } }), null],
    ['nothing, where there is no server yet', { ...fresh, servers: [] }, null],
    ['the first round, which nobody has seen', fresh, 'no-round'],
    ['an outage', withServer({ health: { status: 'down' }, incident: {} as ServerState['incident'] }), 'outage'],
    ['one that may have begun', withServer({ health: { status: 'failing' } as ServerState['health'] }), 'unsure'],
    ['one that may be over', withServer({ health: { status: 'recovering' } as ServerState['health'] }), 'unsure'],
    ['a restart', withServer({ restart: { ...restart, startedAt: at - 5_000, outcome: null } }), 'restart'],
  ])('%s', (_, state, obstacle) => {
    expect(updateObstacle(state, quiet)).toBe(obstacle);
  });

  test('a restart that the command line does, and a drill', () => {
    const isOrdered = (id: string) => id === portalProfile.id;
    expect(updateObstacle(withServer({}), { ...quiet, isOrdered })).toBe('restart');
    expect(updateObstacle(withServer({}), { ...quiet, isDrill: true })).toBe('drill');
  });
});

describe('when it asks', () => {
  const minute = 60_000;
  const day = 24 * 60 * minute;
  const startedAt = Date.UTC(2026, 10, 24, 8, 0, 0);
  const next = (askedAt: number | null, spread: number, at = startedAt) =>
    nextUpdateCheckAt({ at, startedAt, askedAt, spread }) - startedAt;

  test.each([
    ['never before, at the earliest', null, 0, 5 * minute],
    ['never before, at the latest', null, 1, 10 * minute],
    ['a week ago: soon after the start', startedAt - 7 * day, 0, 5 * minute],
    ['an hour ago: a day after that', startedAt - 60 * minute, 0, day - 60 * minute],
    ['an hour ago, spread over four hours', startedAt - 60 * minute, 0.5, day + 60 * minute],
    ['in the future: the clock was set back', startedAt + 30 * day, 0, 5 * minute],
  ])('%s', (_, askedAt, spread, after) => {
    expect(next(askedAt, spread)).toBe(after);
  });
});
