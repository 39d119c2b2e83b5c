import { performance } from 'node:perf_hooks';

/** Time as an argument: the wall clock may jump, the monotonic one never goes back. */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Milliseconds since some moment; stands still or not while the machine sleeps, but never goes back. */
  monotonic(): number;
  /** Calls once after so many milliseconds; returns the function that cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** The only reader of the real time outside the renderer. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (ms, call) => {
      const timer = setTimeout(call, Math.min(ms, 0x7fffffff));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
