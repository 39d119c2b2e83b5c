/** Where rows of equal height stand, also where there are more than a browser can scroll through. */
export interface Geometry {
  readonly total: number;
  readonly rowPx: number;
  /** A panel under one row. */
  readonly panel: { readonly row: number; readonly heightPx: number } | null;
  readonly heightPx: number;
}

/** Chromium draws nothing right beyond 2²⁵ px; far below it all is exact. */
const mostPx = 12_000_000;

/** How high the scrolled space is: in millions of lines less than its rows. */
export function spaceOf(geometry: Geometry): number {
  return Math.min(mostPx, contentOf(geometry));
}

/** How many pixels of rows one pixel of scrolling is. */
export function scaleOf(geometry: Geometry): number {
  const [content, space] = [contentOf(geometry), spaceOf(geometry)];
  return content <= space || space <= geometry.heightPx
    ? 1
    : (content - geometry.heightPx) / (space - geometry.heightPx);
}

/** Where a row begins, in pixels of rows. */
export function topOf(geometry: Geometry, row: number): number {
  const { panel, rowPx } = geometry;
  return row * rowPx + (panel !== null && row > panel.row ? panel.heightPx : 0);
}

/** The first row in sight when this many pixels of rows are above. */
export function rowAt(geometry: Geometry, abovePx: number): number {
  const { panel, rowPx } = geometry;
  if (panel === null || abovePx < topOf(geometry, panel.row + 1)) {
    const row = Math.floor(abovePx / rowPx);
    return Math.max(0, panel === null ? row : Math.min(row, panel.row));
  }
  return Math.max(0, Math.floor((abovePx - panel.heightPx) / rowPx));
}

/** Rows that fit. */
export function rowsInSight({ heightPx, rowPx }: Geometry): number {
  return rowPx <= 0 ? 0 : Math.ceil(heightPx / rowPx) + 1;
}

/** Where to scroll so that a row is in sight; null: it is. */
export function scrollToRow(geometry: Geometry, row: number, scrollTop: number): number | null {
  const scale = scaleOf(geometry);
  const above = scrollTop * scale;
  const top = topOf(geometry, row);
  const bottom = top + geometry.rowPx + (geometry.panel?.row === row ? geometry.panel.heightPx : 0);
  if (top < above) return top / scale;
  if (bottom > above + geometry.heightPx) return Math.min(top, bottom - geometry.heightPx) / scale;
  return null;
}

function contentOf({ total, rowPx, panel }: Geometry): number {
  return total * rowPx + (panel?.heightPx ?? 0);
}
