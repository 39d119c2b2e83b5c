import type { ServerState } from './monitor-state';
import { isMaintained } from './silence';
import { isWaking } from './time-changes';

/** Settings of the rhythm, in milliseconds. */
export interface Cadence {
  readonly intervalMs: number;
  /** Minutes of the hour at which the server's watchdog acts; null: not known. */
  readonly watchdogMinutes: readonly number[] | null;
  /** 0 … 1, drawn by the shell. */
  readonly random: number;
}

const second = 1000;
const minute = 60 * second;

/**
 * How long until the next round, counted from the end of the last one, so that a slow server is never probed twice at
 * once: 10 s and 20 s while a failure is confirmed, 60 s during an outage, the interval otherwise.
 */
export function nextRoundIn(state: ServerState, cadence: Cadence, at: number): number {
  const { health, blind, woke, maintenance } = state;
  if (state.rounds === 0) return 0;
  // The network comes back within seconds of waking, and she waits for an answer.
  if (woke !== null && (blind === null || isWaking(state, at))) return 5 * second;
  if (blind !== null) return 30 * second;
  // A good round in a maintenance may be its end.
  if (isMaintained(maintenance, at) && (maintenance.troubled || health.status === 'recovering')) return 30 * second;
  switch (health.status) {
    case 'failing':
      return health.rounds === 1 ? 10 * second : 20 * second;
    case 'worrying':
      return 30 * second;
    case 'down':
      return Math.min(60 * second, cadence.intervalMs);
    case 'recovering':
      return 20 * second;
    default:
      return calmDelay(cadence, at);
  }
}

/** From the first look that fails to the last one that confirms it. */
export const confirmedWithinMs = 90 * second;

/** The longest time without a look while all is well: the interval, what is added to fall between two runs, and jitter. */
export function longestPauseMs(intervalMs: number, watchdogPeriodMs: number | null): number {
  const isAligned = watchdogPeriodMs !== null && intervalMs % watchdogPeriodMs === 0;
  return intervalMs + (isAligned ? watchdogPeriodMs / 2 : 0) + longestJitterMs(intervalMs);
}

function longestJitterMs(intervalMs: number): number {
  return Math.min(30 * second, intervalMs / 10);
}

/**
 * The server's watchdog runs every five minutes too. On the same phase, a crash would be seen always before or always
 * after its repair; so rounds fall between two of its runs, with ± 30 s of jitter.
 */
function calmDelay({ intervalMs, watchdogMinutes, random }: Cadence, at: number): number {
  const jitterMs = (random * 2 - 1) * longestJitterMs(intervalMs);
  const periodMs = watchdogPeriodMs(watchdogMinutes);
  if (periodMs === null || intervalMs % periodMs !== 0) return Math.max(5 * second, intervalMs + jitterMs);
  const phaseMs = ((watchdogMinutes?.[0] ?? 0) * minute + periodMs / 2) % periodMs;
  const earliest = at + intervalMs - periodMs / 2;
  const aligned = Math.ceil((earliest - phaseMs) / periodMs) * periodMs + phaseMs;
  return Math.max(5 * second, aligned - at + jitterMs);
}

function watchdogPeriodMs(minutes: readonly number[] | null): number | null {
  const [first, next] = minutes ?? [];
  if (first === undefined || next === undefined || next <= first) return null;
  return (next - first) * minute;
}
