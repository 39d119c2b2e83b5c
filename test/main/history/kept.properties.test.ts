/** What is kept for years says what the rounds said. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totalsOf } from '../../../src/core/history/totals';
import { partition } from '../../../src/core/history/partition';
import type { Correction, KnownGap, Look, ReconstructedSpan, StoredRound } from '../../../src/core/history/types';
import { createHistory } from '../../../src/main/history/create-history';
import { packMeasurements, unpackMeasurements, type Measurement } from '../../../src/main/history/measurements';
import { fakeClock } from '../../support/fake-clock';
import { createTempFolder } from '../../support/temp-folder';
import { beganAt, dayMs, minuteMs, sampleRound } from './sample';

const hourMs = 3_600_000;
const range = { fromAt: beganAt, toAt: beganAt + 6 * dayMs };

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 6 * 24 * 60 }), fc.integer({ min: 1, max: 900 }))
  .map(([from, length]) => ({ fromAt: beganAt + from * minuteMs, toAt: beganAt + (from + length) * minuteMs }));

/** Rounds at uneven distances, some further apart than two looks may be. */
const rounds = fc
  .array(
    fc.tuple(fc.constantFrom(5, 5, 5, 9, 10, 11, 200), fc.constantFrom('calm', 'calm', 'calm', 'down', 'no-data')),
    {
      minLength: 5,
      maxLength: 300,
    },
  )
  .map((steps) => {
    let at = beganAt + minuteMs;
    return steps.map(([minutes, status]): StoredRound => {
      at += minutes * minuteMs;
      const cause = status === 'down' ? 'api-down' : status === 'no-data' ? 'laptop-offline' : null;
      return sampleRound(at, { status: status as StoredRound['status'], cause });
    });
  });

const spans = fc.array(
  fc.record({
    range: stretch,
    state: fc.constantFrom('up' as const, 'down' as const),
    source: fc.constantFrom('access-log' as const, 'watchdog-log' as const),
  }),
  { maxLength: 4 },
);

function toLook({ startedAt, status, cause }: StoredRound): Look {
  const state = status === 'down' ? 'down' : status === 'no-data' ? 'unseen' : 'up';
  return { at: startedAt, state, cause: state === 'up' ? null : cause };
}

test('segments that were kept and those of the rounds are one partition, whenever what came', () => {
  fc.assert(
    fc.property(
      rounds,
      spans,
      fc.array(stretch, { maxLength: 3 }),
      fc.array(stretch, { maxLength: 2 }),
      (seen, told, slept, wrong) => {
        const temp = createTempFolder('kept');
        const clock = fakeClock(range.toAt + 3 * dayMs);
        const history = createHistory({ dataDir: temp.path, clock });
        try {
          const late = seen.filter((_, index) => index % 17 === 3);
          for (const round of seen) if (!late.includes(round)) history.recordRound(round);
          while (history.maintain());
          // Known only when its time is kept already.
          for (const round of late) history.recordRound(round);
          const spanList: readonly ReconstructedSpan[] = told.map(({ range: span, state, source }) => ({
            ...span,
            state,
            source,
            atMost: false,
            cause: state === 'down' ? 'api-down' : null,
          }));
          history.recordSpans('portal', spanList);
          const gaps: readonly KnownGap[] = slept.map((gap) => ({ ...gap, reason: 'asleep' }));
          for (const gap of gaps) history.recordEntry({ kind: 'slept', at: gap.toAt, fromAt: gap.fromAt });
          const corrections: readonly Correction[] = wrong.map((part, index) => ({
            ...part,
            id: String(index),
            kind: 'planned',
            reason: 'x',
            by: 'Ana',
            madeAt: index,
          }));
          for (const correction of corrections) history.addCorrection('portal', correction);
          while (history.maintain());
          const expected = partition({
            range,
            now: clock.now(),
            looks: seen.map(toLook),
            gaps,
            spans: spanList,
            maintenances: [],
            corrections,
            maxGapMs: 10 * minuteMs,
          });
          const found = history.reader.segments('portal', range);
          expect(found).toEqual(expected);
          expect(totalsOf(found)).toEqual(totalsOf(expected));
          const middle = { fromAt: beganAt + 5 * hourMs, toAt: beganAt + 50 * hourMs };
          expect(totalsOf(history.reader.segments('portal', middle))).toEqual(
            totalsOf(
              partition({
                range: middle,
                now: clock.now(),
                looks: seen.map(toLook),
                gaps,
                spans: spanList,
                maintenances: [],
                corrections,
                maxGapMs: 10 * minuteMs,
              }),
            ),
          );
        } finally {
          history.close();
          temp.remove();
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('what was added up by day says what the rounds said', () => {
  fc.assert(
    fc.property(rounds, fc.integer({ min: 1, max: 144 }), (seen, points) => {
      const temp = createTempFolder('rolled');
      const clock = fakeClock(range.toAt + 3 * dayMs);
      const history = createHistory({ dataDir: temp.path, clock });
      try {
        for (const round of seen) history.recordRound(round);
        const ask = () => history.reader.series('portal', 'portal.public', range, points);
        const before = ask();
        while (history.maintain());
        expect(ask()).toEqual(before);
        expect(before.reduce((sum, { n }) => sum + n, 0)).toBe(seen.length);
      } finally {
        history.close();
        temp.remove();
      }
    }),
    { numRuns: 25 },
  );
});

const measurement: fc.Arbitrary<Measurement> = fc.record({
  item: fc.integer({ min: 1, max: 5_000 }),
  level: fc.constantFrom('ok', 'warning', 'critical', 'unknown'),
  value: fc.oneof(
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }),
    fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
    fc.record({ name: fc.nat() }),
  ),
  ms: fc.oneof(fc.constant(null), fc.nat(), fc.double({ min: 0, max: 1e5, noNaN: true })),
});

test('measurements come out of their bytes as they went in, and half of the bytes is no error', () => {
  fc.assert(
    fc.property(fc.array(measurement, { maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
      const bytes = packMeasurements(all);
      expect(unpackMeasurements(bytes)).toEqual(all);
      const cut = unpackMeasurements(bytes.slice(0, Math.floor(bytes.length * part)));
      expect(cut).toEqual(all.slice(0, cut.length));
    }),
  );
});
