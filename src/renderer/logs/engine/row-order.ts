/** Ids of rows in the order of their moments: a list of numbers that may hold millions and mostly grows at its end. */
export interface RowOrder {
  ids: Int32Array;
  count: number;
}

export function createRowOrder(): RowOrder {
  return { ids: new Int32Array(1024), count: 0 };
}

/** Merges sorted ids into the order; of equal moments those that were there come first. */
export function mergeIds(order: RowOrder, added: readonly number[], keyOf: (id: number) => number): void {
  const first = added[0];
  if (first === undefined) return;
  const needed = order.count + added.length;
  if (needed > order.ids.length) {
    const larger = new Int32Array(Math.max(needed, order.ids.length * 2));
    larger.set(order.ids.subarray(0, order.count));
    order.ids = larger;
  }
  const { ids } = order;
  // From the end, so that nothing before the first new one is touched.
  let from = order.count - 1;
  let to = needed - 1;
  for (let next = added.length - 1; next >= 0; next -= 1) {
    const id = added[next] ?? 0;
    const key = keyOf(id);
    while (from >= 0 && keyOf(ids[from] ?? 0) > key) {
      ids[to] = ids[from] ?? 0;
      to -= 1;
      from -= 1;
    }
    ids[to] = id;
    to -= 1;
  }
  order.count = needed;
}

/** Puts ids behind a row, whatever their moments. */
export function insertAfter(order: RowOrder, row: number, added: readonly number[]): void {
  const tail = order.ids.slice(row + 1, order.count);
  const needed = order.count + added.length;
  if (needed > order.ids.length) {
    const larger = new Int32Array(Math.max(needed, order.ids.length * 2));
    larger.set(order.ids.subarray(0, row + 1));
    order.ids = larger;
  }
  order.ids.set(added, row + 1);
  order.ids.set(tail, row + 1 + added.length);
  order.count = needed;
}

export function removeRows(order: RowOrder, isGone: (id: number) => boolean): void {
  let kept = 0;
  for (let row = 0; row < order.count; row += 1) {
    const id = order.ids[row] ?? 0;
    if (isGone(id)) continue;
    order.ids[kept] = id;
    kept += 1;
  }
  order.count = kept;
}

/** First row at this moment or later. */
export function rowAtKey(order: RowOrder, key: number, keyOf: (id: number) => number): number {
  let [low, high] = [0, order.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(order.ids[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Row of an id; where it is not shown, the first row of its moment or later. */
export function rowOfId(order: RowOrder, id: number, keyOf: (id: number) => number): number {
  const key = keyOf(id);
  const first = rowAtKey(order, key, keyOf);
  for (let row = first; row < order.count && keyOf(order.ids[row] ?? 0) === key; row += 1)
    if (order.ids[row] === id) return row;
  return first;
}
