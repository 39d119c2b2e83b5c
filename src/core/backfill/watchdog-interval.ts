const defaultMs = 5 * 60_000;

/** How long after one look of the watchdog the next one comes, from the minutes of the hour at which cron starts it. */
export function toWatchdogInterval(minutes: readonly number[] | null): number {
  if (minutes === null || minutes.length === 0) return defaultMs;
  const sorted = [...minutes].sort((a, b) => a - b);
  const gaps = sorted.map((minute, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 60) - minute);
  return Math.max(...gaps) * 60_000;
}
