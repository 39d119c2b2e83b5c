import type { Clock } from '../clock';
import type { Connection } from './connection';
import { rollDay } from './days';
import { freezeDay } from './frozen';
import { checkSoundness } from './soundness';
import type { History } from './history';
import { isClockProven, pruneRounds, pruneYears, usedBytes } from './prune';

/** A little of it, between two rounds: the tray application must not stand still. */
const atOnceMs = 40;

export function maintainFor(history: Pick<History, 'maintain'>, clock: Clock): void {
  const startedAt = clock.monotonic();
  while (history.maintain() && clock.monotonic() - startedAt < atOnceMs);
}

/** One small step for one server; true: it found something to do. */
export function maintainStep(connection: Connection, now: number, maxBytes: number): boolean {
  checkSoundness(connection, null, now);
  const isTooBig = usedBytes(connection) > maxBytes;
  const isProven = isClockProven(connection, now);
  return (
    connection.names
      .servers()
      .some(
        (server) =>
          freezeDay(connection, server, now) ||
          rollDay(connection, server, now) ||
          (isProven && pruneRounds(connection, server, now, isTooBig)),
      ) ||
    (isProven && pruneYears(connection, now))
  );
}
