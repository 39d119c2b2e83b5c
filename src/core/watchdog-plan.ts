/** When the server's own watchdog acts, as its crontab says. */
import type { RemoteFacts, UnitFacts } from './remote-facts';

const minuteMs = 60_000;

export function cronUnit(facts: RemoteFacts): UnitFacts | null {
  return (
    Object.values(facts.units).find((unit) => /^crond?(\.service)?$/.test(unit.name) && unit.load !== 'not-found') ??
    null
  );
}

export interface WatchdogPlan {
  readonly everyMs: number;
  /** By the laptop's clock. */
  readonly nextAt: number;
}

/** Null: it is not active, or nobody knows when it runs. */
export function watchdogPlan(facts: RemoteFacts, at: number): WatchdogPlan | null {
  const { crontab, clockOffsetMs } = facts;
  const minutes = crontab?.watchdogMinutes ?? null;
  const cron = cronUnit(facts);
  if (crontab?.watchdogLine == null || minutes === null || (cron !== null && cron.active !== 'active')) return null;
  return { everyMs: cycleMs(minutes), nextAt: nextWatchdogAt(at + clockOffsetMs, minutes) - clockOffsetMs };
}

/** The next whole minute of the server's clock at which cron starts the watchdog. */
export function nextWatchdogAt(at: number, minutes: readonly number[] | null): number {
  const next = Math.floor(at / minuteMs) * minuteMs + minuteMs;
  if (minutes === null || minutes.length === 0) return next + 4 * minuteMs;
  for (let step = 0; step < 60; step++) {
    const candidate = next + step * minuteMs;
    if (minutes.includes(Math.floor(candidate / minuteMs) % 60)) return candidate;
  }
  return next;
}

/** The longest pause between two runs within an hour; the usual five minutes where nobody knows. */
export function cycleMs(minutes: readonly number[] | null): number {
  if (minutes === null || minutes.length === 0) return 5 * minuteMs;
  const sorted = [...minutes].sort((a, b) => a - b);
  const gaps = sorted.map((minute, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 60) - minute);
  return Math.max(...gaps) * minuteMs;
}
