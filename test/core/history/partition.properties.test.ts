import fc from 'fast-check';
import { expect, test } from 'vitest';
import { availabilityOf } from '../../../src/core/history/availability';
import { cutTo } from '../../../src/core/history/intervals';
import { lookRange, partition, type PartitionInput } from '../../../src/core/history/partition';
import {
  lengthOf,
  mergeTotals,
  mergeUnsure,
  toWholeSeconds,
  totalsOf,
  unsureOf,
  withoutShortOutages,
} from '../../../src/core/history/totals';
import { evidenceSources, secondsKinds, type Look, type Segment } from '../../../src/core/history/types';

/** Small numbers, so that ends meet, overlap and run backwards. */
const moment = fc.integer({ min: 0, max: 120 });
const stretch = fc.record({ fromAt: moment, toAt: moment });
const stretchWith = <T extends object>(more: fc.Arbitrary<T>) =>
  fc.tuple(stretch, more).map(([range, rest]) => ({ ...range, ...rest }));

const looks = fc.array(
  fc.record({
    at: moment,
    state: fc.constantFrom('up' as const, 'down' as const, 'unseen' as const),
    cause: fc.constantFrom(null, 'api-down' as const, 'database-down' as const),
  }),
  { maxLength: 60, size: 'max' },
);
const gaps = fc.array(stretchWith(fc.record({ reason: fc.constantFrom('asleep' as const, 'own-network' as const) })), {
  maxLength: 5,
});
const spans = fc.array(
  stretchWith(
    fc.record({
      state: fc.constantFrom('up' as const, 'down' as const),
      source: fc.constantFrom(...evidenceSources),
      atMost: fc.boolean(),
      cause: fc.constantFrom(null, 'api-down' as const),
    }),
  ),
  { maxLength: 8 },
);
const maintenances = fc.array(stretchWith(fc.record({ plannedUntilAt: fc.constant(null) })), { maxLength: 3 });
const corrections = fc.array(
  stretchWith(
    fc.record({
      id: fc.constant('x'),
      kind: fc.constantFrom(...secondsKinds),
      reason: fc.constant('r'),
      by: fc.constant('ana'),
      madeAt: moment,
    }),
  ),
  { maxLength: 3 },
);
const history: fc.Arbitrary<PartitionInput> = fc.record({
  range: fc.constant({ fromAt: -10, toAt: 130 }),
  now: fc.integer({ min: -20, max: 140 }),
  looks,
  gaps,
  spans,
  maintenances,
  corrections,
  maxGapMs: fc.integer({ min: 1, max: 20 }),
});
/** Where a range is cut in two. */
const cut = fc.integer({ min: -9, max: 129 });

const figure = (segments: readonly Segment[]) => availabilityOf(totalsOf(segments), unsureOf(segments), 0.995);

test('the segments fill the range exactly: they touch, none is empty, and neighbours differ', () => {
  fc.assert(
    fc.property(history, (input) => {
      const segments = partition(input);
      const ends = segments.flatMap(({ fromAt, toAt }) => [fromAt, toAt]);
      expect([ends[0], ends.at(-1)]).toEqual([input.range.fromAt, input.range.toAt]);
      segments.forEach((segment, index) => {
        expect(segment.toAt).toBeGreaterThan(segment.fromAt);
        const next = segments[index + 1];
        if (next === undefined) return;
        expect(next.fromAt).toBe(segment.toAt);
        expect({ ...next, fromAt: 0, toAt: 0 }).not.toEqual({ ...segment, fromAt: 0, toAt: 0 });
      });
      expect(lengthOf(totalsOf(segments))).toBe(140);
    }),
  );
});

test('the partition of a range is the cut of a larger one, also when only the looks around it are known', () => {
  fc.assert(
    fc.property(history, cut, cut, (input, one, other) => {
      const range = { fromAt: Math.min(one, other), toAt: Math.max(one, other) };
      const wanted = cutTo(partition(input), range);
      expect(partition({ ...input, range })).toEqual(wanted);
      const { fromAt, toAt } = lookRange(range, input.maxGapMs);
      const near = input.looks.filter(({ at }) => at >= fromAt && at < toAt);
      const partial = partition({ ...input, range, looks: near });
      expect([totalsOf(partial), unsureOf(partial)]).toEqual([totalsOf(wanted), unsureOf(wanted)]);
    }),
    { numRuns: 500 },
  );
});

test('merging two ranges that touch equals the whole', () => {
  fc.assert(
    fc.property(history, cut, (input, at) => {
      const whole = partition(input);
      const parts = [
        partition({ ...input, range: { ...input.range, toAt: at } }),
        partition({ ...input, range: { ...input.range, fromAt: at } }),
      ];
      expect(mergeTotals(parts.map(totalsOf))).toEqual(totalsOf(whole));
      expect(mergeUnsure(parts.map(unsureOf))).toEqual(unsureOf(whole));
    }),
  );
});

test('time that nobody saw changes the bounds and the coverage, never the figure', () => {
  const count = fc.integer({ min: 0, max: 1e12 });
  fc.assert(
    fc.property(fc.record({ up: count, down: count, noData: count }), count, ({ up, down, noData }, more) => {
      const known = { up, down, reconstructedUp: 0, reconstructedDown: 0, planned: 0, noData };
      const unsure = { up: 0, down: 0 };
      const before = availabilityOf(known, unsure, 0.995);
      const after = availabilityOf({ ...known, noData: noData + more }, unsure, 0.995);
      expect(after.availability).toBe(before.availability);
      expect(after.coverage).toBeLessThanOrEqual(before.coverage);
      expect(after.bounds.low).toBeLessThanOrEqual(before.bounds.low);
      expect(after.bounds.high).toBeGreaterThanOrEqual(before.bounds.high);
    }),
  );
});

test('looks that all agree make a figure of 100 % or 0 %, however many of them are lost', () => {
  fc.assert(
    fc.property(history, fc.constantFrom('up' as const, 'down' as const), (input, state) => {
      const same: readonly Look[] = input.looks.map((look) => ({ ...look, state, cause: null }));
      const only = { ...input, looks: same, spans: [], corrections: [] };
      const { availability } = figure(partition(only));
      expect([null, state === 'up' ? 1 : 0]).toContain(availability);
    }),
  );
});

test('the bounds always contain the figure, and lie between none and all', () => {
  fc.assert(
    fc.property(history, (input) => {
      const { availability, bounds, coverage } = figure(partition(input));
      expect(bounds.low).toBeGreaterThanOrEqual(0);
      expect(bounds.high).toBeLessThanOrEqual(1);
      expect(bounds.low).toBeLessThanOrEqual(availability ?? bounds.low);
      expect(bounds.high).toBeGreaterThanOrEqual(availability ?? bounds.high);
      expect(coverage).toBeGreaterThanOrEqual(0);
      expect(coverage).toBeLessThanOrEqual(1);
    }),
  );
});

test('leaving out short outages never lowers the figure, and changes nothing else', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 60 }), (input, limitMs) => {
      const segments = partition(input);
      const without = withoutShortOutages(segments, limitMs);
      expect(figure(without).availability ?? 0).toBeGreaterThanOrEqual(figure(segments).availability ?? 0);
      expect(figure(without).coverage).toBe(figure(segments).coverage);
      expect(totalsOf(without).noData).toBe(totalsOf(segments).noData);
    }),
  );
});

test('whole seconds add up, and none of the kinds moves by a second', () => {
  const ms = fc.integer({ min: 0, max: 4e10 });
  fc.assert(
    fc.property(fc.tuple(ms, ms, ms, ms, ms, ms), (values) => {
      const totals = Object.fromEntries(secondsKinds.map((kind, index) => [kind, values[index] ?? 0])) as never;
      const seconds = toWholeSeconds(totals);
      expect(lengthOf(seconds)).toBe(Math.floor(lengthOf(totals) / 1000));
      for (const kind of secondsKinds) expect(Math.abs(seconds[kind] * 1000 - totals[kind])).toBeLessThan(1000);
    }),
  );
});
