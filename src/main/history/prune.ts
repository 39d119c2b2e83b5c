import type { Connection } from './connection';
import { rolledAt } from './days';
import { readFact, writeFact } from './facts';
import { dayMs, firstRoundAt, frozenRange } from './frozen';

const keptRawMs = 90 * dayMs;
/** What a report may ask of years. */
const keptYearsMs = 5 * 366 * dayMs;
const maintained = 500;

/**
 * Takes away some rounds that are too old, or the oldest where the file has grown too big (rounds every few seconds);
 * false: there are none. Only what segments and days keep; whole days, so that a day can be added up again.
 */
export function pruneRounds(connection: Connection, server: number, now: number, isTooBig: boolean): boolean {
  const { database } = connection;
  const first = firstRoundAt(connection, server);
  const kept = Math.min(frozenRange(connection, server)?.toAt ?? 0, rolledAt(database, server) ?? 0) - dayMs;
  const wanted = isTooBig && first !== null ? first + dayMs : now - keptRawMs;
  const before = Math.floor(Math.min(kept, wanted) / dayMs) * dayMs;
  if (first === null || first >= before) return false;
  const sql = `DELETE FROM rounds WHERE id IN
    (SELECT id FROM rounds WHERE server = ? AND started_at < ? ORDER BY started_at LIMIT ${maintained})`;
  database.prepare(sql).run(server, before);
  writeFact(connection, 'pruned_at', Math.max(before, readFact(connection, 'pruned_at') ?? before));
  return true;
}

/**
 * Whether the clock may be believed so far that what is too old by it is taken away: there was a look some days ago, by the
 * same clock. One that stands years ahead for an hour would take everything.
 */
export function isClockProven({ database, names }: Connection, now: number): boolean {
  const look = database.prepare('SELECT 1 FROM rounds WHERE server = ? AND started_at >= ? AND started_at < ? LIMIT 1');
  return names.servers().some((server) => look.get(server, now - 3 * dayMs, now - dayMs) !== null);
}

/** What is left of years ago. */
export function pruneYears({ database }: Connection, now: number): boolean {
  const before = now - keptYearsMs;
  const old: readonly (readonly [string, string, number])[] = [
    ['events', 'at', before],
    ['notes', 'at', before],
    ['gaps', 'to_at', before],
    ['spans', 'to_at', before],
    ['segments', 'to_at', before],
    ['days', 'day', Math.floor(before / dayMs)],
  ];
  return old.some(([table, column, limit]) => {
    if (database.prepare(`SELECT 1 FROM ${table} WHERE ${column} < ? LIMIT 1`).get(limit) === null) return false;
    database.prepare(`DELETE FROM ${table} WHERE ${column} < ?`).run(limit);
    return true;
  });
}

/** Bytes in use: what was taken away leaves room that is used again. */
export function usedBytes({ database }: Connection): number {
  const number = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  return (number('page_count') - number('freelist_count')) * number('page_size');
}
