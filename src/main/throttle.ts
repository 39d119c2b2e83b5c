import type { Clock } from './clock';

export interface Throttle {
  /** Acts now, or once the last time is long enough ago. */
  soon(): void;
  /** What was still to come does not. */
  stop(): void;
}

/** Lets something be done at once, and then so often at most. */
export function createThrottle(clock: Clock, everyMs: number, act: () => void): Throttle {
  let lastMs = -Infinity;
  let cancel: (() => void) | null = null;
  const now = (): void => {
    cancel = null;
    lastMs = clock.monotonic();
    act();
  };
  return {
    soon: () => {
      const leftMs = lastMs + everyMs - clock.monotonic();
      if (leftMs <= 0 && cancel === null) now();
      else cancel ??= clock.after(Math.max(0, leftMs), now);
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}
