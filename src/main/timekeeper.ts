import type { MonitorEvent } from '../core/monitor';
import type { Clock } from './clock';

export interface Timekeeper {
  /** Compares the two clocks now; also called by every tick. */
  check(): void;
  stop(): void;
}

/** The wall clock may be adjusted by so much without anybody noticing. */
const backLimitMs = 2_000;
/** A timer that comes so late, or a wall clock that is so far ahead of the monotonic one: the machine slept. */
const sleptLimitMs = 30_000;

/**
 * Tells the core how time passes, by wall clock against monotonic clock: power events are not sent by every system, and
 * whether the monotonic clock goes on during sleep differs between them.
 */
export function startTimekeeper(deps: {
  readonly clock: Clock;
  readonly tickMs: number;
  readonly dispatch: (event: MonitorEvent) => void;
  readonly timeZone: () => string;
}): Timekeeper {
  const { clock, tickMs, dispatch } = deps;
  let last = { wall: clock.now(), monotonic: clock.monotonic() };
  let cancel: () => void = () => undefined;

  function check(): void {
    const now = { wall: clock.now(), monotonic: clock.monotonic() };
    const wallMs = now.wall - last.wall;
    const monotonicMs = now.monotonic - last.monotonic;
    const before = last;
    last = now;
    const backMs = Math.round(monotonicMs - wallMs);
    const isBack = backMs > backLimitMs;
    if (isBack) dispatch({ kind: 'clock-set-back', byMs: backMs, at: now.wall });
    // A monotonic clock that goes on during sleep tells both apart: asleep, and corrected on waking.
    if (Math.max(wallMs - monotonicMs, monotonicMs - tickMs) > sleptLimitMs)
      dispatch({ kind: 'slept', fromAt: isBack ? before.wall - backMs : before.wall, at: now.wall });
    dispatch({ kind: 'ticked', at: now.wall, timeZone: deps.timeZone() });
  }

  function plan(): void {
    cancel = clock.after(tickMs, () => {
      plan();
      check();
    });
  }
  plan();
  return {
    check,
    stop: () => {
      cancel();
    },
  };
}

/** The one that she lives in, asked anew: she may travel. */
export function systemTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
