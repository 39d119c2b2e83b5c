export interface VisibleRows {
  /** First row to draw. */
  readonly from: number;
  /** One past the last. */
  readonly to: number;
}

/** Rows of equal height that touch the viewport, with a few more on either side so that a quick scroll shows no blank. */
export function visibleRows(list: {
  readonly count: number;
  readonly rowHeightPx: number;
  readonly scrollTopPx: number;
  readonly heightPx: number;
}): VisibleRows {
  const margin = 8;
  if (list.count === 0 || list.rowHeightPx <= 0) return { from: 0, to: 0 };
  const first = Math.floor(Math.max(0, list.scrollTopPx) / list.rowHeightPx);
  const shown = Math.ceil(list.heightPx / list.rowHeightPx) + 1;
  const from = Math.max(0, Math.min(first, list.count - shown) - margin);
  return { from, to: Math.min(list.count, Math.max(first, 0) + shown + margin) };
}
