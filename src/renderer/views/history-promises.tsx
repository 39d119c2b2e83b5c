import type { PromiseResult } from '../../core/history/promises';
import type { ReportData } from '../../core/history/report-data';
import type { OverallStatus } from '../../core/model';
import { timesOf } from '../../shared/report/describe-upkeep';
import { longest, took } from '../../shared/report/took';
import { Mark } from '../components/icons';
import type { ViewProps } from './view-props';

type Words = ViewProps['t'];

/** Only where something can be said for certain is there a mark. */
const markOf: Readonly<Partial<Record<PromiseResult['verdict'], OverallStatus>>> = { kept: 'calm', broken: 'down' };

/** The guide's promises, one by one, with the worst that was measured. */
export function Promises({ t, report }: { readonly t: Words; readonly report: ReportData }) {
  return (
    <section class="section" aria-label={t.ui('history.promises')}>
      <h2>{t.ui('history.promises')}</h2>
      <table class="table promises">
        <thead>
          <tr>
            <th scope="col">{t.ui('history.promises.promise')}</th>
            <th scope="col" class="r opt">
              {t.ui('history.promises.within')}
            </th>
            <th scope="col" class="r">
              {t.ui('history.promises.n')}
            </th>
            <th scope="col" class="opt">
              {t.ui('history.promises.worst')}
            </th>
            <th scope="col">{t.ui('history.promises.result')}</th>
          </tr>
        </thead>
        <tbody>
          {report.promises.map((promise) => (
            <Row key={promise.id} t={t} promise={promise} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ t, promise }: { readonly t: Words; readonly promise: PromiseResult }) {
  const { id, promisedMs, worst, verdict } = promise;
  const mark = markOf[verdict];
  return (
    <tr>
      <td>{t.text(`scenario.${id}`)}</td>
      <td class="r opt nowrap">{promisedMs === null ? t.ui('history.promises.noLimit') : took(promisedMs, t)}</td>
      <td class="r">{timesOf(promise, t)}</td>
      <td class="opt">
        {worst === null ? '–' : t.ui('history.promises.worstAt', { took: longest(worst, t), on: worst.at })}
      </td>
      <td>
        <span class="result">
          {mark !== undefined && <Mark status={mark} label={null} />}
          {t.text(`report.promise.${verdict}`)}
        </span>
      </td>
    </tr>
  );
}
