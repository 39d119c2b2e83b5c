/** A history written by hand, asked like the one that is kept. */
import { partition, type PartitionInput } from '../../src/core/history/partition';
import type { ReportReader } from '../../src/core/history/report-data';
import type { IncidentRecord, Look, NoteRecord, Range } from '../../src/core/history/types';
import { minute, someTime } from './builders';

export interface HandMade extends Partial<Omit<PartitionInput, 'range'>> {
  readonly incidents?: readonly IncidentRecord[];
  readonly notes?: readonly NoteRecord[];
}

export function handMade({ incidents = [], notes = [], ...given }: HandMade): ReportReader {
  const known: Omit<PartitionInput, 'range'> = {
    now: someTime,
    looks: [],
    gaps: [],
    spans: [],
    maintenances: [],
    corrections: [],
    maxGapMs: 10 * minute,
    ...given,
  };
  const inside = <T extends Range>(records: readonly T[], { fromAt, toAt }: Range) =>
    records.filter((record) => record.fromAt < toAt && record.toAt > fromAt);
  const moments = known.looks.map(({ at }) => at);
  return {
    extent: () => (moments.length === 0 ? null : { fromAt: Math.min(...moments), toAt: Math.max(...moments) }),
    segments: (_serverId, range) => partition({ ...known, range }),
    measured: (_serverId, range) => partition({ ...known, range, corrections: [] }),
    incidents: () => incidents,
    notes: (_serverId, { fromAt, toAt }) => notes.filter(({ at }) => at >= fromAt && at < toAt),
    maintenances: (_serverId, range) => inside(known.maintenances, range),
    corrections: (_serverId, range) => inside(known.corrections, range),
  };
}

/** A look every five minutes from one moment to another, both included. */
export function looksBetween(fromAt: number, toAt: number, state: 'up' | 'down' = 'up'): readonly Look[] {
  const count = Math.floor((toAt - fromAt) / (5 * minute)) + 1;
  const cause = state === 'down' ? 'api-down' : null;
  return Array.from({ length: count }, (_look, index) => ({ at: fromAt + index * 5 * minute, state, cause }));
}

/** An outage of the API that the watchdog ended; told after a minute and a half. */
export function incident(
  firstFailureAt: number,
  tookMs: number | null,
  change: Partial<IncidentRecord> = {},
): IncidentRecord {
  return {
    id: `i${String(firstFailureAt)}`,
    cause: 'api-down',
    firstSignAt: null,
    firstFailureAt,
    confirmedAt: firstFailureAt + minute,
    toldAt: firstFailureAt + 1.5 * minute,
    acknowledgedAt: null,
    actions: [],
    recoveredAt: tookMs === null ? null : firstFailureAt + tookMs,
    recovery: null,
    repairedBy: tookMs === null ? null : 'watchdog',
    source: 'observed',
    atMost: false,
    evidence: [],
    causes: [],
    notes: [],
    ...change,
  };
}
