import {
  detectionMsOf,
  endOf,
  isAtMost,
  repairMsOf,
  startOf,
  type RepairStatistics,
} from '../../core/history/repair-statistics';
import type { ReportData, ReportIncident } from '../../core/history/report-data';
import { causeTitle } from '../describe';
import type { Translator } from '../i18n';
import type { ReportTable } from './describe-report';
import { endMoment, longest, moment, took } from './took';

/** What fits on two pages beside the rest. */
const mostRows = 20;

interface Outages {
  readonly lines: readonly string[];
  readonly table: ReportTable | null;
}

export function describeOutages(report: ReportData, t: Translator): Outages {
  const { incidents } = report;
  if (incidents.length === 0) return { lines: [t.text('report.outages.none')], table: null };
  const lines = summaryLines(report, t);
  const shown = longestInOrder(incidents);
  const cut = t.text('report.outages.longest', { shown: shown.length, n: incidents.length });
  return {
    lines: shown.length < incidents.length ? [...lines, cut] : lines,
    table: {
      columns: (['start', 'end', 'took', 'cause', 'by', 'told', 'source'] as const).map((column) =>
        t.text(`report.column.${column}` as const),
      ),
      rows: shown.map((incident) => toRow(incident, report.timeZone, t)),
    },
  };
}

function summaryLines({ statistics, byCause, meanTimeBetweenMs }: ReportData, t: Translator): readonly string[] {
  const { n, open, longestMs, medianRepairMs, meanRepairMs, repairs, ends, detection } = statistics;
  if (n === 0) return [t.text('report.outages.none')];
  const atMost = ends.atMost > 0;
  const causes = byCause.map(({ cause, statistics: one }) =>
    t.text('report.outages.cause', { cause: causeTitle(cause, t), n: one.n, total: totalOf(one, t) }),
  );
  return [
    t.text('report.outages.count', { n, total: totalOf(statistics, t) }),
    longestMs === null || medianRepairMs === null || meanRepairMs === null
      ? null
      : t.text('report.outages.repair', {
          longest: longest({ ms: longestMs, atMost: statistics.isLongestAtMost }, t),
          median: longest({ ms: medianRepairMs, atMost }, t),
          mean: longest({ ms: meanRepairMs, atMost }, t),
          n: repairs,
        }),
    ends.reconstructed === 0 ? null : t.text('report.outages.ends', { n: ends.reconstructed }),
    ends.atMost === 0 ? null : t.text('report.outages.atMost', { n: ends.atMost }),
    open === 0 ? null : t.text('report.outages.open', { n: open }),
    detection.medianMs === null || detection.worstMs === null
      ? null
      : t.text('report.outages.told', { median: detection.medianMs, worst: detection.worstMs, n: detection.n }),
    meanTimeBetweenMs === null
      ? t.text('report.outages.few')
      : t.text('report.outages.between', { mean: meanTimeBetweenMs, n }),
    byCause.length < 2 ? null : t.text('report.outages.causes', { causes }),
  ].filter((line) => line !== null);
}

/** All of them together; as soon as one may have been shorter, so may this. */
export function totalOf({ totalMs, ends }: RepairStatistics, t: Translator): string {
  return longest({ ms: totalMs, atMost: ends.atMost > 0 }, t);
}

/** The longest ones, each in its place; one that goes on is the longest of all. */
function longestInOrder(incidents: readonly ReportIncident[]): readonly ReportIncident[] {
  const length = (incident: ReportIncident) => repairMsOf(incident) ?? Infinity;
  const kept = new Set(incidents.toSorted((one, other) => length(other) - length(one)).slice(0, mostRows));
  return incidents.filter((incident) => kept.has(incident));
}

function toRow(incident: ReportIncident, timeZone: string, t: Translator): readonly string[] {
  const { cause, repairedBy } = incident;
  const delay = detectionMsOf(incident);
  const startAt = startOf(incident);
  const endAt = endOf(incident);
  return [
    moment(startAt, t),
    endAt === null ? t.text('report.outage.goesOn') : endMoment(startAt, endAt, timeZone, t),
    describeLength(incident, t),
    causeTitle(cause, t),
    endAt === null ? '–' : t.text(`report.by.${repairedBy ?? 'unknown'}` as const),
    delay === null ? t.text('report.outage.notTold') : took(delay, t),
    t.text(`report.source.${sourceOf(incident)}` as const),
  ];
}

/** Of an outage whose beginning was seen the end may be the server's own word. */
function sourceOf({ source, recovery }: ReportIncident): ReportIncident['source'] | 'endReconstructed' {
  return recovery === null ? source : 'endReconstructed';
}

function describeLength(incident: ReportIncident, t: Translator): string {
  const ms = repairMsOf(incident);
  if (ms === null) return '–';
  const length = isAtMost(incident) ? t.text('report.outage.atMost', { took: ms }) : took(ms, t);
  return incident.counted ? length : t.text('report.outage.notCounted', { took: length });
}
