import type { LogModel } from './log-model';
import type { Place } from './place';
import type { StepTo } from './protocol';

/** The next match or mark, from the chosen row, else from what is in sight. `ordinal`: which one of all it is. */
export function findStep(
  model: LogModel,
  place: Place,
  to: Exclude<StepTo, 'row'>,
): { readonly row: number; readonly ordinal: number } | null {
  const { order } = model;
  const { top, end } = place.sight;
  const isMark = to.startsWith('mark');
  const isWanted = isMark ? (id: number) => id < 0 : (id: number) => id >= 0 && model.isMatch(id);
  const isBack = to === 'previous' || to === 'mark-previous' || (to === 'search' && end);
  const chosen = to === 'search' ? null : (place.selected()?.row ?? null);
  /** Rows before it, and from it on, where none is chosen. */
  const border = end ? order.count : top;
  const isAfter = (row: number) => (chosen === null ? row >= border : row > chosen);
  const isBefore = (row: number) => row < (chosen ?? border);
  let ordinal = 0;
  let [first, before, after, last] = [null, null, null, null] as (Found | null)[];
  for (let row = 0; row < order.count; row += 1) {
    if (!isWanted(order.ids[row] ?? 0)) continue;
    ordinal += 1;
    const found = { row, ordinal };
    first ??= found;
    if (isBefore(row)) before = found;
    if (isAfter(row)) after ??= found;
    last = found;
  }
  // Round and round, as every search does; marks do not.
  const around = isMark ? null : isBack ? last : first;
  return (isBack ? before : after) ?? around ?? null;
}

interface Found {
  readonly row: number;
  readonly ordinal: number;
}
