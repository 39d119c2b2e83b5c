/** What a chart draws, in rows: the whole range in at most so many, for whoever reads instead of looking. */
import type { SeriesPoint } from '../../core/history/types';
import { moment } from '../../shared/report/took';
import type { Words } from '../words';
import { phaseNames, type PhaseRow } from './chart-data';

export function SeriesTable(props: {
  readonly t: Words;
  readonly label: string;
  readonly points: readonly SeriesPoint[];
  readonly format: (value: number) => string;
}) {
  const { t, points, format } = props;
  const cell = (value: number | null) => (value === null ? '–' : format(value));
  return (
    <div class="wide-table" tabIndex={0} role="group" aria-label={props.label}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.ui('history.chart.at')}</th>
            {(['mean', 'min', 'max', 'n'] as const).map((name) => (
              <th key={name} scope="col" class="r">
                {t.ui(`history.chart.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points
            .filter(({ n }) => n > 0)
            .map((point) => (
              <tr key={point.at}>
                <th scope="row">{moment(point.at, t)}</th>
                <td class="r">{cell(point.mean)}</td>
                <td class="r">{cell(point.min)}</td>
                <td class="r">{cell(point.max)}</td>
                <td class="r">{point.n}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

export function PhaseTable(props: { readonly t: Words; readonly label: string; readonly rows: readonly PhaseRow[] }) {
  const { t, rows } = props;
  const cell = (ms: number | null) => (ms === null ? '–' : t.ui('history.chart.ms', { ms }));
  return (
    <div class="wide-table" tabIndex={0} role="group" aria-label={props.label}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.ui('history.chart.at')}</th>
            {phaseNames.map((name) => (
              <th key={name} scope="col" class="r">
                {t.ui(`history.phase.${name}`)}
              </th>
            ))}
            <th scope="col" class="r">
              {t.ui('history.chart.whole')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ n }) => n > 0)
            .map((row) => (
              <tr key={row.at}>
                <th scope="row">{moment(row.at, t)}</th>
                {phaseNames.map((name) => (
                  <td key={name} class="r">
                    {cell(row.phases[name])}
                  </td>
                ))}
                <td class="r">{cell(row.total)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
