import { describe, expect, test } from 'vitest';
import { partition, type PartitionInput } from '../../../src/core/history/partition';
import type { Look, ReconstructedSpan, Segment } from '../../../src/core/history/types';
import { minute } from '../../support/builders';

/** Minutes since 10:00 as a moment; rounds come every five. */
const m = (minutes: number) => Date.UTC(2026, 10, 24, 15, 0) + minutes * minute;

const up = (at: number): Look => ({ at: m(at), state: 'up', cause: null });
const down = (at: number): Look => ({ at: m(at), state: 'down', cause: 'api-down' });
const unseen = (at: number): Look => ({ at: m(at), state: 'unseen', cause: 'laptop-offline' });

function span(
  from: number,
  to: number,
  state: 'up' | 'down',
  change: Partial<ReconstructedSpan> = {},
): ReconstructedSpan {
  const cause = state === 'down' ? 'api-down' : null;
  return { fromAt: m(from), toAt: m(to), state, source: 'service-journal', atMost: false, cause, ...change };
}

function play(change: Partial<PartitionInput>, until = 30): readonly string[] {
  const segments = partition({
    range: { fromAt: m(0), toAt: m(until) },
    now: m(600),
    looks: [],
    gaps: [],
    spans: [],
    maintenances: [],
    corrections: [],
    maxGapMs: 10 * minute,
    ...change,
  });
  return segments.map(show);
}

/** "0–5 up", "5–10 noData asleep", "5–10 up?" where it is unsure. */
function show(segment: Segment): string {
  const at = (moment: number) => String((moment - m(0)) / minute);
  const more = [segment.cause, segment.reason, segment.source].filter((one) => one !== null);
  const { fromAt, toAt, kind, unsure } = segment;
  return [`${at(fromAt)}–${at(toAt)}`, `${kind}${unsure ? '?' : ''}`, ...more].join(' ');
}

describe('between two looks', () => {
  test('alike, all was as they say', () => {
    expect(play({ looks: [up(0), up(5), up(15), up(25), up(30)] })).toEqual(['0–30 up']);
    expect(play({ looks: [down(0), down(10), down(20), down(30)] })).toEqual(['0–30 down api-down']);
  });

  test('that differ, it counts as the first of them, and says that it is not sure', () => {
    expect(play({ looks: [up(0), up(5), down(10), down(15), up(20), up(30)] })).toEqual([
      '0–5 up',
      '5–10 up?',
      '10–15 down api-down',
      '15–20 down? api-down',
      '20–30 up',
    ]);
  });

  test('too far apart, nothing is known', () => {
    expect(play({ looks: [up(0), up(5), up(25), up(30)] })).toEqual(['0–5 up', '5–25 noData unknown', '25–30 up']);
  });

  test('of which one saw nothing, nothing is known either', () => {
    expect(play({ looks: [up(0), up(5), unseen(10), up(15), up(25), up(30)] })).toEqual([
      '0–5 up',
      '5–15 noData own-network',
      '15–30 up',
    ]);
  });

  test('in any order and twice, it is the same', () => {
    const looks = [up(0), up(5), down(10), up(15), up(25), up(30)];
    expect(play({ looks: [...looks.toReversed(), ...looks] })).toEqual(play({ looks }));
  });

  test('at the same moment that contradict each other, the worse counts', () => {
    expect(play({ looks: [up(0), up(10), down(10), up(20), unseen(20), up(30)] })).toEqual([
      '0–10 up?',
      '10–20 down? api-down',
      '20–30 up',
    ]);
  });
});

describe('a record of the server between two looks that differ', () => {
  const looks = [up(0), up(10), down(20), down(30)];

  test('of the outage says when it began', () => {
    expect(play({ looks, spans: [span(13, 25, 'down')] })).toEqual(['0–13 up', '13–30 down api-down']);
  });

  test('of the outage says when it ended', () => {
    expect(play({ looks: [down(0), down(10), up(20), up(30)], spans: [span(2, 14, 'down')] })).toEqual([
      '0–14 down api-down',
      '14–30 up',
    ]);
  });

  test('of good answers only says until when it was surely up', () => {
    expect(play({ looks, spans: [span(11, 14, 'up', { source: 'access-log' })] })).toEqual([
      '0–14 up',
      '14–20 up?',
      '20–30 down api-down',
    ]);
  });

  test('of an outage that was over does not say that what the next look saw had begun then', () => {
    expect(play({ looks, spans: [span(13, 14, 'down', { cause: 'dashboard-down' })] })).toEqual([
      '0–13 up',
      '13–14 down dashboard-down',
      '14–20 down? dashboard-down',
      '20–30 down api-down',
    ]);
  });

  test('that only bounds the outage pins nothing', () => {
    expect(play({ looks, spans: [span(13, 25, 'down', { atMost: true })] })).toEqual([
      '0–10 up',
      '10–20 up?',
      '20–30 down api-down',
    ]);
  });

  test.each(['access-log', 'watchdog-log'] as const)(
    'of a failing minute (%s) says neither when it began nor when it ended',
    (source) => {
      const looks = [up(0), down(5), up(14), up(20), up(30)];
      expect(play({ looks, spans: [span(6, 7, 'down', { source })] })).toEqual([
        '0–5 up?',
        '5–7 down api-down',
        '7–14 down? api-down',
        '14–30 up',
      ]);
    },
  );

  test('does not contradict looks that are alike', () => {
    expect(play({ looks: [up(0), up(10), up(20), up(30)], spans: [span(3, 8, 'down')] })).toEqual(['0–30 up']);
  });
});

describe('time without data', () => {
  const looks = [up(0), up(30)];

  test('has the reason that is known', () => {
    expect(play({ looks, gaps: [{ fromAt: m(5), toAt: m(20), reason: 'asleep' }] })).toEqual([
      '0–5 noData unknown',
      '5–20 noData asleep',
      '20–30 noData unknown',
    ]);
  });

  test('has the most telling of several reasons', () => {
    const gaps = (['unknown', 'own-network', 'not-running', 'asleep'] as const).map((reason, index) => ({
      fromAt: m(index * 5),
      toAt: m(30),
      reason,
    }));
    expect(play({ looks, gaps })).toEqual([
      '0–5 noData unknown',
      '5–10 noData own-network',
      '10–15 noData not-running',
      '15–30 noData asleep',
    ]);
  });

  test('becomes reconstructed only as far as a record goes', () => {
    const gaps = [{ fromAt: m(0), toAt: m(30), reason: 'asleep' as const }];
    expect(play({ looks, gaps, spans: [span(5, 10, 'up'), span(10, 12, 'down')] })).toEqual([
      '0–5 noData asleep',
      '5–10 reconstructedUp service-journal',
      '10–12 reconstructedDown api-down service-journal',
      '12–30 noData asleep',
    ]);
  });

  test('takes the strongest of several records', () => {
    const spans = [
      span(0, 30, 'down', { source: 'boot', atMost: true, cause: 'server-unreachable' }),
      span(5, 25, 'up', { source: 'watchdog-log' }),
      span(10, 20, 'down', { source: 'service-journal', cause: 'dashboard-down' }),
      span(14, 16, 'up', { source: 'access-log' }),
    ];
    const expected = [
      '0–5 reconstructedDown? server-unreachable boot',
      '5–10 reconstructedUp watchdog-log',
      '10–14 reconstructedDown dashboard-down service-journal',
      '14–16 reconstructedUp access-log',
      '16–20 reconstructedDown dashboard-down service-journal',
      '20–25 reconstructedUp watchdog-log',
      '25–30 reconstructedDown? server-unreachable boot',
    ];
    expect(play({ looks, spans })).toEqual(expected);
    expect(play({ looks, spans: spans.toReversed() })).toEqual(expected);
  });

  test('takes the worse of two records of the same kind, and the one that knows its ends', () => {
    const spans = [
      span(0, 30, 'up'),
      span(5, 25, 'down', { atMost: true }),
      span(10, 20, 'down', { cause: 'dashboard-down' }),
    ];
    expect(play({ looks, spans })).toEqual([
      '0–5 reconstructedUp service-journal',
      '5–10 reconstructedDown? api-down service-journal',
      '10–20 reconstructedDown dashboard-down service-journal',
      '20–25 reconstructedDown? api-down service-journal',
      '25–30 reconstructedUp service-journal',
    ]);
  });

  test('is what lies before the first look and after the last', () => {
    expect(play({ looks: [up(10), up(15)] })).toEqual(['0–10 noData unknown', '10–15 up', '15–30 noData unknown']);
  });

  test('is nobody’s fault after now, and until the next look is due', () => {
    expect(play({ looks: [up(0), up(5), up(10)], now: m(14) })).toEqual(['0–10 up', '10–30 noData']);
    expect(play({ looks: [up(0), up(5), up(10)], now: m(25) })).toEqual([
      '0–10 up',
      '10–25 noData unknown',
      '25–30 noData',
    ]);
  });

  test('is all there is of a server that nobody has looked at', () => {
    expect(play({})).toEqual(['0–30 noData unknown']);
    expect(play({}, 0)).toEqual([]);
    expect(play({}, -5)).toEqual([]);
  });
});

describe('planned and corrected', () => {
  const looks = [up(0), up(10), down(15), up(20), up(30)];
  const maintenances = [{ fromAt: m(12), toAt: m(18), plannedUntilAt: null }];

  test('maintenance takes the place of all that was seen in it', () => {
    expect(play({ looks, maintenances })).toEqual([
      '0–10 up',
      '10–12 up?',
      '12–18 planned',
      '18–20 down? api-down',
      '20–30 up',
    ]);
  });

  test('a correction outranks even that, the latest one the others', () => {
    const correction = { id: 'a', reason: 'router', by: 'ana', madeAt: m(40), fromAt: m(10), toAt: m(20) };
    const corrections = [
      { ...correction, kind: 'up' as const },
      { ...correction, id: 'b', madeAt: m(50), fromAt: m(14), toAt: m(16), kind: 'down' as const },
    ];
    const expected = ['0–14 up', '14–16 down', '16–30 up'];
    expect(play({ looks, maintenances, corrections })).toEqual(expected);
    expect(play({ looks, maintenances, corrections: corrections.toReversed() })).toEqual(expected);
  });

  test('one that ends before it begins changes nothing', () => {
    const backwards = [{ fromAt: m(18), toAt: m(12), plannedUntilAt: null }];
    expect(play({ looks, maintenances: backwards })).toEqual(play({ looks }));
  });
});
