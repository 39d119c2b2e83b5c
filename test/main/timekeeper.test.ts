import { beforeEach, describe, expect, test } from 'vitest';
import type { MonitorEvent } from '../../src/core/monitor';
import type { Clock } from '../../src/main/clock';
import { startTimekeeper, type Timekeeper } from '../../src/main/timekeeper';

const second = 1000;
const minute = 60 * second;

/** Both clocks by hand. */
function twoClocks() {
  let wall = 1_000_000;
  let monotonic = 0;
  let pending: (() => void) | null = null;
  const clock: Clock = {
    now: () => wall,
    monotonic: () => monotonic,
    after: (_ms, call) => {
      pending = call;
      return () => {
        pending = null;
      };
    },
  };
  return {
    clock,
    pass: (wallMs: number, monotonicMs: number) => {
      wall += wallMs;
      monotonic += monotonicMs;
    },
    fire: () => {
      const call = pending;
      pending = null;
      call?.();
    },
    isPlanned: () => pending !== null,
  };
}

describe('time as the shell sees it pass', () => {
  let clocks: ReturnType<typeof twoClocks>;
  let keeper: Timekeeper;
  let told: MonitorEvent[];

  beforeEach(() => {
    clocks = twoClocks();
    told = [];
    keeper = startTimekeeper({
      clock: clocks.clock,
      tickMs: 20 * second,
      dispatch: (event) => told.push(event),
      timeZone: () => 'America/Bogota',
    });
  });

  const kinds = () => told.map(({ kind }) => kind);

  test('awake: ticks, again and again', () => {
    for (let i = 0; i < 3; i++) {
      clocks.pass(20 * second, 20 * second);
      clocks.fire();
    }
    expect(kinds()).toEqual(['ticked', 'ticked', 'ticked']);
  });

  test('asleep with a monotonic clock that stood still (Linux)', () => {
    clocks.pass(8 * 60 * minute, 20 * second);
    clocks.fire();
    expect(told[0]).toEqual({ kind: 'slept', fromAt: 1_000_000, at: 1_000_000 + 8 * 60 * minute });
  });

  test('asleep with a monotonic clock that went on (Windows): the timer comes late', () => {
    clocks.pass(8 * 60 * minute, 8 * 60 * minute);
    clocks.fire();
    expect(kinds()).toEqual(['slept', 'ticked']);
  });

  test('a clock that was set back is told by how much', () => {
    clocks.pass(20 * second - 60 * minute, 20 * second);
    clocks.fire();
    expect(told[0]).toMatchObject({ kind: 'clock-set-back', byMs: 60 * minute });
  });

  test('asleep and set back on waking, with a monotonic clock that went on: both, as long as it was', () => {
    clocks.pass(8 * 60 * minute - 3 * second, 8 * 60 * minute);
    clocks.fire();
    const at = 1_000_000 + 8 * 60 * minute - 3 * second;
    expect(told).toMatchObject([
      { kind: 'clock-set-back', byMs: 3 * second, at },
      { kind: 'slept', fromAt: 1_000_000 - 3 * second, at },
      { kind: 'ticked' },
    ]);
  });

  test('a clock that is corrected by less than anybody notices changes nothing', () => {
    clocks.pass(19 * second, 20 * second);
    clocks.fire();
    clocks.pass(25 * second, 20 * second);
    clocks.fire();
    expect(kinds()).toEqual(['ticked', 'ticked']);
  });

  test('daylight saving moves no clock of ours', () => {
    // It changes what is shown, never the epoch.
    clocks.pass(20 * second, 20 * second);
    clocks.fire();
    expect(kinds()).toEqual(['ticked']);
  });

  test('the system tells of waking before the next tick: slept once, not twice', () => {
    clocks.pass(60 * minute, second);
    keeper.check();
    clocks.pass(19 * second, 19 * second);
    clocks.fire();
    expect(kinds()).toEqual(['slept', 'ticked', 'ticked']);
  });

  test('stopped, it plans nothing more', () => {
    keeper.stop();
    expect(clocks.isPlanned()).toBe(false);
  });
});
