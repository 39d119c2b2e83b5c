import { describe, expect, test } from 'vitest';
import { changesAnything, copyChanges } from '../../src/core/copy-changes';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings } from '../../src/core/settings';

const now = { ...defaultSettings, servers: [{ ...portalProfile, id: 'uno', name: 'Uno', host: 'uno.example.org' }] };
const [server] = now.servers;
if (server === undefined) throw new Error('no server');
const changed = (part: Partial<typeof server>) => copyChanges(now, { ...now, servers: [{ ...server, ...part }] });

describe('what a copy changes of where Vigía goes and what it runs there', () => {
  test('the same is nothing, also in another order and by another name', () => {
    expect(changesAnything(copyChanges(now, now))).toBe(false);
    expect(changesAnything(changed({ name: 'Otro nombre', id: 'otro' }))).toBe(false);
    const two = { ...now, servers: [server, { ...server, id: 'dos', host: 'dos.example.org' }] };
    expect(changesAnything(copyChanges(two, { ...two, servers: two.servers.toReversed() }))).toBe(false);
  });

  test.each([
    ['host', { host: 'evil.example.org' }, { kind: 'login', value: 'admonctrlxm@evil.example.org' }],
    ['port', { port: 2222 }, { kind: 'login', value: 'admonctrlxm@uno.example.org:2222' }],
    ['user', { user: 'root' }, { kind: 'login', value: 'root@uno.example.org' }],
    ['what the SSH configuration says', { user: null }, { kind: 'login', value: 'uno.example.org' }],
    ['address', { url: 'https://evil.example.org/' }, { kind: 'url', value: 'https://evil.example.org/' }],
    ['stop', { api: { ...server.api, stopScript: '/tmp/y.sh' } }, { kind: 'stop', value: '/tmp/y.sh' }],
    ['start', { api: { ...server.api, startScript: '/tmp/x.sh' } }, { kind: 'start', value: '/tmp/x.sh' }],
    ['key', { auth: { kind: 'key', file: '/tmp/k' } }, { kind: 'key', value: '/tmp/k' }],
    ['authority', { caFile: '/tmp/ca.pem' }, { kind: 'authority', value: '/tmp/ca.pem' }],
    ['unit', { dashboard: { ...server.dashboard, unit: 'evil' } }, { kind: 'unit', value: 'evil' }],
  ] as const)('another %s is named, and nothing that stays', (_what, part, named) => {
    expect(changed(part)).toEqual({ servers: [{ name: 'Uno', changes: [named] }], witnesses: null });
  });

  test('another log is named beside the others', () => {
    const [one] = changed({ errorLog: '/etc/shadow' }).servers;
    expect(one?.changes).toEqual([{ kind: 'logs', value: `/etc/shadow, ${server.accessLog}, ${server.watchdogLog}` }]);
  });

  test('two servers that changed places are both named', () => {
    const other = { ...server, id: 'dos', name: 'Dos', host: 'dos.example.org' };
    const two = { ...now, servers: [server, other] };
    const swapped = [
      { ...server, host: other.host },
      { ...other, host: server.host },
    ];
    expect(copyChanges(two, { ...two, servers: swapped }).servers.map(({ name }) => name)).toEqual(['Uno', 'Dos']);
  });

  test('of a server that is new, all of it is named', () => {
    const [one] = changed({ id: 'otro', host: 'evil.example.org' }).servers;
    expect(one?.changes.map(({ kind }) => kind)).toEqual(['login', 'url', 'stop', 'start', 'unit', 'logs']);
  });

  test('every server is new to a computer that watches none', () => {
    expect(copyChanges({ ...now, servers: [] }, now).servers.map(({ name }) => name)).toEqual(['Uno']);
  });

  test('other witnesses are named, none as well', () => {
    const url = 'https://evil.example.org/';
    expect(copyChanges(now, { ...now, witnesses: [{ url, expect: null }] }).witnesses).toEqual([url]);
    expect(copyChanges(now, { ...now, witnesses: [] }).witnesses).toEqual([]);
  });
});
