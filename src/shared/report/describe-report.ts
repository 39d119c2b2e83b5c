/** The report in her language, as headings, lines and tables: HTML and the terminal print the same. */
import type { ReportData } from '../../core/history/report-data';
import { dayOf, minuteOfDay } from '../../core/local-time';
import type { Translator } from '../i18n';
import { availabilityLines, coverageLines } from './describe-figures';
import { describeOutages, totalOf } from './describe-outages';
import { describeCorrections, describeMaintenances, describeMended, describePromises } from './describe-upkeep';
import { coverageShares } from './shares';
import { zoneName } from './zone-name';

export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportSection {
  readonly id:
    'coverage' | 'availability' | 'outages' | 'maintenance' | 'mended' | 'corrections' | 'promises' | 'method';
  readonly heading: string;
  readonly lines: readonly string[];
  readonly table: ReportTable | null;
}

/** One of the figures at the top. */
export interface ReportFact {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

export interface ReportText {
  readonly title: string;
  readonly about: readonly string[];
  /** Coverage first. */
  readonly facts: readonly ReportFact[];
  readonly sections: readonly ReportSection[];
}

/** `t` must speak in the report's time zone. */
export function describeReport(report: ReportData, t: Translator): ReportText {
  return {
    title: t.text('report.title', { server: report.server.name, period: describePeriod(report, t) }),
    about: describeAbout(report, t),
    facts: describeFacts(report, t),
    sections: [
      section('coverage', coverageLines(report, t), t),
      section('availability', availabilityLines(report, t), t),
      { ...section('outages', [], t), ...describeOutages(report, t) },
      { ...section('maintenance', [], t), ...describeMaintenances(report, t) },
      { ...section('mended', [], t), ...describeMended(report, t) },
      section('corrections', describeCorrections(report, t), t),
      { ...section('promises', [], t), ...describePromises(report, t) },
      section('method', [t.text('report.method', { every: report.intervalMs }), t.text('report.rule')], t),
    ],
  };
}

function section(id: ReportSection['id'], lines: readonly string[], t: Translator): ReportSection {
  return { id, heading: t.text(`report.heading.${id}` as const), lines, table: null };
}

/** "noviembre de 2026"; a free range by its first and last day. */
function describePeriod({ range, periodKind, timeZone }: ReportData, t: Translator): string {
  const { fromAt: from, toAt } = range;
  const day = dayOf(from, timeZone);
  const year = day.slice(0, 4);
  switch (periodKind) {
    case 'day':
      return t.text('report.period.day', { on: from });
    case 'month':
      return t.text('report.period.month', { at: from });
    case 'quarter':
      return t.text('report.period.quarter', { n: Math.ceil(Number(day.slice(5, 7)) / 3), year });
    case 'year':
      return year;
    case null: {
      const wholeDays = [from, toAt].every((at) => minuteOfDay(at, timeZone) === 0);
      return wholeDays
        ? t.text('report.period.days', { from, to: toAt - 1 })
        : t.text('report.period.free', { from, fromClock: from, to: toAt, toClock: toAt });
    }
  }
}

function describeAbout(report: ReportData, t: Translator): readonly string[] {
  const { range, timeZone, madeAt } = report;
  return [
    t.text('report.range', { from: range.fromAt, fromClock: range.fromAt, to: range.toAt, toClock: range.toAt }),
    t.text('report.zone', { zone: zoneName(timeZone, range, t.language) }),
    t.text('report.made', { on: madeAt, at: madeAt }),
  ];
}

function describeFacts({ figure, target, totals, statistics }: ReportData, t: Translator): readonly ReportFact[] {
  const { availability, bounds, verdict, coverage } = figure;
  const share = (value: number) => t.text('report.share', { value });
  return [
    {
      label: t.text('report.fact.coverage'),
      value: share(coverage),
      note: t.text('report.coverage', coverageShares(totals)),
    },
    {
      label: t.text('report.fact.availability'),
      value: availability === null ? t.text('report.fact.nothing') : share(availability),
      note: `${t.text('report.fact.ofKnown')}, ${t.text('report.fact.bounds', bounds)}`,
    },
    {
      label: t.text('report.fact.target', { target: target.value }),
      value: t.text(`report.fact.${verdict}` as const),
      note: t.text('report.target.line', {
        target: target.value,
        month: target.perMonthMs,
        year: target.perYearMs,
      }),
    },
    {
      label: t.text('report.fact.outages'),
      value: String(statistics.n),
      note:
        statistics.n === 0
          ? t.text('report.fact.none')
          : t.text('report.fact.total', { total: totalOf(statistics, t) }),
    },
  ];
}
