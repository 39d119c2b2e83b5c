/** What keeps Vigía quiet, always with an end: snooze, maintenance, quiet hours. Measuring never stops. */
import { minuteOfDay, nextAt, parseClock } from './local-time';
import type { Settings } from './settings';

/** She silenced what was known at `fromAt`; an outage that begins later is told all the same. */
export interface Snooze {
  readonly fromAt: number;
  readonly untilAt: number;
}

/** Announced by her: what fails in it was to be expected, and counts neither as up nor as down. */
export interface Maintenance {
  readonly fromAt: number;
  readonly untilAt: number;
  /** Something failed in it: only then can it be over before its time. */
  readonly troubled: boolean;
  /** Since when all answers again. */
  readonly wellSinceAt: number | null;
  /** She was told that it ends soon and something still fails. */
  readonly warnedAt: number | null;
}

export interface EndedMaintenance {
  readonly fromAt: number;
  readonly endedAt: number;
}

const minuteMs = 60_000;
/** Long enough for a second reboot in the same maintenance to fall inside it. */
const wellEnoughMs = 10 * minuteMs;
const warnBeforeMs = 5 * minuteMs;
/** More would be forgetting it. */
export const longestMaintenanceMs = 24 * 60 * minuteMs;

export function isSnoozed(snooze: Snooze | null, at: number): boolean {
  return snooze !== null && at >= snooze.fromAt && at < snooze.untilAt;
}

export function isMaintained(maintenance: Maintenance | null, at: number): maintenance is Maintenance {
  return maintenance !== null && at >= maintenance.fromAt && at < maintenance.untilAt;
}

/** By its time, or because what she did has visibly been done. */
export function hasEnded(maintenance: Maintenance, at: number): boolean {
  if (!isMaintained(maintenance, at)) return true;
  const { troubled, wellSinceAt } = maintenance;
  return troubled && wellSinceAt !== null && at - wellSinceAt >= wellEnoughMs;
}

/** It ends soon, and something still fails. */
export function needsWarning({ untilAt, troubled, wellSinceAt, warnedAt }: Maintenance, at: number): boolean {
  return troubled && wellSinceAt === null && warnedAt === null && untilAt - at <= warnBeforeMs;
}

/** What a round in the maintenance says about its progress. */
export function noteRound(maintenance: Maintenance, isDown: boolean, at: number): Maintenance {
  if (isDown) return { ...maintenance, troubled: true, wellSinceAt: null };
  return { ...maintenance, wellSinceAt: maintenance.wellSinceAt ?? at };
}

/** When the quiet hours that run at `at` end; null: they do not run. */
export function quietUntil(quietHours: Settings['quietHours'], at: number, timeZone: string): number | null {
  if (quietHours === null) return null;
  const from = parseClock(quietHours.from);
  const to = parseClock(quietHours.to);
  const now = minuteOfDay(at, timeZone);
  const isQuiet = from <= to ? now >= from && now < to : now >= from || now < to;
  return isQuiet ? nextAt(at, to, timeZone) : null;
}
