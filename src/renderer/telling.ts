/** What Vigía will tell about a server, and why it keeps quiet where it does: at most two lines, in one place. */
import type { IncidentSnapshot, ServerSnapshot } from '../core/snapshot-types';
import { describeQuiet } from '../shared/describe';
import { leftMs } from './format';
import { splitFirstSentence } from './text-pieces';
import type { Words } from './words';

export interface Telling {
  readonly lines: readonly [string, ...string[]];
  /** Something is not told now. */
  readonly isQuiet: boolean;
}

interface TellingOptions {
  readonly now: number;
  /** What is told in it is told by the drill; the orders about it are off. */
  readonly isDrill: boolean;
}

export function tellingOf(server: ServerSnapshot, t: Words, { now, isDrill }: TellingOptions): Telling {
  const { incident, maintenance, quiet, status } = server;
  // One that is over may stand in the snapshot until the next tick.
  const snoozedUntil = server.snoozedUntil !== null && server.snoozedUntil > now ? server.snoozedUntil : null;
  const snooze = snoozedUntil === null ? null : { until: snoozedUntil, left: leftMs(snoozedUntil, now) };
  const [first, second] = linesOf(server, snooze, t);
  const below = isDrill ? t.ui('telling.drill') : second;
  const isAcknowledged = incident !== null && incident.acknowledgedAt !== null;
  return {
    lines: below === undefined ? [first] : [first, below],
    isQuiet: snooze !== null || isAcknowledged || maintenance !== null || quiet !== null || status === 'no-data',
  };
}

interface Snooze {
  readonly until: number;
  readonly left: number;
}

function linesOf(
  server: ServerSnapshot,
  snooze: Snooze | null,
  t: Words,
): readonly [first: string, second?: string | undefined] {
  const { incident, maintenance, quiet, status } = server;
  const isSnoozed = quiet?.reason === 'snoozed';
  const silence = snooze === null ? undefined : t.ui('telling.snoozed', { ...snooze });
  if (maintenance !== null) return [t.ui('telling.maintenance'), silence];
  if (incident !== null && incident.acknowledgedAt !== null) {
    const { first, rest } = splitFirstSentence(t.text('acknowledged'));
    return [first, silence ?? rest];
  }
  if (isSnoozed && snooze !== null) return [t.ui('telling.snoozedThis', { ...snooze })];
  if (quiet !== null && !isSnoozed) return [describeQuiet(quiet, t), silence];
  if (incident !== null) return [nextLine(server, incident, snooze, t), silence ?? t.ui('telling.know')];
  if (snooze === null || silence === undefined) return [t.ui(`telling.${status}`)];
  return [silence, splitFirstSentence(t.text('snoozed', { until: snooze.until })).rest];
}

function nextLine(server: ServerSnapshot, incident: IncidentSnapshot, snooze: Snooze | null, t: Words): string {
  const { nextReminderAt } = incident;
  // A reminder that is due goes out with the next round: its time would already be past.
  if (nextReminderAt === null || nextReminderAt <= (server.lastRoundAt ?? 0)) return t.ui('telling.down');
  return t.text('reminder.next', { at: Math.max(nextReminderAt, snooze?.until ?? 0) });
}
