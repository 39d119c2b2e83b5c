/** The report as one page that needs nothing else: no scripts, no network, prints on A4. */
import type { ReportData } from '../../core/history/report-data';
import type { Translator } from '../i18n';
import { describeReport, type ReportFact, type ReportSection, type ReportTable } from './describe-report';
import { html, type Html } from './html';
import { stripHtml } from './strip';
import { reportStyle } from './style';

export function toReportHtml(report: ReportData, t: Translator): string {
  const { title, about, facts, sections } = describeReport(report, t);
  const page = html`<html lang="${t.language}">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <style>
        ${{ html: reportStyle }}
      </style>
    </head>
    <body>
      <main>
        <h1>${title}</h1>
        <p class="about">${about.join(' ')}</p>
        <dl class="facts">${facts.map(factHtml)}</dl>
        ${stripHtml(report, t)} ${sections.map(sectionHtml)}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${page.html}\n`;
}

function factHtml({ label, value, note }: ReportFact): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd><strong>${value}</strong> <span>${note}</span></dd>
  </div>`;
}

function sectionHtml({ id, heading, lines, table }: ReportSection): Html {
  return html`<section id="${id}">
    <h2>${heading}</h2>
    ${lines.length === 0 ? '' : html`<p>${withBreaks(lines)}</p>`} ${table === null ? '' : tableHtml(table)}
  </section>`;
}

function withBreaks(lines: readonly string[]): readonly Html[] {
  return lines.map((line, index) => (index === 0 ? html`${line}` : html`<br />${line}`));
}

function tableHtml({ columns, rows }: ReportTable): Html {
  return html`<table>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
