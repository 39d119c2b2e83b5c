/** What a column of the strip is called, and what is in it. */
import type { ReportData, StripCell } from '../../core/history/report-data';
import { dayOf } from '../../core/local-time';
import { describeTotals } from '../../shared/report/describe-upkeep';
import type { Words } from '../words';
import type { NamedCell } from './strip';

type StripKind = ReportData['strip']['kind'];

export function nameCells(strip: ReportData['strip'], timeZone: string, t: Words): readonly NamedCell[] {
  return strip.cells.map((cell) => {
    const what = describeTotals(cell.totals, t);
    const name = cellName(cell, strip.kind, t, timeZone);
    const long = what.length === 0 ? name : t.text('report.strip.cell', { at: name, what });
    return { ...cell, long, short: shortName(cell, strip.kind, t, timeZone) };
  });
}

export function cellName({ fromAt, toAt }: StripCell, kind: StripKind, t: Words, timeZone: string): string {
  switch (kind) {
    case 'hour':
      return t.ui('history.stretch', {
        from: t.text('report.clock', { at: fromAt }),
        to: t.text('report.clock', { at: toAt }),
      });
    case 'day':
      return t.text('report.day', { on: fromAt });
    case 'month':
      return t.text('report.period.month', { at: fromAt });
    case 'year':
      return dayOf(fromAt, timeZone).slice(0, 4);
  }
}

function shortName({ fromAt }: StripCell, kind: StripKind, t: Words, timeZone: string): string {
  switch (kind) {
    case 'hour':
      return t.text('report.clock', { at: fromAt });
    case 'day':
      return shortDay(fromAt, t);
    case 'month':
      return shortDay(fromAt, t).replace(/^\d+ | \d+$/, '');
    case 'year':
      return dayOf(fromAt, timeZone).slice(0, 4);
  }
}

/** "24 nov.": the year stands above. */
export function shortDay(at: number, t: Words): string {
  return t.text('report.day', { on: at }).replace(/,? \d{4}$/, '');
}
