/**
 * The status strip as rectangles: what was known to be well or not known stands on the line, by its share of the time;
 * what was down, and maintenance, drops below it, by the square root of its minutes, so that five of them are still seen.
 */
import type { StripCell } from '../../core/history/report-data';
import { lengthOf } from '../../core/history/totals';
import type { SecondsKind, Totals } from '../../core/history/types';

export const lineY = 44;
export const stripHeight = 66;
const deepest = stripHeight - lineY - 2;
/** An hour and a half and more reaches the ground. */
const deepestMinutes = 94;
const leastDrop = 4;
const leastRise = 1.5;
/** Between two pieces of a column. */
const gap = 1;

export interface StripBar {
  readonly kind: SecondsKind;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StripColumn {
  readonly x: number;
  readonly width: number;
  readonly bars: readonly StripBar[];
}

const rising = ['up', 'reconstructedUp', 'noData'] as const;
const dropping = ['down', 'reconstructedDown', 'planned'] as const;

export function stripColumns(cells: readonly StripCell[], width: number): readonly StripColumn[] {
  const step = width / Math.max(1, cells.length);
  const wide = step > 6 ? step * 0.84 : step - 1;
  const left = (step - wide) / 2;
  return cells.map((cell, index) => {
    const box = { x: index * step + left, width: wide };
    return { ...box, bars: [...rise(cell.totals, box), ...drop(cell.totals, box)] };
  });
}

type Box = Pick<StripBar, 'x' | 'width'>;

function rise(totals: Totals, box: Box): readonly StripBar[] {
  const kinds = rising.filter((kind) => totals[kind] > 0);
  const room = lineY - gap * kinds.length;
  const raw = kinds.map((kind) => Math.max(leastRise, (totals[kind] / lengthOf(totals)) * room));
  // What is raised to be seen is taken from the largest.
  const surplus = Math.max(0, raw.reduce((sum, height) => sum + height, 0) - room);
  const giver = raw.indexOf(Math.max(...raw));
  let ground = lineY;
  return kinds.map((kind, index) => {
    const height = (raw[index] ?? 0) - (index === giver ? surplus : 0);
    const y = ground - height;
    ground = y - gap;
    return { ...box, kind, y, height };
  });
}

function drop(totals: Totals, box: Box): readonly StripBar[] {
  const bars: StripBar[] = [];
  let y = lineY + 2;
  for (const kind of dropping) {
    if (totals[kind] === 0) continue;
    const height = Math.max(leastDrop, Math.sqrt(totals[kind] / 60_000 / deepestMinutes) * deepest);
    bars.push({ ...box, kind, y, height: Math.max(leastDrop, Math.min(height, stripHeight - y)) });
    y += height + gap;
  }
  return bars;
}

/** Which columns have a name under them: the first, and then as many as fit. */
export function labelledColumns(count: number, width: number, leastWidth: number): readonly number[] {
  const most = Math.max(1, Math.floor(width / leastWidth));
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / every) }, (_label, index) => index * every);
}
