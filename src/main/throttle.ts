import type { Clock } from './clock';

export interface Throttle {
  /** Acts now, or once the last time is long enough ago. */
  soon(): void;
  /** What was still to come does not. */
  stop(): void;
}

/** Lets something be done at once, and then so often at most. `everyMs`: or what it is after a time that took so many ms. */
export function createThrottle(
  clock: Pick<Clock, 'monotonic' | 'after'>,
  everyMs: number | ((tookMs: number) => number),
  act: () => void,
): Throttle {
  let nextMs = -Infinity;
  let cancel: (() => void) | null = null;
  const now = (): void => {
    cancel = null;
    const startedMs = clock.monotonic();
    act();
    nextMs = startedMs + (typeof everyMs === 'number' ? everyMs : everyMs(clock.monotonic() - startedMs));
  };
  return {
    soon: () => {
      const leftMs = nextMs - clock.monotonic();
      if (leftMs <= 0 && cancel === null) now();
      else cancel ??= clock.after(Math.max(0, leftMs), now);
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}
