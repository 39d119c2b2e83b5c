import { downMs } from '../../core/history/totals';
import type { ReportData } from '../../core/history/report-data';
import type { OverallStatus } from '../../core/model';
import type { HistoryView } from '../../shared/history/history-view';
import { verdictLine } from '../../shared/report/describe-figures';
import { coverageShares } from '../../shared/report/shares';
import { longest, took } from '../../shared/report/took';
import { Mark } from '../components/icons';
import { CoverBar } from '../history/strip';
import type { ViewProps } from './view-props';

type Words = ViewProps['t'];

const markOf: Readonly<Record<ReportData['figure']['verdict'], OverallStatus>> = {
  met: 'calm',
  missed: 'down',
  'cannot-be-stated': 'no-data',
};

/** Always in this order: how much is known, the figure with its bounds and its rule, the downtime, what is left, the verdict. */
export function Summary({ t, data }: { readonly t: Words; readonly data: HistoryView }) {
  const { report } = data;
  const { figure, totals } = report;
  return (
    <>
      <Coverage t={t} data={data} />
      <section class="figures">
        <div class="figure">
          <p class="big">
            {figure.availability === null ? '–' : t.text('report.share', { value: figure.availability })}
          </p>
          <p class="what">
            {t.ui('history.figure.available')}
            <br />
            {t.ui('history.figure.bounds', figure.bounds)}
          </p>
        </div>
        <Downtime t={t} report={report} />
        <Left t={t} report={report} />
      </section>
      <p class="verdict-line">
        <Mark status={markOf[figure.verdict]} label={null} />
        <span>{verdictLine(report, t)}</span>
      </p>
      <p class="small quiet">
        {t.text('report.rule.short')} {figure.availability !== null && shortText(report, t)}
      </p>
      {totals.planned > 0 && (
        <p class="small quiet">{t.text('report.coverage.planned', { planned: totals.planned })}</p>
      )}
      <details class="unveil">
        <summary>{t.ui('history.rule')}</summary>
        <p class="small">{t.text('report.rule')}</p>
        <p class="small">{t.text('report.method', { every: report.intervalMs })}</p>
      </details>
    </>
  );
}

function Coverage({ t, data: { report, missing } }: { readonly t: Words; readonly data: HistoryView }) {
  const { totals, figure } = report;
  const shares = coverageShares(totals);
  const reasons = missing.map(({ reason, ms }) => t.ui(`history.missing.${reason}`, { took: ms }));
  return (
    <section class="cover" aria-label={t.text('report.heading.coverage')}>
      <p>
        <strong class="num">{t.ui('history.cover', { known: figure.coverage })}</strong>{' '}
        <span class="quiet num">{t.ui('history.cover.parts', { ...shares })}</span>
      </p>
      <CoverBar
        label={t.ui('history.cover.label', { ...shares })}
        shares={[
          ['up', shares.observed],
          ['reconstructedUp', shares.rebuilt],
          ['noData', shares.none],
        ]}
      />
      {reasons.length > 0 && <p class="small quiet">{t.ui('history.missing', { what: reasons })}</p>}
    </section>
  );
}

function shortText({ withoutShort, shortLimitMs, figure }: ReportData, t: Words): string {
  const value = withoutShort.availability ?? figure.availability ?? 0;
  return t.text('report.availability.short', { limit: shortLimitMs, value });
}

function Downtime({ t, report: { totals, statistics } }: { readonly t: Words; readonly report: ReportData }) {
  const { n, longestMs, isLongestAtMost } = statistics;
  return (
    <div class="figure">
      <p class="big">{took(downMs(totals), t)}</p>
      <p class="what">
        {n === 0 ? t.ui('history.figure.none') : t.ui('history.figure.down', { n })}
        {longestMs !== null && (
          <>
            <br />
            {t.ui('history.figure.longest', { longest: longest({ ms: longestMs, atMost: isLongestAtMost }, t) })}
          </>
        )}
      </p>
    </div>
  );
}

/** What the target still allows: of the month where the range is this month, else of the range. */
function Left({ t, report: { monthLeftMs, figure, target } }: { readonly t: Words; readonly report: ReportData }) {
  const left = monthLeftMs ?? figure.left;
  const key = left < 0 ? 'over' : monthLeftMs === null ? 'left' : 'leftMonth';
  return (
    <div class="figure">
      <p class="big">{took(Math.abs(left), t)}</p>
      <p class="what">
        {t.ui(`history.figure.${key}`, { target: target.value })}
        <br />
        {t.ui('history.figure.target', { month: target.perMonthMs, year: target.perYearMs })}
      </p>
    </div>
  );
}
