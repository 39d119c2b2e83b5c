import { useMemo, useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import type { ChartsView, NamedSeries } from '../../shared/history/history-view';
import type { ViewContext } from '../../shared/ipc';
import { Segments } from '../components/segments';
import { Chart, type ChartLine } from '../history/chart';
import { momentsOf, phaseRows, stacked, summaryOf } from '../history/chart-data';
import { ChartLegend } from '../history/chart-legend';
import { shortDay } from '../history/cell-names';
import { PhaseTable, SeriesTable } from '../history/series-table';
import { useAnswer } from '../history/use-answer';
import type { ViewProps } from './view-props';

interface ChartsProps extends ViewProps {
  readonly server: ServerSnapshot;
  readonly context: ViewContext;
  readonly version: string;
}

interface DrawnProps extends ChartsProps {
  readonly charts: ChartsView;
}

/** Answer times, and what fills up slowly. Asked for after the figures are there. */
export function HistoryCharts(props: ChartsProps) {
  const { store, t, server } = props;
  const { choice } = store.history.value;
  const [part, setPart] = useState<'api' | 'portal'>('api');
  const [view, setView] = useState<'whole' | 'phases'>('whole');
  const asked = useAnswer(server.id, `${part}/${props.version}`, () =>
    store.bridge.request('history:charts', { serverId: server.id, choice, part }),
  );
  const charts = asked.answer;
  const title = t.ui('history.chart.response');
  return (
    <>
      <section class="section" aria-label={title} aria-busy={asked.isLoading}>
        <div class="section-head wraps">
          <h2>{title}</h2>
          <span class="end segs">
            <Segments
              label={t.ui('history.chart.part')}
              value={part}
              options={[
                ['api', t.ui('history.chart.api')],
                ['portal', t.ui('history.chart.portal')],
              ]}
              onChoose={setPart}
            />
            <Segments
              label={t.ui('history.chart.view')}
              value={view}
              options={[
                ['whole', t.ui('history.chart.whole')],
                ['phases', t.ui('history.chart.phases')],
              ]}
              onChoose={setView}
            />
          </span>
        </div>
        {charts !== null && <Response {...props} charts={charts} view={view} part={part} />}
      </section>
      {charts?.disks.map((series) => (
        <Trend key={series.check} {...props} charts={charts} series={series} />
      ))}
      {charts?.memory.map((series) => (
        <Trend key={series.check} {...props} charts={charts} series={series} />
      ))}
    </>
  );
}

function Response(props: DrawnProps & { readonly view: 'whole' | 'phases'; readonly part: 'api' | 'portal' }) {
  const { t, charts, view, part } = props;
  const points = charts.response.find(({ check }) => check.endsWith('.total'))?.points ?? [];
  const rows = useMemo(() => phaseRows(charts.response), [charts]);
  const lines = useMemo((): readonly ChartLine[] => {
    if (view === 'phases')
      return stacked(rows)
        .toReversed()
        .map((values) => ({ kind: 'stack', values }));
    return [
      { kind: 'edge', values: points.map(({ max }) => max) },
      { kind: 'edge', values: points.map(({ min }) => min) },
      { kind: 'line', values: points.map(({ mean }) => mean) },
    ];
  }, [charts, view]);
  const at = useMemo(() => momentsOf(points), [charts]);
  const summary = summaryOf(points);
  if (summary === null) return <p class="quiet">{t.ui('history.chart.none')}</p>;
  const what = `${t.ui('history.chart.response')}, ${t.ui(`history.chart.${part}`)}`;
  return (
    <>
      <ChartLegend t={t} view={view} charts={charts} />
      <Chart
        {...shared(props)}
        label={t.ui('history.chart.label', { what, mean: summary.mean, min: summary.min, max: summary.max })}
        at={at}
        lines={lines}
        height={160}
        top={null}
        formatY={(ms) => t.ui('history.chart.ms', { ms })}
        formatPoint={(index) => {
          const point = index === null ? undefined : points[index];
          if (point?.mean == null) return '';
          return `${moment(point.at, t)}: ${t.ui('history.chart.ms', { ms: point.mean })}`;
        }}
      />
      <details class="unveil">
        <summary>{t.ui('history.asTable')}</summary>
        {view === 'phases' ? (
          <PhaseTable t={t} label={what} rows={rows} />
        ) : (
          <SeriesTable t={t} label={what} points={points} format={(ms) => t.ui('history.chart.ms', { ms })} />
        )}
      </details>
    </>
  );
}

/** One share of something, from nothing to all. */
function Trend(props: DrawnProps & { readonly series: NamedSeries }) {
  const { t, series } = props;
  const { points } = series;
  const name = trendName(series.check, t);
  const at = useMemo(() => momentsOf(points), [points]);
  const lines = useMemo(
    (): readonly ChartLine[] => [{ kind: 'line', values: points.map(({ mean }) => mean) }],
    [points],
  );
  const summary = summaryOf(points);
  const percent = (n: number) => t.ui('history.chart.percent', { n });
  return (
    <section class="section" aria-label={name}>
      <h2>{name}</h2>
      {summary === null ? (
        <p class="quiet">{t.ui('history.chart.none')}</p>
      ) : (
        <>
          <Chart
            {...shared(props)}
            outages={[]}
            label={t.ui('history.chart.trendLabel', { what: name, ...summary })}
            at={at}
            lines={lines}
            height={110}
            top={100}
            formatY={percent}
            formatPoint={(index) => {
              const point = index === null ? undefined : points[index];
              return point?.mean == null ? '' : `${moment(point.at, t)}: ${percent(point.mean)}`;
            }}
          />
          <details class="unveil">
            <summary>{t.ui('history.asTable')}</summary>
            <SeriesTable t={t} label={name} points={points} format={percent} />
          </details>
        </>
      )}
    </section>
  );
}

function trendName(check: string, t: ViewProps['t']): string {
  if (check === 'memory') return t.ui('history.trend.memory');
  const mount = check.slice('disk:'.length);
  return mount === '/' ? t.ui('history.trend.disk.root') : t.ui('history.trend.disk', { mount });
}

const dayMs = 86_400_000;

function shared({ t, charts, context }: DrawnProps) {
  return {
    range: charts.range,
    gaps: charts.gaps,
    outages: charts.outages,
    timeZone: context.timeZone,
    theme: context.theme,
    formatX: (at: number, stepMs: number) => (stepMs >= dayMs ? shortDay(at, t) : t.text('report.clock', { at })),
  };
}

function moment(at: number, t: ViewProps['t']): string {
  return t.text('report.moment', { on: at, at });
}
