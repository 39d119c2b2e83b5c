import { describe, expect, test } from 'vitest';
import type { SeriesPoint } from '../../src/core/history/types';
import { sparkShape } from '../../src/renderer/services/spark-shape';

const width = 1_800_000;
const series = (...values: readonly (number | null)[]): readonly SeriesPoint[] =>
  values.map((mean, index) => ({ at: index * width, mean, min: mean, max: mean, n: mean === null ? 0 : 2 }));
const ms = { isPercent: false, limit: null };
const percent = { isPercent: true, limit: 90 };

describe('the line of a trend', () => {
  test('breaks where nothing was measured, and says for how long', () => {
    const shape = sparkShape(series(100, 120, null, null, 110, 130), ms);
    expect(shape?.path.match(/[ML]/g)?.join('')).toBe('MLML');
    expect(shape?.gapMs).toBe(2 * width);
  });

  test('a lone point between two gaps is a dot, and the last value is where the line ends', () => {
    const shape = sparkShape(series(100, null, 120, null, 50), ms);
    expect(shape?.path.match(/h\.1/g)).toHaveLength(3);
    expect([shape?.lastValue, shape?.low, shape?.high, shape?.last.x]).toEqual([50, 50, 120, 70]);
  });

  test('does not go on to now where the last data are missing', () => {
    expect(sparkShape(series(100, 100, null, null), ms)?.last.x).toBeLessThan(30);
  });

  test('nothing measured is nothing drawn', () => {
    expect([sparkShape([], ms), sparkShape(series(null, null), ms)]).toEqual([null, null]);
  });
});

describe('its scale', () => {
  const heights = (path: string | undefined) =>
    [...(path ?? '').matchAll(/[ML]\S+ ([\d.]+)/g)].map((one) => Number(one[1]));

  test('begins at zero for times: a habit of 180 to 200 ms is nearly straight', () => {
    const [high = 0, low = 0] = heights(sparkShape(series(180, 200), ms)?.path);
    expect(Math.abs(high - low)).toBeLessThan(2);
  });

  test('spans ten points at least for shares: one that trembles by one is nearly straight', () => {
    const [high = 0, low = 0] = heights(sparkShape(series(61, 62), percent)?.path);
    expect(Math.abs(high - low)).toBeLessThan(2);
  });

  test('shows the limit only where it is near, and what is above it above it', () => {
    expect(sparkShape(series(40, 42), percent)?.limitY).toBeNull();
    const shape = sparkShape(series(85, 93), percent);
    const [below = 0, above = 0] = heights(shape?.path);
    expect(shape?.limitY ?? 0).toBeGreaterThan(above);
    expect(shape?.limitY ?? 99).toBeLessThan(below);
  });

  test('keeps within its picture, whatever comes', () => {
    for (const values of [[0], [100, 100], [0, 100], [99.5, 100], [0, 0]])
      for (const options of [ms, percent])
        for (const height of heights(sparkShape(series(...values), options)?.path)) {
          expect(height).toBeGreaterThanOrEqual(0);
          expect(height).toBeLessThanOrEqual(20);
        }
  });
});
