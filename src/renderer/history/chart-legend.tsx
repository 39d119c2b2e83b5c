import type { ChartsView } from '../../shared/history/history-view';
import type { Words } from '../words';
import { phaseNames } from './chart-data';

/** What the lines and areas mean; the table says it in words. */
export function ChartLegend({
  t,
  view,
  charts,
}: {
  readonly t: Words;
  readonly charts: ChartsView;
  readonly view: 'whole' | 'phases';
}) {
  const names =
    view === 'phases'
      ? phaseNames.map((name) => [`tone-${name}`, t.ui(`history.phase.${name}`)] as const)
      : ([
          ['sample-line', t.ui('history.chart.mean')],
          ['sample-band', t.ui('history.chart.band')],
        ] as const);
  return (
    <div class="legend" aria-hidden>
      {names.map(([sample, name]) => (
        <span key={sample}>
          <i class={`sample ${sample}`} />
          {name}
        </span>
      ))}
      {charts.gaps.length > 0 && (
        <span>
          <i class="sample sample-gap" />
          {t.ui('history.chart.gap')}
        </span>
      )}
      {charts.outages.length > 0 && (
        <span>
          <i class="sample sample-outage" />
          {t.ui('history.chart.outage')}
        </span>
      )}
    </div>
  );
}
