import type { ServicesView } from '../../shared/history/services-view';
import type { Words } from '../words';
import type { Trend } from './row';
import { sparkShape, sparkSize } from './spark-shape';

interface SparkProps {
  readonly t: Words;
  readonly trend: Trend;
  readonly history: ServicesView;
}

/** Its finding is its name, so that it needs no table of its own; the history has one. */
export function Spark({ t, trend, history }: SparkProps) {
  const points = history.trends.find(({ check }) => check === trend.check)?.points ?? [];
  const shape = sparkShape(points, { isPercent: trend.unit === 'percent', limit: trend.limit });
  if (shape === null) return <span class="spark" />;
  const value = (one: number) =>
    trend.unit === 'percent' ? t.ui('trend.percent', { value: one }) : t.ui('trend.ms', { value: one });
  const said = { low: value(shape.low), high: value(shape.high), last: value(shape.lastValue), gap: shape.gapMs };
  const label = t.ui(shape.gapMs > 0 ? 'trend.gaps' : 'trend.label', said);
  const { width, height } = sparkSize;
  return (
    <svg class="spark" viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={label}>
      {shape.limitY !== null && <path class="lim" d={`M0 ${String(shape.limitY)}H${String(width)}`} />}
      <path d={shape.path} />
      <circle cx={shape.last.x} cy={shape.last.y} r="1.75" />
    </svg>
  );
}
