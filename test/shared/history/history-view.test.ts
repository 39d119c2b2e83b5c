import { describe, expect, test } from 'vitest';
import type { Correction } from '../../../src/core/history/types';
import { buildChartsView } from '../../../src/shared/history/charts-view';
import { buildDayView, buildHistoryView, buildIncidentView } from '../../../src/shared/history/history-view';
import { toRange } from '../../../src/shared/history/range-choice';
import {
  bogota,
  createEmptyReader,
  createSampleReader,
  sampleCorrection,
  sampleIntervalMs,
  sampleNow,
} from '../../support/history-sample';

const timeZone = 'America/Bogota';
const hourMs = 3_600_000;
const month = { kind: 'days30', steps: 0 } as const;

function input(reader = createSampleReader()) {
  return {
    server: { id: 'portal-mme', name: 'Portal' },
    reader,
    now: sampleNow,
    timeZone,
    target: 0.995,
    intervalMs: sampleIntervalMs,
  };
}
const view = (reader = createSampleReader()) =>
  buildHistoryView({ ...input(reader), range: toRange(month, sampleNow, timeZone), choice: month, trouble: null });

describe('the overview', () => {
  test('says why there are no data, and the reasons add up to all that is missing', () => {
    const { missing, report } = view();
    expect(missing.map(({ reason }) => reason)).toEqual(['not-running', 'asleep', 'unknown', 'pending']);
    expect(missing.reduce((sum, { ms }) => sum + ms, 0)).toBe(report.totals.noData);
  });

  test('calls the time before anything was known so', () => {
    const year = { kind: 'year', steps: 0 } as const;
    const range = toRange(year, sampleNow, timeZone);
    const { missing } = buildHistoryView({ ...input(), range, choice: year, trouble: null });
    expect(missing[0]).toEqual({ reason: 'before', ms: bogota(10, 26, 0) - bogota(1, 1, 0) });
  });

  test('knows no beginning where nothing was ever seen', () => {
    const { extent, report } = view(createEmptyReader());
    expect([extent, report.figure.availability, report.incidents]).toEqual([null, null, []]);
  });

  test('splits the range once: what costs is asked for one time', () => {
    const reader = createSampleReader();
    let asked = 0;
    const counting: typeof reader = {
      ...reader,
      segments: (serverId, range) => {
        asked += 1;
        return reader.segments(serverId, range);
      },
    };
    view(counting);
    expect(asked).toBe(1);
  });
});

describe('a day', () => {
  test('is its hours and its stretches, which fill it exactly', () => {
    const { range, hours, stretches } = buildDayView(input(), bogota(11, 12, 16));
    expect(range).toEqual({ fromAt: bogota(11, 12, 0), toAt: bogota(11, 13, 0) });
    expect(hours).toHaveLength(24);
    expect(stretches[0]?.fromAt).toBe(range.fromAt);
    expect(stretches.at(-1)?.toAt).toBe(range.toAt);
    for (const [index, stretch] of stretches.slice(1).entries()) expect(stretch.fromAt).toBe(stretches[index]?.toAt);
  });

  test('ends now where it goes on', () => {
    expect(buildDayView(input(), sampleNow).range.toAt).toBe(sampleNow);
  });

  test('marks what she corrected, with what was measured there', () => {
    const { stretches, corrections } = buildDayView(input(), bogota(11, 13, 12));
    expect(stretches.filter(({ correction }) => correction !== null)).toEqual([
      expect.objectContaining({
        kind: 'planned',
        fromAt: sampleCorrection.fromAt,
        toAt: sampleCorrection.toAt,
        correction: expect.objectContaining({ reason: sampleCorrection.reason }) as unknown,
      }),
    ]);
    expect(corrections[0]?.original).toMatchObject({ reconstructedUp: 1.5 * hourMs, planned: 0 });
  });

  test('shows of two corrections on each other the later one', () => {
    const later: Correction = {
      ...sampleCorrection,
      id: 'c2',
      fromAt: bogota(11, 13, 20, 30),
      toAt: bogota(11, 13, 21, 0),
      kind: 'down',
      reason: 'Se alargó.',
      madeAt: sampleCorrection.madeAt + 1000,
    };
    const { stretches } = buildDayView(input(createSampleReader(() => [sampleCorrection, later])), bogota(11, 13, 12));
    expect(stretches.flatMap(({ kind, correction }) => (correction === null ? [] : [[kind, correction.id]]))).toEqual([
      ['planned', 'c1'],
      ['down', 'c2'],
      ['planned', 'c1'],
    ]);
  });
});

describe('an outage', () => {
  test('reaches from its first sign to its recovery, and counts', () => {
    const found = buildIncidentView(input(), 'portal-mme:3');
    expect([found?.range, found?.kind, found?.counted]).toEqual([
      { fromAt: bogota(11, 12, 15, 3, 7), toAt: bogota(11, 12, 15, 44, 12) },
      'down',
      true,
    ]);
  });

  test('carries what happened on the server meanwhile', () => {
    expect(buildIncidentView(input(), 'portal-mme:1')?.notes.map(({ note }) => note)).toEqual([
      'watchdog-restarted-api',
    ]);
  });

  test('no longer counts where she says that all of it was planned, and the measured time stays beside it', () => {
    const correction: Correction = {
      ...sampleCorrection,
      fromAt: bogota(11, 12, 15, 0),
      toAt: bogota(11, 12, 16, 0),
    };
    const found = buildIncidentView(input(createSampleReader(() => [correction])), 'portal-mme:3');
    expect([found?.counted, found?.kind]).toEqual([false, 'planned']);
    expect(found?.corrections[0]?.original?.down).toBeGreaterThan(40 * 60_000);
  });

  test('that nobody knows is none', () => {
    expect(buildIncidentView(input(), 'portal-mme:99')).toBeNull();
  });
});

describe('charts', () => {
  const charts = (choice: Parameters<typeof toRange>[0]) =>
    buildChartsView({
      reader: createSampleReader(),
      serverId: 'portal-mme',
      range: toRange(choice, sampleNow, timeZone),
      intervalMs: sampleIntervalMs,
      part: 'api',
    });

  test('have at most 240 points, and each of at least two rounds', () => {
    const points = (choice: Parameters<typeof toRange>[0]) => charts(choice).response[0]?.points.length;
    expect([points(month), points({ kind: 'day', steps: -1 })]).toEqual([240, 144]);
  });

  test('name every disk, and the five phases of the address', () => {
    const { disks, memory, response } = charts(month);
    expect([disks, memory, response].map((group) => group.map(({ check }) => check))).toEqual([
      ['disk:/', 'disk:/var'],
      ['memory'],
      ['api.dns', 'api.tcp', 'api.tls', 'api.firstByte', 'api.total'],
    ]);
  });

  test('know where nobody looked and where it was down', () => {
    const { gaps, outages } = charts({ kind: 'free', from: '2026-11-06', to: '2026-11-06' });
    expect(gaps).toContainEqual({ fromAt: bogota(11, 6, 3, 44, 9), toAt: bogota(11, 6, 7) });
    expect(outages).toEqual([{ fromAt: bogota(11, 6, 2, 10, 5), toAt: bogota(11, 6, 3, 44, 9) }]);
  });
});
