/**
 * Lines over time on a canvas (uPlot, loaded with the first chart). Silent for screen readers: each has its finding as a
 * name, and a table. Styles are set through the CSS object model only, so the strict policy holds.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Range } from '../../core/history/types';
import { lonely, type Column } from './chart-data';
import { paintGaps, paintOutages } from './chart-marks';
import { useThemeTurns } from './use-theme-turns';
import { useWidth } from './use-width';

export interface ChartLine {
  readonly values: Column;
  /** `edge`: of the band, not drawn itself. */
  readonly kind: 'line' | 'edge' | 'stack';
}

interface ChartProps {
  readonly label: string;
  readonly range: Range;
  readonly at: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly gaps: readonly Range[];
  readonly outages: readonly Range[];
  readonly height: number;
  /** Null: from 0 to a little above the highest. */
  readonly top: number | null;
  readonly timeZone: string;
  readonly theme: string;
  readonly formatY: (value: number) => string;
  readonly formatX: (at: number, stepMs: number) => string;
  /** What the pointer is on, in words; null: on nothing. */
  readonly formatPoint: (index: number | null) => string;
}

export function Chart(props: ChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const place = useRef<HTMLDivElement>(null);
  const [looked, setLooked] = useState<number | null>(null);
  const turns = useThemeTurns();
  useEffect(() => {
    let plot: uPlot | null = null;
    let isWanted = true;
    void import('uplot').then(({ default: Plot }) => {
      if (!isWanted || place.current === null) return;
      plot = new Plot(
        optionsOf(props, width, setLooked, (ts) => Plot.tzDate(new Date(ts * 1000), props.timeZone)),
        [props.at, ...props.lines.map(({ values }) => values)] as unknown as uPlot.AlignedData,
        place.current,
      );
    });
    return () => {
      isWanted = false;
      plot?.destroy();
    };
  }, [props.lines, props.at, props.range, props.theme, props.height, props.label, width, turns]);
  return (
    <div ref={ref}>
      {/* As high as the drawing from the first frame: nothing moves when it comes. */}
      <div class={`plot plot-${props.height.toString()}`} ref={place} role="img" aria-label={props.label} />
      <p class="strip-said" aria-hidden>
        {props.formatPoint(looked)}
      </p>
    </div>
  );
}

function optionsOf(
  props: ChartProps,
  width: number,
  onLook: (index: number | null) => void,
  tzDate: (seconds: number) => Date,
): uPlot.Options {
  const color = colorsOf();
  const { range, lines, top } = props;
  const font = `12px ${color('--font-ui')}`;
  const axis = { font, stroke: color('--text-3'), ticks: { show: false } };
  const edges = lines.flatMap(({ kind }, index) => (kind === 'edge' ? [index + 1] : []));
  return {
    width,
    height: props.height,
    tzDate,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { range: () => [range.fromAt / 1000, range.toAt / 1000] },
      y: { range: (_plot, _min, max) => [0, top ?? Math.max(10, (Number.isFinite(max) ? max : 0) * 1.15)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        gap: 6,
        space: 72,
        values: (_plot, splits, _axis, _space, step) => splits.map((at) => props.formatX(at * 1000, step * 1000)),
      },
      {
        ...axis,
        size: 52,
        gap: 6,
        space: 28,
        grid: { stroke: color('--line'), width: 1 },
        values: (_plot, splits) => splits.map(props.formatY),
      },
    ],
    series: [{}, ...lines.map((line, index) => seriesOf(line, index, lines.length, color))],
    ...(edges.length === 2
      ? { bands: [{ series: [edges[0] ?? 1, edges[1] ?? 2], fill: mix(color('--text-3'), color('--bg'), 22) }] }
      : {}),
    hooks: {
      drawClear: [
        (plot) => {
          paintGaps(plot, props.gaps, color('--no-data-solid'));
          paintOutages(plot, props.outages, color('--down-solid'));
        },
      ],
      setCursor: [
        (plot) => {
          onLook(plot.cursor.left === undefined || plot.cursor.left < 0 ? null : (plot.cursor.idx ?? null));
        },
      ],
    },
  };
}

/** From the darkest at the bottom to the lightest. */
const stackTones = [78, 58, 42, 26, 13];

function seriesOf({ kind }: ChartLine, index: number, count: number, color: (name: string) => string): uPlot.Series {
  const plain = { spanGaps: false, points: { show: false } };
  switch (kind) {
    case 'line':
      return {
        ...plain,
        stroke: color('--text'),
        width: 1.5,
        // A line needs two: one measurement between two holes is a point.
        points: { show: true, size: 4, filter: (plot, series) => [...lonely(plot.data[series] ?? [])] },
      };
    case 'edge':
      return { ...plain, width: 0, stroke: 'transparent' };
    case 'stack':
      return {
        ...plain,
        width: 1,
        stroke: color('--bg'),
        fill: mix(color('--text'), color('--bg'), stackTones[count - 1 - index] ?? 50),
      };
  }
}

function mix(front: string, back: string, percent: number): string {
  return `color-mix(in srgb, ${front} ${percent.toString()}%, ${back})`;
}

function colorsOf(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}
