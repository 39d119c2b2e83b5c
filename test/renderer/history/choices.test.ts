import { expect, test } from 'vitest';
import { choiceOf, moved, toFree } from '../../../src/renderer/history/choices';
import { toRange } from '../../../src/shared/history/range-choice';
import { bogota, sampleNow } from '../../support/history-sample';

const zone = 'America/Bogota';

test.each([
  ['day', bogota(11, 12, 0), { kind: 'day', steps: -12 }],
  ['day', bogota(11, 24, 0), { kind: 'day', steps: 0 }],
  ['month', bogota(10, 1, 0), { kind: 'month', steps: -1 }],
  ['month', bogota(1, 1, 0), { kind: 'month', steps: -10 }],
  ['year', bogota(1, 1, 0), { kind: 'year', steps: 0 }],
] as const)('a column of kind %s leads to its own range', (kind, fromAt, choice) => {
  expect(choiceOf(kind, { fromAt, toAt: fromAt + 1 }, sampleNow, zone)).toEqual(choice);
  expect(toRange(choice, sampleNow, zone).fromAt).toBe(fromAt);
});

test('a range to be changed by hand begins as the one that was shown', () => {
  const month = toRange({ kind: 'month', steps: -1 }, sampleNow, zone);
  expect(toFree(month, zone)).toEqual({ kind: 'free', from: '2026-10-01', to: '2026-10-31' });
});

test('forward goes as far as now, back without end', () => {
  expect(moved({ kind: 'month', steps: 0 }, 1, sampleNow, zone)).toBeNull();
  expect(moved({ kind: 'month', steps: 0 }, -1, sampleNow, zone)).toEqual({ kind: 'month', steps: -1 });
});

test('a free range moves by its own length', () => {
  const choice = { kind: 'free', from: '2026-11-03', to: '2026-11-05' } as const;
  expect(moved(choice, -1, sampleNow, zone)).toEqual({ kind: 'free', from: '2026-10-31', to: '2026-11-02' });
  expect(moved(choice, 1, sampleNow, zone)).toEqual({ kind: 'free', from: '2026-11-06', to: '2026-11-08' });
  expect(moved({ kind: 'free', from: '2026-11-20', to: '2026-11-24' }, 1, sampleNow, zone)).toBeNull();
});
