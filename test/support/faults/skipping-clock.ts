import { performance } from 'node:perf_hooks';
import type { Clock } from '../../../src/main/clock';

/** The real time, of which a test may leave out what is only waiting: wall and monotonic time go ahead together. */
export interface SkippingClock extends Clock {
  /** Time goes on by so much at once, at most up to the next timer; what is due is called. Returns how much it was. */
  skip(atMostMs: number): number;
  /** The machine sleeps for so long: the wall clock goes on, timers and the monotonic clock stand still. */
  sleep(ms: number): void;
  /** How many timers wait. */
  waiting(): number;
}

interface Timer {
  readonly dueMs: number;
  readonly call: () => void;
  cancel: () => void;
}

export function createSkippingClock(): SkippingClock {
  let aheadMs = 0;
  let sleptMs = 0;
  const timers = new Set<Timer>();
  const monotonic = () => performance.now() + aheadMs;

  function arm(timer: Timer): void {
    timer.cancel();
    const fire = (): void => {
      timers.delete(timer);
      timer.call();
    };
    const leftMs = timer.dueMs - monotonic();
    if (leftMs <= 0) {
      const handle = setImmediate(fire);
      timer.cancel = () => {
        clearImmediate(handle);
      };
    } else {
      const handle = setTimeout(fire, Math.min(leftMs, 0x7fffffff));
      timer.cancel = () => {
        clearTimeout(handle);
      };
    }
  }

  return {
    now: () => Date.now() + Math.round(aheadMs + sleptMs),
    monotonic,
    after: (ms, call) => {
      const timer: Timer = { dueMs: monotonic() + ms, call, cancel: () => undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    skip: (atMostMs) => {
      const nextMs = Math.min(...[...timers].map(({ dueMs }) => dueMs)) - monotonic();
      const ms = Math.max(0, Math.min(atMostMs, nextMs));
      // What is due is on its way: arming it anew would only hold it up.
      if (ms === 0) return 0;
      aheadMs += ms;
      for (const timer of timers) arm(timer);
      return ms;
    },
    sleep: (ms) => {
      sleptMs += ms;
    },
    waiting: () => timers.size,
  };
}
