/** The report as a document for machines. Its names are binding: fields are added, never renamed. */
import type { Availability } from '../../core/history/availability';
import type { PromiseResult } from '../../core/history/promises';
import {
  detectionMsOf,
  endOf,
  isAtMost,
  repairMsOf,
  type RepairStatistics,
} from '../../core/history/repair-statistics';
import type { ReportCorrection, ReportData, ReportIncident } from '../../core/history/report-data';
import { toIsoDuration } from '../../core/history/targets';
import { toWholeSeconds } from '../../core/history/totals';
import type { RepairedBy } from '../../core/monitor-state';

export type ReportDocument = Readonly<Record<string, unknown>>;

export function toReportDocument(report: ReportData): ReportDocument {
  const { figure, target, statistics } = report;
  return {
    server: report.server.id,
    from: iso(report.range.fromAt),
    to: iso(report.range.toAt),
    timeZone: report.timeZone,
    seconds: toWholeSeconds(report.totals),
    coverage: figure.coverage,
    availability: figure.availability,
    bounds: figure.bounds,
    target: {
      value: target.value,
      perMonth: toIsoDuration(target.perMonthMs),
      perYear: toIsoDuration(target.perYearMs),
      verdict: figure.verdict,
      leftSeconds: seconds(figure.left),
      leftThisMonthSeconds: seconds(report.monthLeftMs),
    },
    withoutShort: { limitSeconds: seconds(report.shortLimitMs), ...toFigure(report.withoutShort) },
    incidents: report.incidents.map(toIncident),
    mttrSeconds: seconds(statistics.meanRepairMs),
    mtbfSeconds: seconds(report.meanTimeBetweenMs),
    detectionDelaySeconds: {
      median: seconds(statistics.detection.medianMs),
      worst: seconds(statistics.detection.worstMs),
      n: statistics.detection.n,
    },
    outages: toStatistics(statistics),
    byCause: Object.fromEntries(report.byCause.map((one) => [one.cause, toStatistics(one.statistics)])),
    maintenances: report.maintenances.map(({ fromAt, toAt }) => ({ from: iso(fromAt), to: iso(toAt) })),
    notes: report.notes.map(({ at, note, source, took }) => ({
      at: iso(at),
      note,
      source,
      seconds: took === null ? null : { atLeast: took.atLeastMs / 1000, atMost: took.atMostMs / 1000 },
    })),
    corrections: report.corrections.map(toCorrection),
    promises: report.promises.map(toPromise),
  };
}

function toFigure({ availability, bounds, verdict }: Availability): ReportDocument {
  return { availability, bounds, verdict };
}

function toIncident(incident: ReportIncident): ReportDocument {
  return {
    cause: incident.cause,
    firstSignAt: iso(incident.firstSignAt),
    firstFailureAt: iso(incident.firstFailureAt),
    confirmedAt: iso(incident.confirmedAt),
    toldAt: iso(incident.toldAt),
    acknowledgedAt: iso(incident.acknowledgedAt),
    recoveredAt: iso(incident.recoveredAt),
    endedAt: iso(endOf(incident)),
    endSource: incident.recovery?.source ?? null,
    repairedBy: incident.repairedBy === null ? null : contractWord[incident.repairedBy],
    repairedIn: incident.repairedBy,
    source: incident.source,
    atMost: isAtMost(incident),
    counted: incident.counted,
    repairSeconds: seconds(repairMsOf(incident)),
    detectionSeconds: seconds(detectionMsOf(incident)),
    notes: incident.notes.map(({ at, by, text }) => ({ at: iso(at), by, text })),
  };
}

/** The four words that readers know. */
const contractWord: Readonly<Record<RepairedBy, 'watchdog' | 'administrator' | 'itself' | 'unknown'>> = {
  watchdog: 'watchdog',
  administrator: 'administrator',
  itself: 'itself',
  boot: 'itself',
  somebody: 'unknown',
  unknown: 'unknown',
};

function toStatistics(statistics: RepairStatistics): ReportDocument {
  return {
    n: statistics.n,
    open: statistics.open,
    totalSeconds: seconds(statistics.totalMs),
    longestSeconds: seconds(statistics.longestMs),
    longestAtMost: statistics.isLongestAtMost,
    medianRepairSeconds: seconds(statistics.medianRepairMs),
    meanRepairSeconds: seconds(statistics.meanRepairMs),
    repairs: statistics.repairs,
    reconstructedEnds: statistics.ends.reconstructed,
    atMost: statistics.ends.atMost,
  };
}

function toCorrection({ fromAt, toAt, kind, reason, by, madeAt, original }: ReportCorrection): ReportDocument {
  const was = original === null ? null : toWholeSeconds(original);
  return { from: iso(fromAt), to: iso(toAt), kind, reason, by, madeAt: iso(madeAt), original: was };
}

function toPromise({ id, promisedMs, n, measured, worst, verdict }: PromiseResult): ReportDocument {
  return {
    id,
    promisedSeconds: seconds(promisedMs),
    n,
    measured,
    worst: worst === null ? null : { at: iso(worst.at), seconds: seconds(worst.ms), atMost: worst.atMost },
    verdict,
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null || Math.abs(at) > 8.64e15 ? null : new Date(at).toISOString();
}
