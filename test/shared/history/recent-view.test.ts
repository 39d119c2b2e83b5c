import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../../src/core/history/totals';
import type { Correction, IncidentRecord } from '../../../src/core/history/types';
import { buildRecentView } from '../../../src/shared/history/recent-view';
import {
  bogota,
  createEmptyReader,
  createSampleReader,
  sampleIncidents,
  sampleNow,
} from '../../support/history-sample';

const serverId = 'portal-mme';
const dayMs = 86_400_000;
const lastOutage = sampleIncidents.at(-1);
const recent = (reader = createSampleReader()) => buildRecentView(reader, serverId, sampleNow);

describe('the last day under the answer', () => {
  test('is a whole day, without holes or overlaps, and adds up to its totals', () => {
    const view = recent();
    const edges = view?.stretches.map(({ fromAt, toAt }) => [fromAt, toAt]) ?? [];
    expect([edges[0]?.[0], edges.at(-1)?.[1]]).toEqual([sampleNow - dayMs, sampleNow]);
    for (const [index, [fromAt]] of edges.entries()) if (index > 0) expect(fromAt).toBe(edges[index - 1]?.[1]);
    expect(view === null ? 0 : lengthOf(view.totals)).toBe(dayMs);
  });

  test('neighbours of one kind are one stretch', () => {
    const kinds = recent()?.stretches.map(({ kind }) => kind) ?? [];
    for (const [index, kind] of kinds.entries()) expect(kind).not.toBe(kinds[index + 1]);
  });

  test('calm begins at the end of the last outage, and says how much of the time since then is known', () => {
    const calm = recent()?.calm;
    expect([calm?.sinceAt, calm?.isAfterOutage]).toEqual([lastOutage?.recovery?.at, true]);
    expect(calm?.known).toBeGreaterThan(0.6);
    expect(calm?.known).toBeLessThan(0.7);
  });

  test('an outage that she corrected to something else does not end the calm before it', () => {
    const correction: Correction = {
      id: 'c9',
      fromAt: bogota(11, 21, 22, 0),
      toAt: bogota(11, 22, 8, 0),
      kind: 'planned',
      reason: 'anunciado',
      by: 'ana',
      madeAt: sampleNow,
    };
    expect(recent(createSampleReader(() => [correction]))?.calm?.sinceAt).toBe(sampleIncidents.at(-2)?.recoveredAt);
  });

  test('while an outage goes on there is no calm, and its steps are there', () => {
    const reader = createSampleReader();
    const open = { ...lastOutage, id: 'open', firstFailureAt: sampleNow - 60_000, recoveredAt: null } as IncidentRecord;
    const view = recent({ ...reader, incidents: (id, range) => [...reader.incidents(id, range), open] });
    expect([view?.calm, view?.open?.id]).toEqual([null, 'open']);
  });

  test('without any outage, calm begins where the history does', () => {
    const reader = createSampleReader();
    expect(recent({ ...reader, incidents: () => [] })?.calm).toMatchObject({
      sinceAt: bogota(10, 26, 0),
      isAfterOutage: false,
    });
  });

  test('nothing is said of a server of which nothing is known', () => {
    expect(recent(createEmptyReader())).toBeNull();
  });
});
