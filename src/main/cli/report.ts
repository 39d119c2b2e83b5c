import { writeFileSync } from 'node:fs';
import { parsePeriod, periodAt, usualRange } from '../../core/history/periods';
import { buildReport, type ReportData, type ReportReader } from '../../core/history/report-data';
import { targetOf } from '../../core/history/targets';
import type { Range } from '../../core/history/types';
import { err, ok, type Result } from '../../core/result';
import type { ServerSettings } from '../../core/settings';
import { toReportCsv } from '../../shared/report/report-csv';
import { toReportHtml } from '../../shared/report/report-html';
import { toReportDocument } from '../../shared/report/report-json';
import { toReportText } from '../../shared/report/report-text';
import type { Translator } from '../../shared/i18n';
import type { Complain, Complaint } from './complain';
import type { CliShell } from './shell';

export interface ReportOptions {
  readonly reader: ReportReader;
  readonly timeZone: string;
  /** As typed; null: not given. */
  readonly from: string | null;
  readonly to: string | null;
  readonly format: 'text' | 'json' | 'csv';
  readonly htmlFile: string | null;
  readonly complain: Complain;
}

interface ReportShell extends Pick<CliShell, 'io' | 't'> {
  readonly clock: Pick<CliShell['clock'], 'now'>;
  readonly settings: Pick<CliShell['settings'], 'current'>;
}

/** Availability and outages of a range, on standard output or as a page. */
export function runReport(
  shell: ReportShell,
  server: Pick<ServerSettings, 'id' | 'name' | 'targetPercent'>,
  options: ReportOptions,
): number {
  const { io, t, clock, settings } = shell;
  const { reader, timeZone, htmlFile } = options;
  const now = clock.now();
  const range = toRange(options, reader.extent(server.id), now, t);
  if (!range.ok) return options.complain(range.error);
  const report = buildReport({
    server,
    reader,
    range: range.value,
    now,
    timeZone,
    target: targetOf(server),
    intervalMs: settings.current().intervalMinutes * 60_000,
  });
  if (htmlFile === null) {
    io.out(toOutput(report, options.format, t));
    return 0;
  }
  try {
    writeFileSync(htmlFile, toReportHtml(report, t));
  } catch {
    const text = t.text('cli.error.fileNotWritten', { path: htmlFile });
    return options.complain({ reason: 'file-not-written', text });
  }
  io.err(t.text('report.saved', { path: htmlFile }));
  return 0;
}

function toOutput(report: ReportData, format: ReportOptions['format'], t: Translator): string {
  switch (format) {
    case 'json':
      return JSON.stringify(toReportDocument(report));
    case 'csv':
      return toReportCsv(report);
    case 'text':
      return toReportText(report, t);
  }
}

/**
 * A day, month, quarter or year counts as a whole, also in `--to`. What has not happened yet is cut off. Only an end is
 * given: from the beginning of its month.
 */
function toRange(
  { from, to, timeZone }: ReportOptions,
  known: Range | null,
  now: number,
  t: Translator,
): Result<Range, Complaint> {
  if (from === null && to === null) return ok(usualRange(known, now, timeZone));
  const start = from === null ? null : parseWhen(from, timeZone);
  const end = to === null ? null : parseWhen(to, timeZone);
  if (from !== null && start === null) return err(badValue('--from', from, t));
  if (to !== null && end === null) return err(badValue('--to', to, t));
  const toAt = Math.min(end?.toAt ?? now, now);
  const fromAt = start?.fromAt ?? periodAt('month', (end?.toAt ?? now) - 1, timeZone).fromAt;
  if (toAt - fromAt >= 1000) return ok({ fromAt, toAt });
  const text = t.text('cli.error.emptyRange', { from: from ?? to ?? '', to: to ?? t.text('report.now') });
  return err({ reason: 'bad-arguments', text });
}

/** A moment is a range of no length. A time without a zone is that of this computer. */
function parseWhen(text: string, timeZone: string): Range | null {
  const period = parsePeriod(text, timeZone);
  if (period !== null) return period;
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : { fromAt: at, toAt: at };
}

function badValue(option: string, value: string, t: Translator): Complaint {
  return { reason: 'bad-arguments', text: t.text('cli.error.badValue', { option, value }) };
}
