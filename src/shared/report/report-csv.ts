/** The report as one table for a spreadsheet: a row says what it is about in its first column. Names are binding. */
import { endOf, repairMsOf, startOf } from '../../core/history/repair-statistics';
import type { ReportData, ReportIncident } from '../../core/history/report-data';
import { toWholeSeconds } from '../../core/history/totals';
import { secondsKinds } from '../../core/history/types';

const columns = [
  'record',
  'name',
  'from',
  'to',
  'seconds',
  'value',
  'cause',
  'repairedBy',
  'source',
  'counted',
  'by',
  'text',
  'seenTo',
  'toSource',
] as const;
type Row = Readonly<Partial<Record<(typeof columns)[number], string | number | null>>>;

export function toReportCsv(report: ReportData): string {
  const rows = [
    ...summaryRows(report),
    ...report.incidents.flatMap(incidentRows),
    ...report.maintenances.map(({ fromAt, toAt }) => ({ record: 'maintenance', ...stretch(fromAt, toAt) })),
    ...report.notes.map(({ at, note, source, took }) => ({
      record: 'note',
      name: note,
      from: iso(at),
      seconds: toSeconds(took?.atMostMs ?? null),
      source,
    })),
    ...report.corrections.map(({ fromAt, toAt, kind, by, reason }) => ({
      record: 'correction',
      name: kind,
      ...stretch(fromAt, toAt),
      by,
      text: reason,
    })),
    ...report.promises.map(({ id, verdict, n, worst }) => ({
      record: 'promise',
      name: id,
      seconds: toSeconds(worst?.ms ?? null),
      value: n,
      text: verdict,
    })),
  ];
  return [columns.join(','), ...rows.map(toLine)].join('\n');
}

function summaryRows(report: ReportData): readonly Row[] {
  const { figure, withoutShort, target, range, statistics } = report;
  const seconds = toWholeSeconds(report.totals);
  const value = (name: string, one: number | null): Row => ({ record: 'summary', name, value: one });
  return [
    { record: 'report', name: report.server.id, ...stretch(range.fromAt, range.toAt), text: report.timeZone },
    ...secondsKinds.map((kind) => ({ record: 'time', name: kind, seconds: seconds[kind] })),
    value('coverage', figure.coverage),
    value('availability', figure.availability),
    value('low', figure.bounds.low),
    value('high', figure.bounds.high),
    value('availabilityWithoutShort', withoutShort.availability),
    { record: 'summary', name: 'target', value: target.value, text: figure.verdict },
    value('outages', statistics.n),
    { record: 'summary', name: 'mttr', seconds: toSeconds(statistics.meanRepairMs) },
    { record: 'summary', name: 'mtbf', seconds: toSeconds(report.meanTimeBetweenMs) },
    { record: 'summary', name: 'detectionDelayMedian', seconds: toSeconds(statistics.detection.medianMs) },
    { record: 'summary', name: 'detectionDelayWorst', seconds: toSeconds(statistics.detection.worstMs) },
  ];
}

function incidentRows(incident: ReportIncident): readonly Row[] {
  const { recoveredAt, recovery, cause, repairedBy, source, counted } = incident;
  return [
    {
      record: 'incident',
      from: iso(startOf(incident)),
      to: iso(endOf(incident)),
      seconds: toSeconds(repairMsOf(incident)),
      cause,
      repairedBy,
      source,
      counted: counted ? 'yes' : 'no',
      seenTo: iso(recoveredAt),
      toSource: recovery?.source ?? null,
    },
    ...incident.notes.map(({ at, by, text }) => ({ record: 'incident-note', from: iso(at), cause, by, text })),
  ];
}

function stretch(fromAt: number, toAt: number): Row {
  return { from: iso(fromAt), to: iso(toAt), seconds: toSeconds(toAt - fromAt) };
}

function toLine(row: Row): string {
  return columns.map((column) => toCell(row[column] ?? '')).join(',');
}

/** A text that a spreadsheet would take for a formula is marked as text; numbers are ours. */
function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function toSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}

function iso(at: number | null): string | null {
  return at === null || Math.abs(at) > 8.64e15 ? null : new Date(at).toISOString();
}
