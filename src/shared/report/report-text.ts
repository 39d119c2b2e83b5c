/** The report on a terminal. */
import type { ReportData } from '../../core/history/report-data';
import type { Translator } from '../i18n';
import { describeReport, type ReportSection } from './describe-report';

export function toReportText(report: ReportData, t: Translator): string {
  const { title, about, sections } = describeReport(report, t);
  return [title, '='.repeat(title.length), ...about, ...sections.flatMap((section) => sectionLines(section, t))].join(
    '\n',
  );
}

function sectionLines({ heading, lines, table }: ReportSection, t: Translator): readonly string[] {
  const rows = (table?.rows ?? []).map((row) => t.text('report.item', { text: row.join(' · ') }));
  return ['', heading, ...lines.map((text) => `  ${text}`), ...rows];
}
