/** "Last night: …": once in the morning, what happened while nobody was there, and how much of it was watched. */
import type { NoteKind } from './model';
import { dayOf, minuteOfDay, nextAt } from './local-time';
import type { PastOutage } from './flapping';
import { watchedMs, type Stretch } from './watched';

/** Something that mended itself, or was mended by the server's own means. */
export interface QuietRepair {
  readonly kind: NoteKind;
  readonly at: number;
  readonly n: number;
}

export interface DigestFacts {
  readonly fromAt: number;
  readonly toAt: number;
  readonly watchedMs: number;
  readonly outages: number;
  readonly repairs: readonly QuietRepair[];
}

const eveningMinutes = 20 * 60;
/** Earlier than this, whoever unlocks the computer is still up. */
const earliestMinutes = 5 * 60;
/** At this time it is told even where the system never says that somebody came. */
const unaskedMinutes = 8 * 60;
const latestMinutes = 14 * 60;
const keptMs = 36 * 3_600_000;

/** Whether a digest may be told now. `present`: she has just come to the computer. */
export function isDigestTime(
  digestAt: number | null,
  at: number,
  { timeZone, present }: { readonly timeZone: string; readonly present: boolean },
): boolean {
  const minute = minuteOfDay(at, timeZone);
  if (minute < (present ? earliestMinutes : unaskedMinutes) || minute >= latestMinutes) return false;
  return digestAt === null || dayOf(digestAt, timeZone) !== dayOf(at, timeZone);
}

/** Null: nobody watched anything last night, so there is nothing to tell. */
export function digestFacts(
  server: {
    readonly outages: readonly PastOutage[];
    readonly watched: readonly Stretch[];
    readonly repairs: readonly QuietRepair[];
  },
  at: number,
  timeZone: string,
): DigestFacts | null {
  const fromAt = nextAt(at - 24 * 3_600_000, eveningMinutes, timeZone);
  const seen = watchedMs(server.watched, fromAt, at);
  const earlier = server.watched.some(({ from }) => from < at - 60 * 60_000);
  if (seen === 0 || !earlier) return null;
  return {
    fromAt,
    toAt: at,
    watchedMs: seen,
    outages: server.outages.filter((one) => (one.toAt ?? at) > fromAt).length,
    repairs: server.repairs.filter((one) => one.at > fromAt && one.at <= at),
  };
}

export function keepRepairs(repairs: readonly QuietRepair[], at: number): readonly QuietRepair[] {
  return repairs.filter((one) => one.at <= at && at - one.at <= keptMs).slice(-200);
}
