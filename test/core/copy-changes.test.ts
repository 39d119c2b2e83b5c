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
    ['host', { host: 'evil.example.org' }, { login: 'admonctrlxm@evil.example.org' }],
    ['port', { port: 2222 }, { login: 'admonctrlxm@uno.example.org:2222' }],
    ['user', { user: 'root' }, { login: 'root@uno.example.org' }],
    ['what the SSH configuration says', { user: null }, { login: 'uno.example.org' }],
    ['address', { url: 'https://evil.example.org/' }, { url: 'https://evil.example.org/' }],
    ['start', { api: { ...server.api, startScript: '/tmp/x.sh' } }, { startScript: '/tmp/x.sh' }],
    ['stop', { api: { ...server.api, stopScript: '/tmp/y.sh' } }, { stopScript: '/tmp/y.sh' }],
    ['unit', { dashboard: { ...server.dashboard, unit: 'evil' } }, { unit: 'evil' }],
  ] as const)('another %s is named', (_what, part, named) => {
    const { servers, witnesses } = changed(part);
    expect(servers).toEqual([expect.objectContaining(named)]);
    expect(witnesses).toBeNull();
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
