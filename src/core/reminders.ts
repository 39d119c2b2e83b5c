/** Reminders of an open outage: 15 minutes after it was told, then after 1 h and 4 h, then daily. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const first = [15 * minuteMs, hourMs, 4 * hourMs] as const;

/** Milliseconds after the first notice at which reminder number `index` (from 0) is due. */
export function reminderAfterMs(index: number): number {
  return first[index] ?? (index - first.length + 1) * dayMs;
}

/** How many of the schedule's steps are behind, `elapsedMs` after the first notice. */
export function remindersDue(elapsedMs: number): number {
  const early = first.filter((ms) => elapsedMs >= ms).length;
  return early < first.length ? early : early + Math.floor(elapsedMs / dayMs);
}
