import { expect, test } from 'vitest';
import { noTotals } from '../../../src/core/history/totals';
import type { Totals } from '../../../src/core/history/types';
import { labelledColumns, lineY, stripColumns, stripHeight } from '../../../src/renderer/history/strip-shape';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const column = (totals: Partial<Totals>) =>
  stripColumns([{ fromAt: 0, toAt: dayMs, totals: { ...noTotals, ...totals } }], 100)[0]?.bars ?? [];

test('what was well stands on the line, reconstructed above watched, no data on top', () => {
  const bars = column({ up: dayMs / 2, reconstructedUp: dayMs / 4, noData: dayMs / 4 });
  expect(bars.map(({ kind }) => kind)).toEqual(['up', 'reconstructedUp', 'noData']);
  expect((bars[0]?.y ?? 0) + (bars[0]?.height ?? 0)).toBe(lineY);
  expect(bars[0]?.height).toBe((lineY - 3) / 2);
});

test('what was down, and maintenance, drops below the line', () => {
  const bars = column({ up: dayMs, down: 5 * minuteMs, reconstructedDown: 5 * minuteMs, planned: 5 * minuteMs });
  expect(bars.filter(({ y }) => y > lineY).map(({ kind }) => kind)).toEqual(['down', 'reconstructedDown', 'planned']);
});

test('depth follows the square root of the minutes, and a second is still seen', () => {
  const depth = (down: number) => column({ up: dayMs - down, down }).find(({ kind }) => kind === 'down')?.height ?? 0;
  expect(depth(1000)).toBe(4);
  expect(depth(60 * minuteMs) / depth(15 * minuteMs)).toBeCloseTo(2, 5);
});

test('nothing reaches outside of the drawing, whatever the shares', () => {
  const shares = [1, 1000, minuteMs, dayMs / 2, dayMs];
  for (const up of shares)
    for (const noData of shares)
      for (const down of shares)
        for (const { y, height } of column({ up, noData, down, reconstructedUp: 1 })) {
          expect(y).toBeGreaterThanOrEqual(0);
          expect(height).toBeGreaterThan(0);
          expect(y + height).toBeLessThanOrEqual(stripHeight + 0.001);
        }
});

test('a column without any time has no bars', () => {
  expect(column({})).toEqual([]);
});

test('names stand only under as many columns as there is room for', () => {
  expect(labelledColumns(7, 640, 60)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(labelledColumns(30, 640, 60)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  expect(labelledColumns(30, 30, 60)).toEqual([0]);
});
