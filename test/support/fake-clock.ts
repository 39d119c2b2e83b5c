import type { Clock } from '../../src/main/clock';

/** A clock that goes only when told to. Wall and monotonic time run together, unless `jump` moves the wall alone. */
export interface FakeClock extends Clock {
  /** Lets time pass, calling what falls due on the way, in order. */
  advance(ms: number): void;
  /** Somebody sets the wall clock. */
  jump(ms: number): void;
  /** How many timers wait. */
  waiting(): number;
}

export function fakeClock(startAt = Date.parse('2026-11-24T15:42:00Z')): FakeClock {
  let wallAt = startAt;
  let monotonicMs = 0;
  let timers: readonly { readonly dueMs: number; readonly call: () => void }[] = [];

  function pass(ms: number): void {
    wallAt += ms;
    monotonicMs += ms;
  }

  return {
    now: () => wallAt,
    monotonic: () => monotonicMs,
    after: (ms, call) => {
      const timer = { dueMs: monotonicMs + ms, call };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const endMs = monotonicMs + ms;
      for (;;) {
        const [next] = timers.filter((timer) => timer.dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs);
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        pass(next.dueMs - monotonicMs);
        next.call();
      }
      pass(endMs - monotonicMs);
    },
    jump: (ms) => {
      wallAt += ms;
    },
    waiting: () => timers.length,
  };
}
