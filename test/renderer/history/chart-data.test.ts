import { expect, test } from 'vitest';
import type { SeriesPoint } from '../../../src/core/history/types';
import { lonely, phaseRows, stacked, summaryOf } from '../../../src/renderer/history/chart-data';

const point = (at: number, mean: number | null): SeriesPoint => ({
  at,
  mean,
  min: mean,
  max: mean === null ? null : mean * 2,
  n: mean === null ? 0 : 3,
});
const response = [
  { check: 'api.dns', points: [point(0, 10), point(1, null)] },
  { check: 'api.tcp', points: [point(0, 20), point(1, null)] },
  { check: 'api.tls', points: [point(0, null), point(1, null)] },
  { check: 'api.firstByte', points: [point(0, 50), point(1, null)] },
  { check: 'api.total', points: [point(0, 100), point(1, null)] },
];

test('what is left of the total after the known phases is the download', () => {
  expect(phaseRows(response)[0]?.phases).toEqual({ dns: 10, tcp: 20, tls: null, firstByte: 50, rest: 20 });
});

test('phases stand on each other up to the total, and where nothing was measured there is a hole', () => {
  expect(stacked(phaseRows(response)).map((column) => [...column])).toEqual([
    [10, null],
    [30, null],
    [30, null],
    [80, null],
    [100, null],
  ]);
});

test('a mean of many points weighs each by its measurements', () => {
  const summary = summaryOf([{ ...point(0, 100), n: 1 }, point(1, null), { ...point(2, 200), n: 3 }]);
  expect(summary).toEqual({ mean: 175, min: 100, max: 400, first: 100, last: 200 });
});

test('nothing measured is no summary', () => {
  expect(summaryOf([point(0, null)])).toBeNull();
});

test('a measurement between two holes is drawn as a point', () => {
  expect(lonely([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  expect(lonely([null, 5, undefined])).toEqual([1]);
});
