import type { ReportData } from '../../core/history/report-data';
import { causeTitle } from '../../shared/describe';
import { totalOf } from '../../shared/report/describe-outages';
import { longest } from '../../shared/report/took';
import type { ViewProps } from './view-props';

type PartProps = Pick<ViewProps, 't'> & { readonly report: ReportData };

/** How long repairs took and how soon they were told; each figure with the number of outages behind it. */
export function RepairTimes({ t, report }: PartProps) {
  const { statistics, meanTimeBetweenMs, byCause } = report;
  const { n, repairs, medianRepairMs, meanRepairMs, longestMs, ends, detection } = statistics;
  if (n === 0) return null;
  const ofRepairs = t.ui('history.repair.of', { n: repairs });
  const ofTold = t.ui('history.repair.ofTold', { n: detection.n });
  const between = meanTimeBetweenMs === null ? t.ui('history.repair.few') : t.ui('history.repair.of', { n });
  const atMost = ends.atMost > 0;
  const rows = [
    ['median', medianRepairMs, atMost, ofRepairs],
    ['mean', meanRepairMs, atMost, ofRepairs],
    ['longest', longestMs, statistics.isLongestAtMost, ofRepairs],
    ['told', detection.medianMs, false, ofTold],
    ['toldWorst', detection.worstMs, false, ofTold],
    ['between', meanTimeBetweenMs, false, between],
  ] as const;
  return (
    <section class="section" aria-label={t.ui('history.repair')}>
      <h2>{t.ui('history.repair')}</h2>
      <dl class="measures">
        {rows.map(([name, ms, isBounded, of]) => (
          <div key={name}>
            <dt>{t.ui(`history.repair.${name}`)}</dt>
            <dd>
              <span class="num">{ms === null ? '–' : longest({ ms, atMost: isBounded }, t)}</span>{' '}
              <span class="quiet">{of}</span>
            </dd>
          </div>
        ))}
      </dl>
      {ends.reconstructed > 0 && <p class="small quiet">{t.text('report.outages.ends', { n: ends.reconstructed })}</p>}
      {ends.atMost > 0 && <p class="small quiet">{t.text('report.outages.atMost', { n: ends.atMost })}</p>}
      {byCause.length > 1 && <Causes t={t} report={report} />}
    </section>
  );
}

function Causes({ t, report }: PartProps) {
  return (
    <details class="unveil">
      <summary>{t.ui('history.causes')}</summary>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.ui('history.causes.cause')}</th>
            <th scope="col" class="r">
              {t.ui('history.causes.n')}
            </th>
            <th scope="col" class="r">
              {t.ui('history.causes.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.byCause.map(({ cause, statistics }) => (
            <tr key={cause}>
              <td>{causeTitle(cause, t)}</td>
              <td class="r">{statistics.n}</td>
              <td class="r nowrap">{totalOf(statistics, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
