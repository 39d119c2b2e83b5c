import { describe, expect, test } from 'vitest';
import { initialState } from '../../src/core/monitor-state';
import { portalProfile } from '../../src/core/portal-profile';
import { readServersFile, toServersFile, withImported } from '../../src/core/server-import';
import { defaultSettings, type ServerSettings } from '../../src/core/settings';

const server = (id: string, part: Partial<ServerSettings> = {}): ServerSettings => ({
  ...portalProfile,
  id,
  name: id,
  host: `${id}.example.org`,
  ...part,
});
const of = (...servers: ServerSettings[]) => ({ ...defaultSettings, servers });

describe('the file for a colleague', () => {
  test('holds what the servers are, and not how she logs in or which files are hers', () => {
    const own = server('uno', { auth: { kind: 'key', file: '/home/ana/.ssh/id' }, caFile: '/home/ana/ca.pem' });
    const file = toServersFile(of(own));
    expect(JSON.stringify(file)).not.toContain('/home/ana');
    expect(readServersFile(JSON.parse(JSON.stringify(file)))).toEqual({
      kind: 'servers',
      servers: [{ ...own, auth: { kind: 'agent' }, caFile: null }],
    });
  });

  test.each<[string, unknown, string]>([
    ['nothing', null, 'not-servers'],
    ['another program', { servers: [] }, 'not-servers'],
    ['a copy', { vigia: 'copy', format: 1 }, 'not-servers'],
    ['a newer version', { vigia: 'servers', format: 2, servers: 'other' }, 'newer'],
    ['no server', { vigia: 'servers', format: 1, servers: [] }, 'damaged'],
    ['too many', { vigia: 'servers', format: 1, servers: Array(101).fill(server('uno')) }, 'damaged'],
    [
      'a command',
      { vigia: 'servers', format: 1, servers: [{ ...server('uno'), host: '-oProxyCommand=x' }] },
      'damaged',
    ],
    ['a name of every object', { vigia: 'servers', format: 1, servers: [server('constructor')] }, 'damaged'],
    ...['//other.example/api', '/\\other.example/api'].map((path): [string, unknown, string] => [
      'an API of another host',
      { vigia: 'servers', format: 1, servers: [server('uno', { api: { ...portalProfile.api, path } })] },
      'damaged',
    ]),
  ])('of %s is refused', (_what, value, kind) => {
    expect(readServersFile(value)).toEqual({ kind });
  });

  test('that brings a key file with it brings it in vain', () => {
    const value = { vigia: 'servers', format: 1, servers: [{ ...server('uno'), auth: { kind: 'key', file: '/x' } }] };
    expect(readServersFile(value)).toMatchObject({ servers: [{ auth: { kind: 'agent' } }] });
  });
});

describe('servers that come in', () => {
  test('stand at the end; one that is watched already stays as it is', () => {
    const known = server('uno', { name: 'Mío' });
    const { settings, added, known: left } = withImported(of(known), [server('uno'), server('dos')]);
    expect([settings.servers.map(({ name }) => name), added, left]).toEqual([['Mío', 'dos'], ['dos'], ['uno']]);
  });

  test('never take the id of another, nor of a history that is kept', () => {
    const now = {
      ...of(server('uno')),
      removed: [{ id: 'dos', name: 'Dos', host: 'viejo.example.org', history: 'kept' as const }],
    };
    const { settings } = withImported(now, [
      server('uno', { host: 'a.org' }),
      server('dos'),
      server('uno', { host: 'b.org' }),
    ]);
    expect(settings.servers.map(({ id }) => id)).toEqual(['uno', 'a-org', 'dos-example-org', 'b-org']);
  });
});

test('a host called as something that every object has is watched under another name', () => {
  const { settings } = withImported(of(server('uno')), [server('uno', { host: 'constructor' })]);
  expect(settings.servers.map(({ id }) => id)).toEqual(['uno', 'constructor-2']);
  expect(initialState(settings, {}, { demo: false, timeZone: 'UTC' }).servers[1]?.incident).toBeNull();
});
