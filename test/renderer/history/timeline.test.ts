import { expect, test } from 'vitest';
import type { IncidentRecord } from '../../../src/core/history/types';
import { timelineOf } from '../../../src/renderer/history/timeline';
import { bogota, sampleIncidents, sampleNow } from '../../support/history-sample';

const found = (id: string): IncidentRecord => {
  const incident = sampleIncidents.find((one) => one.id === `portal-mme:${id}`);
  if (incident === undefined) throw new Error(`no incident ${id}`);
  return incident;
};

test('an outage is told from the first sign in the log to its end, with the time between', () => {
  const steps = timelineOf(found('3'), [], sampleNow).map(({ kind, sinceMs }) => [
    kind,
    sinceMs === null ? null : sinceMs / 1000,
  ]);
  expect(steps).toEqual([
    ['sign', null],
    ['failure', 58],
    ['confirmed', 41],
    ['told', 1],
    ['cause', 33],
    ['acknowledged', 250],
    ['action', 704],
    ['recovered', 1378],
  ]);
});

test('what the server did meanwhile stands in its place, and says that it was reconstructed', () => {
  const note = {
    at: bogota(10, 29, 11, 23, 50),
    note: 'watchdog-restarted-api',
    source: 'reconstructed',
    took: null,
  } as const;
  const items = timelineOf(found('1'), [note], sampleNow);
  expect(items.map(({ kind }) => kind)).toEqual(['failure', 'confirmed', 'told', 'note', 'recovered']);
  expect(items[3]).toMatchObject({ note: 'watchdog-restarted-api', isRebuilt: true, sinceMs: 93_000 });
});

test('a note that this version does not know is left out', () => {
  const note = { at: bogota(10, 29, 11, 23), note: 'moon-landed', source: 'observed', took: null } as const;
  expect(timelineOf(found('1'), [note], sampleNow).some(({ kind }) => kind === 'note')).toBe(false);
});

test('one that goes on ends with now', () => {
  const last = timelineOf({ ...found('4'), recoveredAt: null }, [], sampleNow).at(-1);
  expect(last).toMatchObject({ kind: 'open', at: sampleNow });
});

test('steps of the same moment stay in the order in which one leads to the other', () => {
  const at = bogota(11, 19, 7, 12, 3);
  const incident = { ...found('4'), firstSignAt: at, confirmedAt: at, toldAt: at, actions: [] };
  expect(timelineOf(incident, [], sampleNow).map(({ kind }) => kind)).toEqual([
    'sign',
    'failure',
    'confirmed',
    'told',
    'recovered',
  ]);
});

test('an end by the server’s records stands where it was, before she saw it well', () => {
  const recovery = { at: bogota(11, 19, 7, 20), source: 'watchdog-log', atMost: true } as const;
  const items = timelineOf({ ...found('4'), actions: [], recovery }, [], sampleNow);
  expect(items.slice(-2)).toMatchObject([{ kind: 'recoverySign', at: recovery.at, recovery }, { kind: 'recovered' }]);
});
