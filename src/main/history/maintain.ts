import type { Connection } from './connection';
import { rollDay } from './days';
import { freezeDay } from './frozen';
import { pruneRounds, pruneYears, usedBytes } from './prune';

/** One small step for one server; true: it found something to do. */
export function maintainStep(connection: Connection, now: number, maxBytes: number): boolean {
  const isTooBig = usedBytes(connection) > maxBytes;
  const servers = connection.database
    .prepare('SELECT id FROM servers')
    .all()
    .map((row) => Number(row['id']));
  return (
    servers.some(
      (server) =>
        freezeDay(connection, server, now) ||
        rollDay(connection, server, now) ||
        pruneRounds(connection, server, now, isTooBig),
    ) || pruneYears(connection, now)
  );
}
