import { describe, expect, test } from 'vitest';
import { forServer, portalProfile, type WantedServer } from '../../src/core/portal-profile';
import { moveServer, withoutKeptHistory, withoutServer, withRemovalDone, withServer } from '../../src/core/server-list';
import { defaultSettings, type Settings } from '../../src/core/settings';

const named = (id: string) => ({ ...portalProfile, id, name: id.toUpperCase(), host: `${id}.example.org` });
const [a, b, c] = [named('a'), named('b'), named('c')];
const all: Settings = { ...defaultSettings, servers: [a, b, c] };
const ids = ({ servers }: Settings) => servers.map(({ id }) => id).join('');
const ofA = { id: 'a', name: 'A', host: 'a.example.org' };

describe('the list of servers', () => {
  test('what is changed keeps its place, what is new comes last', () => {
    const changed = withServer(all, { ...b, name: 'Otro' });
    expect([ids(changed), changed.servers[1]?.name, ids(withServer(all, named('d')))]).toEqual(['abc', 'Otro', 'abcd']);
  });

  test.each([
    ['a', 1, 'bac'],
    ['c', -1, 'acb'],
    ['a', -1, 'abc'],
    ['c', 1, 'abc'],
    ['x', 1, 'abc'],
  ] as const)('%s moved by %d: %s', (id, by, order) => {
    expect(ids(moveServer(all, id, by))).toBe(order);
  });

  test('what is deleted leaves the note of what becomes of its history', () => {
    const kept = withoutServer(all, 'a', 'kept');
    expect([ids(kept), kept.removed]).toEqual(['bc', [{ ...ofA, history: 'kept' }]]);
    const going = withoutKeptHistory(kept, 'a');
    expect(going.removed).toEqual([{ ...ofA, history: 'going' }]);
    expect([withRemovalDone(going, 'a').removed, withRemovalDone(kept, 'a').removed]).toEqual([[], kept.removed]);
  });

  test('what is not there cannot be deleted', () => {
    expect(withoutServer(all, 'x', 'kept')).toBe(all);
  });

  test('whoever comes back is no longer a deleted one', () => {
    expect(withServer(withoutServer(all, 'a', 'kept'), a).removed).toEqual([]);
  });
});

describe('the names of a new server', () => {
  const wanted: WantedServer = {
    host: 'portal.example.org',
    user: 'ana',
    port: null,
    auth: { kind: 'agent' },
    url: null,
    caFile: null,
    name: null,
    known: defaultSettings,
    target: { kind: 'new' },
  };
  const gone = (history: 'kept' | 'going'): Settings => ({
    ...defaultSettings,
    removed: [{ id: 'portal-mme', name: 'Portal viejo', host: 'viejo.example.org', history }],
  });

  test('are the portal’s for the first', () => {
    expect(forServer(wanted)).toMatchObject({ id: 'portal-mme', name: 'Portal Energético' });
  });

  test('never are those under which another one’s history is kept', () => {
    expect(forServer({ ...wanted, known: gone('kept') })).toMatchObject({
      id: 'portal-example-org',
      name: 'portal.example.org',
    });
  });

  test('are its own again where it was deleted and its history kept', () => {
    const back = { ...wanted, host: 'viejo.example.org' };
    expect(forServer({ ...back, known: gone('kept') })).toMatchObject({ id: 'portal-mme', name: 'Portal viejo' });
    // What is still being removed would take the new history with it.
    expect(forServer({ ...back, known: gone('going') }).id).toBe('viejo-example-org');
  });

  test('a second one of the same host is another server where she adds one, and the same for vigia init', () => {
    const known = { ...defaultSettings, servers: [{ ...portalProfile, host: wanted.host }] };
    expect([
      forServer({ ...wanted, known }).id,
      forServer({ ...wanted, known, target: { kind: 'same-host' } }).id,
    ]).toEqual(['portal-example-org', 'portal-mme']);
  });

  test('a server that moves to the host of another one is still itself', () => {
    const known = { ...defaultSettings, servers: [a, b] };
    const moved = forServer({ ...wanted, host: b.host, known, target: { kind: 'server', id: 'a' } });
    expect([moved.id, moved.host]).toEqual(['a', b.host]);
  });
});
