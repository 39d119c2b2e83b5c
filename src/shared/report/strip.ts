/** The range as a row of columns, one for each day (hour, month), with the same in words. */
import type { ReportData, StripCell } from '../../core/history/report-data';
import { downMs, lengthOf } from '../../core/history/totals';
import type { SecondsKind, Totals } from '../../core/history/types';
import { dayOf } from '../../core/local-time';
import type { Translator } from '../i18n';
import { describeTotals } from './describe-upkeep';
import { html, type Html } from './html';

const width = 720;
const height = 44;
/** Of what there is in a column, at least this much is seen: ten minutes of a day would be less than a pixel. */
const leastHeight = 5;
/** From the ground up. */
const order: readonly SecondsKind[] = ['down', 'reconstructedDown', 'planned', 'noData', 'reconstructedUp', 'up'];

export function stripHtml(report: ReportData, t: Translator): Html {
  const { cells } = report.strip;
  const step = width / Math.max(1, cells.length);
  const caption = stripCaption(report, t);
  return html`<figure>
    <svg viewBox="0 0 ${width} ${height + 16}" role="img" aria-label="${caption}">
      ${patterns()} ${cells.map((cell, index) => cellSvg(cell, index * step, step, report, t))}
    </svg>
    <figcaption>${caption} ${order.map((kind) => (report.totals[kind] > 0 ? legendItem(kind, t) : ''))}</figcaption>
  </figure>`;
}

/** "30 días: 2 con caídas, 1 con tiempo sin datos." */
function stripCaption({ strip }: ReportData, t: Translator): string {
  const count = (has: (totals: Totals) => boolean) => strip.cells.filter(({ totals }) => has(totals)).length;
  return t.text('report.strip.caption', {
    cells: t.text(`report.strip.${strip.kind}` as const, { n: strip.cells.length }),
    down: count((totals) => downMs(totals) > 0),
    none: count(({ noData }) => noData > 0),
  });
}

function cellSvg(cell: StripCell, x: number, step: number, report: ReportData, t: Translator): Html {
  const left = x + step * 0.06;
  const wide = step * 0.88;
  let ground = height;
  const bars = heightsOf(cell.totals).map(({ kind, tall }) => {
    ground -= tall;
    return html`<rect class="${kind}" x="${px(left)}" y="${px(ground)}" width="${px(wide)}" height="${px(tall)}" />`;
  });
  const name = cellName(cell, report, t);
  const what = t.text('report.strip.cell', { at: name.long, what: describeTotals(cell.totals, t) });
  const label = html`<text x="${px(x + step / 2)}" y="${height + 12}">${name.short}</text>`;
  return html`<g><title>${what}</title>${bars}${label}</g>`;
}

/** Shares of the column; small ones are raised at the cost of the largest. */
function heightsOf(totals: Totals): readonly { readonly kind: SecondsKind; readonly tall: number }[] {
  const all = lengthOf(totals);
  const raw = order
    .filter((kind) => totals[kind] > 0)
    .map((kind) => ({ kind, tall: Math.max(leastHeight, (totals[kind] / all) * height) }));
  const surplus = raw.reduce((sum, { tall }) => sum + tall, 0) - height;
  const largest = Math.max(...raw.map(({ tall }) => tall));
  const giver = raw.find(({ tall }) => tall === largest);
  return raw.map((one) => (one === giver ? { ...one, tall: one.tall - surplus } : one));
}

/** Under the column there is room for a number. */
function cellName(cell: StripCell, { strip, timeZone, range }: ReportData, t: Translator) {
  const at = cell.fromAt;
  const [year = '', month = '', day = ''] = dayOf(at, timeZone).split('-');
  const index = Math.round((at - range.fromAt) / Math.max(1, cell.toAt - at));
  switch (strip.kind) {
    case 'hour': {
      const clock = t.text('report.clock', { at });
      return { long: t.text('report.moment', { on: at, at }), short: index % 3 === 0 ? clock : '' };
    }
    case 'day': {
      const isCrowded = strip.cells.length > 45 && Number(day) % 5 !== 1;
      return { long: t.text('report.day', { on: at }), short: isCrowded ? '' : String(Number(day)) };
    }
    case 'month':
      return { long: t.text('report.period.month', { at }), short: String(Number(month)) };
    case 'year':
      return { long: year, short: year };
  }
}

function legendItem(kind: SecondsKind, t: Translator): Html {
  return html`<span class="key"
    ><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${kind}" width="12" height="12" /></svg>
    ${t.text(`report.kind.${kind}` as const)}</span
  >`;
}

/** Told apart by pattern too: the page may be printed without colour. */
function patterns(): Html {
  return html`<defs>
    <pattern id="rebuilt-up" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" fill="#d9efdd" />
      <path d="M0 4 4 0" stroke="#2f8f4e" stroke-width="1" />
    </pattern>
    <pattern id="rebuilt-down" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" fill="#f6cfcb" />
      <path d="M0 0 4 4" stroke="#b3261e" stroke-width="1.6" />
    </pattern>
    <pattern id="planned" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" fill="#cfe0fb" />
      <path d="M1 0V4" stroke="#2257b8" stroke-width="1.2" />
    </pattern>
    <pattern id="no-data" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect width="4" height="4" fill="#fff" />
      <circle cx="2" cy="2" r="0.7" fill="#777" />
    </pattern>
  </defs>`;
}

function px(value: number): string {
  return value.toFixed(2);
}
