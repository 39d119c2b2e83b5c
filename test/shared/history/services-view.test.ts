import { expect, test } from 'vitest';
import { buildServicesView } from '../../../src/shared/history/services-view';
import {
  bogota,
  createEmptyReader,
  createSampleReader,
  sampleIncidents,
  sampleIntervalMs,
  sampleNow,
} from '../../support/history-sample';

const dayMs = 86_400_000;
const view = (reader: Parameters<typeof buildServicesView>[0]['reader'] = createSampleReader()) =>
  buildServicesView({ reader, serverId: 'portal-mme', now: sampleNow, intervalMs: sampleIntervalMs });

test('trends are of the last day, with a hole where nobody looked', () => {
  const { range, trends } = view();
  expect(range).toEqual({ fromAt: sampleNow - dayMs, toAt: sampleNow });
  expect(trends.map(({ check }) => check)).toEqual([
    'api.total',
    'portal.total',
    'ssh',
    'memory',
    'disk:/',
    'disk:/var',
  ]);
  for (const { points } of trends) {
    expect(points).toHaveLength(48);
    expect(points.some(({ mean }) => mean === null)).toBe(true);
  }
});

test('counts go back to where the history begins, a month at most, and say how much of it is known', () => {
  const { counted } = view();
  expect(counted?.fromAt).toBe(bogota(10, 26, 0));
  expect(counted?.coverage).toBeGreaterThan(0.5);
  expect(counted?.coverage).toBeLessThan(1);
});

test('the watchdog is credited with what it ended, once each', () => {
  const twice = [{ at: (sampleIncidents[0]?.recoveredAt ?? 0) - 30_000, note: 'watchdog-restarted-api' }] as const;
  const own = [...twice, { at: bogota(11, 15, 4), note: 'watchdog-restarted-api' }].map(
    (one) => ({ ...one, took: null, source: 'reconstructed' }) as const,
  );
  const reader = { ...createSampleReader(), notes: () => own };
  expect([view().watchdogRepairs, view(reader).watchdogRepairs]).toEqual([2, 3]);
});

test('an empty history promises nothing and counts nothing', () => {
  const { counted, api, watchdogRepairs, lastRenewalAt } = view(createEmptyReader());
  expect([counted, api?.verdict, watchdogRepairs, lastRenewalAt]).toEqual([null, 'unseen', 0, null]);
});
