import type { ReportData } from '../../core/history/report-data';
import { downMs, lengthOf } from '../../core/history/totals';
import type { Translator } from '../i18n';
import { coverageShares } from './shares';
import { took } from './took';

export function coverageLines({ totals }: ReportData, t: Translator): readonly string[] {
  const lines = [
    t.text('report.coverage', coverageShares(totals)),
    t.text('report.coverage.times', {
      up: took(totals.up, t),
      rebuiltUp: took(totals.reconstructedUp, t),
      down: took(totals.down, t),
      rebuiltDown: took(totals.reconstructedDown, t),
      none: took(totals.noData, t),
    }),
  ];
  return totals.planned > 0 ? [...lines, t.text('report.coverage.planned', { planned: totals.planned })] : lines;
}

/** The figure, how far it can be trusted, and the target; the rule stands under the number. */
export function availabilityLines(report: ReportData, t: Translator): readonly string[] {
  const { figure, withoutShort, target, totals, shortLimitMs } = report;
  const { availability, bounds, left } = figure;
  const targetValue = { target: target.value };
  return [
    ...(availability === null
      ? [t.text('report.availability.none')]
      : [
          t.text('report.availability', { value: availability }),
          t.text('report.rule.short'),
          t.text('report.availability.bounds', bounds),
          t.text('report.availability.short', {
            limit: shortLimitMs,
            value: withoutShort.availability ?? availability,
          }),
        ]),
    verdictLine(report, t),
    t.text('report.target.line', { ...targetValue, month: target.perMonthMs, year: target.perYearMs }),
    t.text('report.target.allowed', { allowed: left + downMs(totals), down: took(downMs(totals), t) }),
    ...monthLines(report, t),
  ];
}

/** Of the month that still goes on. */
function monthLines({ monthLeftMs }: ReportData, t: Translator): readonly string[] {
  if (monthLeftMs === null) return [];
  return monthLeftMs >= 0
    ? [t.text('report.target.left', { left: took(monthLeftMs, t) })]
    : [t.text('report.target.spent', { over: -monthLeftMs })];
}

/** What it depends on where it cannot be said. */
export function verdictLine({ figure, target, totals, unsure }: ReportData, t: Translator): string {
  const value = { target: target.value };
  if (figure.verdict !== 'cannot-be-stated') return t.text(`report.target.${figure.verdict}` as const, value);
  const { none } = coverageShares(totals);
  const part = (unsure.up + unsure.down) / (lengthOf(totals) - totals.planned);
  if (totals.noData === 0) return t.text('report.target.unsure', { ...value, part });
  return part > 0
    ? t.text('report.target.partly', { ...value, none, part })
    : t.text('report.target.cannot-be-stated', { ...value, none });
}
