/** A month of history made by hand, as its reader answers: the one of the design's pictures, and a little more. */
import { partition } from '../../src/core/history/partition';
import { startOf } from '../../src/core/history/repair-statistics';
import type { ReportReader } from '../../src/core/history/report-data';
import type {
  Correction,
  HistoryReader,
  IncidentRecord,
  KnownGap,
  Look,
  MaintenanceRecord,
  NoteRecord,
  Range,
  ReconstructedSpan,
  SeriesPoint,
} from '../../src/core/history/types';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
export const sampleIntervalMs = 5 * minuteMs;

/** A moment in Bogotá, in 2026. */
export function bogota(month: number, day: number, hour: number, minute = 0, second = 0): number {
  return Date.UTC(2026, month - 1, day, hour + 5, minute, second);
}

/** Watched since 26 October; now is 24 November, 10:44:31. */
export const sampleNow = bogota(11, 24, 10, 44, 31);
const firstAt = bogota(10, 26, 0);

const plain: Omit<IncidentRecord, 'id' | 'cause' | 'firstFailureAt' | 'recoveredAt'> = {
  firstSignAt: null,
  confirmedAt: null,
  toldAt: null,
  acknowledgedAt: null,
  actions: [],
  recovery: null,
  repairedBy: 'unknown',
  source: 'observed',
  atMost: false,
  evidence: [],
  causes: [],
  notes: [],
};

export const sampleIncidents: readonly IncidentRecord[] = [
  {
    ...plain,
    id: 'portal-mme:1',
    cause: 'api-hung',
    firstFailureAt: bogota(10, 29, 11, 20, 12),
    confirmedAt: bogota(10, 29, 11, 21, 40),
    toldAt: bogota(10, 29, 11, 22, 17),
    recoveredAt: bogota(10, 29, 11, 24, 20),
    repairedBy: 'watchdog',
  },
  {
    ...plain,
    id: 'portal-mme:2',
    cause: 'server-unreachable',
    firstFailureAt: bogota(11, 6, 2, 10, 5),
    recoveredAt: bogota(11, 6, 3, 44, 9),
    repairedBy: 'boot',
    source: 'reconstructed',
    atMost: true,
    evidence: [{ text: 'last -Fx: reboot system boot Fri Nov 6 03:44:09' }],
  },
  {
    ...plain,
    id: 'portal-mme:3',
    cause: 'api-error',
    firstSignAt: bogota(11, 12, 15, 3, 7),
    firstFailureAt: bogota(11, 12, 15, 4, 5),
    confirmedAt: bogota(11, 12, 15, 4, 46),
    toldAt: bogota(11, 12, 15, 4, 47),
    acknowledgedAt: bogota(11, 12, 15, 9, 30),
    actions: [{ at: bogota(11, 12, 15, 21, 14), service: 'api', outcome: 'failed', ms: 9800 }],
    recoveredAt: bogota(11, 12, 15, 44, 12),
    repairedBy: 'somebody',
    evidence: [
      { text: 'systemctl: postgresql@15-main inactive (dead)', sinceAt: bogota(11, 12, 15, 3, 7) },
      { text: 'GET /api/ 500 in 31 ms' },
    ],
    causes: [{ at: bogota(11, 12, 15, 5, 20), cause: 'database-down' }],
    notes: [
      {
        at: bogota(11, 12, 16, 20),
        by: 'ana',
        text: 'Los accesos no rotaban desde octubre. Activé logrotate el mismo día.',
      },
    ],
  },
  {
    ...plain,
    id: 'portal-mme:4',
    cause: 'api-down',
    firstFailureAt: bogota(11, 19, 7, 12, 3),
    confirmedAt: bogota(11, 19, 7, 13, 1),
    toldAt: bogota(11, 19, 7, 13, 43),
    actions: [{ at: bogota(11, 19, 7, 25, 2), service: 'api', outcome: 'verified', ms: 41_000 }],
    recoveredAt: bogota(11, 19, 7, 26, 5),
    repairedBy: 'administrator',
  },
  {
    ...plain,
    id: 'portal-mme:5',
    cause: 'web-error',
    firstFailureAt: bogota(11, 20, 9, 30, 0),
    recoveredAt: bogota(11, 20, 9, 30, 40),
    repairedBy: 'itself',
  },
  // Seen twice, then the laptop slept until the morning.
  {
    ...plain,
    id: 'portal-mme:6',
    cause: 'api-down',
    firstFailureAt: bogota(11, 21, 22, 51, 10),
    confirmedAt: bogota(11, 21, 22, 51, 40),
    toldAt: bogota(11, 21, 22, 51, 41),
    recoveredAt: bogota(11, 22, 7, 2, 30),
    recovery: { at: bogota(11, 21, 22, 55, 9), source: 'watchdog-log', atMost: false },
    repairedBy: 'watchdog',
    atMost: true,
  },
];

const sampleNotes: readonly NoteRecord[] = [
  { at: bogota(10, 29, 11, 23, 50), note: 'watchdog-restarted-api', source: 'reconstructed', took: null },
  { at: bogota(11, 6, 3, 42, 20), note: 'rebooted', source: 'reconstructed', took: null },
  { at: bogota(11, 17, 14, 2), note: 'worker-restarted', source: 'observed', took: { atLeastMs: 0, atMostMs: 1000 } },
];

const sampleMaintenances: readonly MaintenanceRecord[] = [
  { fromAt: bogota(11, 3, 18), toAt: bogota(11, 3, 18, 50), plannedUntilAt: bogota(11, 3, 19) },
];

export const sampleCorrection: Correction = {
  id: 'c1',
  fromAt: bogota(11, 13, 20, 0),
  toAt: bogota(11, 13, 21, 30),
  kind: 'planned',
  reason: 'Actualización acordada con el ministerio.',
  by: 'ana',
  madeAt: bogota(11, 14, 9, 12),
};

/** On working days from 7 to 19 o'clock; a minute more or less, as rounds come. */
function isAwake(at: number): boolean {
  const local = new Date(at - 5 * hourMs);
  return local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 7 && local.getUTCHours() < 19;
}

function sampleLooks(): readonly Look[] {
  // What ended while the laptop slept was hardly looked at.
  const watched = sampleIncidents.filter(({ recovery }) => recovery === null);
  const looks: Look[] = [];
  for (let at = firstAt; at <= sampleNow; at += sampleIntervalMs) {
    if (isAwake(at)) looks.push({ at, state: 'up', cause: null });
  }
  const seen = watched.filter(({ source }) => source === 'observed');
  const outside = looks.filter((look) => !seen.some((one) => isDuring(look.at, one)));
  const during = seen.flatMap((one) => [
    { at: one.firstFailureAt, state: 'down', cause: one.cause } as const,
    ...fiveMinutesOf(one).map((at) => ({ at, state: 'down', cause: one.cause }) as const),
    { at: (one.recoveredAt ?? sampleNow) - 1, state: 'down', cause: one.cause } as const,
    { at: one.recoveredAt ?? sampleNow, state: 'up', cause: null } as const,
  ]);
  return [...outside, ...during].sort((one, other) => one.at - other.at);
}

function fiveMinutesOf({ firstFailureAt, recoveredAt }: IncidentRecord): readonly number[] {
  const count = Math.floor(((recoveredAt ?? sampleNow) - firstFailureAt) / sampleIntervalMs);
  return Array.from({ length: count }, (_look, index) => firstFailureAt + (index + 1) * sampleIntervalMs - 1000);
}

function isDuring(at: number, { firstFailureAt, recoveredAt }: IncidentRecord): boolean {
  return at >= firstFailureAt - 1000 && at <= (recoveredAt ?? sampleNow);
}

/** The nights were reconstructed from the visits, but for the weekends' and for three hours of each. */
function sampleSpans(): readonly ReconstructedSpan[] {
  const spans: ReconstructedSpan[] = [
    {
      fromAt: bogota(11, 6, 2, 10, 5),
      toAt: bogota(11, 6, 3, 44, 9),
      state: 'down',
      source: 'boot',
      atMost: true,
      cause: 'server-unreachable',
    },
  ];
  for (let at = firstAt; at < sampleNow; at += dayMs) {
    const isOff = at === bogota(11, 6, 0);
    const toAt = at + (isOff ? 2 : 5) * hourMs;
    spans.push({ fromAt: at, toAt, state: 'up', source: 'access-log', atMost: false, cause: null });
    spans.push({
      fromAt: at + 19 * hourMs,
      toAt: at + dayMs,
      state: 'up',
      source: 'watchdog-log',
      atMost: false,
      cause: null,
    });
  }
  return spans;
}

function sampleGaps(): readonly KnownGap[] {
  const gaps: KnownGap[] = [];
  for (let at = firstAt; at < sampleNow; at += dayMs) {
    gaps.push({ fromAt: at + 5 * hourMs, toAt: at + 7 * hourMs, reason: 'asleep' });
    if (!isAwake(at + 12 * hourMs))
      gaps.push({ fromAt: at + 7 * hourMs, toAt: at + 19 * hourMs, reason: 'not-running' });
  }
  return gaps;
}

export interface SampleReader extends HistoryReader {
  readonly measured: NonNullable<ReportReader['measured']>;
}

/** `corrections`: hers, as they are now. */
export function createSampleReader(corrections: () => readonly Correction[] = () => [sampleCorrection]): SampleReader {
  const looks = sampleLooks();
  const spans = sampleSpans();
  const gaps = sampleGaps();
  const inside = <T extends Range>(items: readonly T[], { fromAt, toAt }: Range) =>
    items.filter((item) => item.fromAt < toAt && item.toAt > fromAt);
  const split = (range: Range, hers: readonly Correction[]) =>
    partition({
      range,
      now: sampleNow,
      looks,
      gaps,
      spans,
      maintenances: sampleMaintenances,
      corrections: hers,
      maxGapMs: 2 * sampleIntervalMs,
    });
  return {
    extent: () => ({ fromAt: firstAt, toAt: sampleNow }),
    segments: (_serverId, range) => split(range, corrections()),
    measured: (_serverId, range) => split(range, []),
    looks: (_serverId, { fromAt, toAt }) => looks.filter(({ at }) => at >= fromAt && at < toAt),
    incidents: (_serverId, range) =>
      sampleIncidents.filter((one) => startOf(one) < range.toAt && (one.recoveredAt ?? Infinity) > range.fromAt),
    notes: (_serverId, { fromAt, toAt }) => sampleNotes.filter(({ at }) => at >= fromAt && at < toAt),
    maintenances: (_serverId, range) => inside(sampleMaintenances, range),
    corrections: (_serverId, range) => inside(corrections(), range),
    series: (_serverId, check, range, points) => sampleSeries(check, range, points, looks),
    checks: () => ['api.public', 'disk:/', 'disk:/var', 'memory', 'portal.public'],
  };
}

function sampleSeries(check: string, range: Range, points: number, looks: readonly Look[]): readonly SeriesPoint[] {
  const width = (range.toAt - range.fromAt) / points;
  return Array.from({ length: points }, (_point, index) => {
    const bucket = { fromAt: range.fromAt + index * width, toAt: range.fromAt + (index + 1) * width };
    const values = looks
      .filter(({ at, state }) => state === 'up' && at >= bucket.fromAt && at < bucket.toAt)
      .map(({ at }) => sampleValue(check, at));
    const n = values.length;
    return {
      at: Math.round(bucket.fromAt),
      mean: n === 0 ? null : values.reduce((sum, value) => sum + value, 0) / n,
      min: n === 0 ? null : Math.min(...values),
      max: n === 0 ? null : Math.max(...values),
      n,
    };
  });
}

const phaseMs: Readonly<Record<string, number>> = { dns: 12, tcp: 38, tls: 52, firstByte: 74, total: 190 };

/** Waves over the day, and a disk that fills up. */
function sampleValue(check: string, at: number): number {
  const wave = Math.sin(at / (3 * hourMs)) * 0.25 + Math.sin(at / (7 * minuteMs)) * 0.2 + 1;
  const share = (at - firstAt) / (sampleNow - firstAt);
  if (check === 'disk:/') return 61 + 20 * share;
  if (check.startsWith('disk:')) return 34;
  if (check === 'memory') return 55 + 10 * Math.sin(at / dayMs);
  return (phaseMs[check.split('.')[1] ?? ''] ?? 0) * wave;
}

/** Nothing was ever seen. */
export function createEmptyReader(): SampleReader {
  const segments: HistoryReader['segments'] = (_serverId, range) =>
    partition({
      range,
      now: sampleNow,
      looks: [],
      gaps: [],
      spans: [],
      maintenances: [],
      corrections: [],
      maxGapMs: 0,
    });
  const none = () => [];
  return {
    extent: () => null,
    segments,
    measured: segments,
    looks: none,
    incidents: none,
    notes: none,
    maintenances: none,
    corrections: none,
    series: none,
    checks: none,
  };
}
