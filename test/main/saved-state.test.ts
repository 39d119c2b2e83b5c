import { expect, test } from 'vitest';
import { initialState, nothingSaved, type SavedServer } from '../../src/core/monitor-state';
import { mergeSaved } from '../../src/main/saved-state';
import { server, settings, someTime } from '../support/builders';

const other: SavedServer = { ...nothingSaved, snooze: { fromAt: someTime, untilAt: someTime + 3_600_000 } };
const state = initialState(
  settings(),
  { [server.id]: { ...nothingSaved, restartsAt: [10, 30] } },
  { demo: false, timeZone: 'America/Bogota' },
);

test('servers that another process watches keep what is saved of them', () => {
  const merged = mergeSaved({ other }, state, [server.id, 'other']);
  expect(merged['other']).toEqual(other);
  expect(Object.keys(merged).sort()).toEqual(['other', server.id].sort());
});

test('a server that left the settings is forgotten, so that a new one of its name begins anew', () => {
  expect(Object.keys(mergeSaved({ other }, state, [server.id]))).toEqual([server.id]);
});

test('restarts of another process count, each once and in order', () => {
  const onDisk = { [server.id]: { ...nothingSaved, restartsAt: [10, 20] } };
  expect(mergeSaved(onDisk, state, [server.id])[server.id]?.restartsAt).toEqual([10, 20, 30]);
});
