import { expect, test } from 'vitest';
import { initialState, nothingSaved, type SavedServer } from '../../src/core/monitor-state';
import type { PastRestart } from '../../src/core/restart-types';
import { mergeSaved, readSavedState } from '../../src/main/saved-state';
import type { StateStore } from '../../src/main/state-store';
import { roundMemory, server, settings, someTime } from '../support/builders';

const past = (startedAt: number): PastRestart => ({
  service: 'api',
  startedAt,
  ms: 9000,
  outcome: 'verified',
  step: null,
  cause: 'api-down',
  answeredMs: 5000,
  error: null,
});
const other: SavedServer = { ...nothingSaved, snooze: { fromAt: someTime, untilAt: someTime + 3_600_000 } };
const state = initialState(
  settings(),
  { [server.id]: { ...nothingSaved, restarts: [past(10), past(30)] } },
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
  const onDisk = { [server.id]: { ...nothingSaved, restarts: [past(10), past(20)] } };
  expect(mergeSaved(onDisk, state, [server.id])[server.id]?.restarts).toEqual([past(10), past(20), past(30)]);
});

test('what an earlier version saved is read, with nothing remembered of what it did not know', () => {
  const { bootId, masterPids, workerPids, certificate, fewWorkers } = roundMemory();
  const old = { ...nothingSaved, memory: { bootId, masterPids, workerPids, certificate, fewWorkers } };
  const store: Pick<StateStore, 'load'> = {
    load: () => ({ kind: 'state', savedAt: someTime, value: { [server.id]: old } }),
  };
  expect(readSavedState(store as StateStore)[server.id]?.memory).toEqual(roundMemory({ lookedAt: null }));
});

test.each([
  ['of a version that did not keep it', undefined],
  ['damaged', { thresholds: { memoryLeftPercent: 'x' }, checks: {} }],
])('by what the last round was judged, %s: as if nothing had been moved', (_title, judgedBy) => {
  const kept = Object.entries({ ...nothingSaved, digestAt: someTime }).filter(([field]) => field !== 'judgedBy');
  const rest = Object.fromEntries(kept);
  const value = { [server.id]: judgedBy === undefined ? rest : { ...rest, judgedBy } };
  const store: Pick<StateStore, 'load'> = { load: () => ({ kind: 'state', savedAt: someTime, value }) };
  const read = readSavedState(store as StateStore)[server.id];
  expect([read?.digestAt, read?.judgedBy]).toEqual([someTime, null]);
});

test('what was told of our own network being down is read again', () => {
  const blind = { sinceAt: someTime, cause: 'laptop-offline', toldAt: someTime + 900_000 } as const;
  const endedBlindness = { sinceAt: someTime, cause: 'laptop-offline', endedAt: someTime + 900_000 } as const;
  const saved = { [server.id]: { ...nothingSaved, blind, endedBlindness } };
  const store: Pick<StateStore, 'load'> = { load: () => ({ kind: 'state', savedAt: someTime, value: saved }) };
  expect(readSavedState(store as StateStore)).toEqual(saved);
});
