/** The only reader of the real time in the window, and the one timer that makes ages tick. */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';

/**
 * Milliseconds until some shown age or countdown changes its text: ages under a minute move every 5 s, older ones when
 * their minute turns, and a running step every second. Null: nothing shown will change.
 */
export function nextTickMs(moments: readonly number[], now: number, isRunning: boolean): number | null {
  if (isRunning) return 1000 - (now % 1000);
  const waits = moments.map((moment) => {
    const distance = Math.abs(now - moment);
    const step = distance < 60_000 ? 5000 : 60_000;
    // A countdown changes when it passes a whole step downwards, an age upwards.
    return moment > now ? (distance % step) + 1 : step - (distance % step);
  });
  return waits.length === 0 ? null : Math.max(250, Math.min(...waits));
}

/** What is left of a countdown, rounded up to the step in which it is shown: it never says 0 while something is left. */
export function leftMs(until: number, now: number): number {
  const left = Math.max(0, until - now);
  const step = left <= 60_000 ? 5000 : 60_000;
  return Math.ceil(left / step) * step;
}

/** Whole seconds until a moment, counted down on the screen. Not for the ear: it would never be quiet. */
export function useSecondsLeft(untilAt: number): number {
  const left = () => Math.max(0, Math.ceil((untilAt - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => {
      setSeconds(left());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [untilAt]);
  return seconds;
}

export interface Ticker {
  /** Epoch milliseconds, as old as the last tick. */
  readonly now: ReadonlySignal<number>;
  /** Tells the ticker what is on the screen. */
  watch(moments: readonly number[], isRunning: boolean): void;
  stop(): void;
}

/** Stands still while the window is hidden: nobody reads ages there. */
export function startTicker(
  page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>,
  readNow: () => number = () => Date.now(),
): Ticker {
  const now = signal(readNow());
  let watched: { readonly moments: readonly number[]; readonly isRunning: boolean } = { moments: [], isRunning: false };
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan(): void {
    clearTimeout(timer);
    if (page.hidden) return;
    const wait = nextTickMs(watched.moments, now.peek(), watched.isRunning);
    if (wait !== null) timer = setTimeout(tick, wait);
  }
  function tick(): void {
    now.value = readNow();
    plan();
  }
  page.addEventListener('visibilitychange', tick);
  return {
    now,
    watch: (moments, isRunning) => {
      watched = { moments, isRunning };
      tick();
    },
    stop: () => {
      clearTimeout(timer);
      page.removeEventListener('visibilitychange', tick);
    },
  };
}
