import type { HistoryReader } from './types';

/** The history of a folder in which nothing has been kept yet. */
export const nothingKnown: HistoryReader = {
  extent: () => null,
  segments: (_serverId, { fromAt, toAt }) =>
    toAt > fromAt
      ? [{ fromAt, toAt, kind: 'noData', cause: null, reason: 'unknown', source: null, unsure: false }]
      : [],
  looks: () => [],
  incidents: () => [],
  notes: () => [],
  maintenances: () => [],
  corrections: () => [],
  series: () => [],
  checks: () => [],
};
