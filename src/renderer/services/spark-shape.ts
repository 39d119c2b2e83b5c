/** The little trend beside a service: a line through what was measured, cut where nothing was. */
import type { SeriesPoint } from '../../core/history/types';

export const sparkSize = { width: 72, height: 20 } as const;
/** Room for the line's own width and the last dot. */
const edge = 2;

export interface SparkShape {
  /** An SVG path; a lone point is a dot. */
  readonly path: string;
  readonly last: { readonly x: number; readonly y: number };
  /** Height of the limit, where it is in sight. */
  readonly limitY: number | null;
  readonly low: number;
  readonly high: number;
  readonly lastValue: number;
  /** How much of the time has no data. */
  readonly gapMs: number;
}

export interface SparkOptions {
  /** Percent are drawn around what they were, all else from zero: a habit looks like one. */
  readonly isPercent: boolean;
  readonly limit: number | null;
}

/** Null: nothing was measured. */
export function sparkShape(points: readonly SeriesPoint[], options: SparkOptions): SparkShape | null {
  const seen = points.flatMap(({ mean }, index) => (mean === null ? [] : [{ index, value: mean }]));
  const last = seen.at(-1);
  if (last === undefined) return null;
  const values = seen.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const scale = scaleOf(low, high, options);
  const stepX = points.length < 2 ? 0 : (sparkSize.width - 2 * edge) / (points.length - 1);
  const place = ({ index, value }: { readonly index: number; readonly value: number }) => ({
    x: tenths(edge + index * stepX),
    y: tenths(yOf(value, scale)),
  });
  const widthMs = points.length < 2 ? 0 : (points[1]?.at ?? 0) - (points[0]?.at ?? 0);
  return {
    path: seen
      .map((point, at) => {
        const { x, y } = place(point);
        const isNext = seen[at - 1]?.index === point.index - 1;
        const isAlone = !isNext && seen[at + 1]?.index !== point.index + 1;
        return `${isNext ? 'L' : 'M'}${String(x)} ${String(y)}${isAlone ? 'h.1' : ''}`;
      })
      .join(''),
    last: place(last),
    limitY: options.limit === null || options.limit > scale.to ? null : tenths(yOf(options.limit, scale)),
    low,
    high,
    lastValue: last.value,
    gapMs: (points.length - seen.length) * widthMs,
  };
}

interface Scale {
  readonly from: number;
  readonly to: number;
}

function scaleOf(low: number, high: number, { isPercent, limit }: SparkOptions): Scale {
  if (!isPercent) return { from: 0, to: Math.max(high * 1.1, 1) };
  // Ten points at least: what trembles by one is a straight line.
  const middle = (low + high) / 2;
  const half = Math.max(5, (high - low) / 2);
  const isNear = limit !== null && limit - high < 10;
  const to = Math.min(100, Math.max(middle + half, isNear ? limit + 1 : 0));
  return { from: Math.max(0, Math.min(middle - half, to - 10)), to };
}

function yOf(value: number, { from, to }: Scale): number {
  return edge + (1 - (value - from) / (to - from)) * (sparkSize.height - 2 * edge);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
