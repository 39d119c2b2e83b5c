/** What was measured, by day and by hour, kept when the rounds are gone. Days are UTC's: a trend needs no calendar. */
import type { Connection } from './connection';
import type { SqlRow } from './driver';
import { readFact } from './facts';
import { dayMs, firstRoundAt } from './frozen';
import { pushNumber, readNumber, unpackMeasurements, type Measurement } from './measurements';

const hourMs = 3_600_000;
/** A round that is under way at midnight still counts. */
const youngMs = hourMs;

/** Some measurements of one thing. */
export interface Amount {
  readonly n: number;
  /** Warning or critical. */
  readonly bad: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
}

export const nothing: Amount = { n: 0, bad: 0, sum: 0, min: null, max: null };

/** What counts of a measurement: how long it took where that was measured, else its number. */
function measured({ value, ms }: Pick<Measurement, 'value' | 'ms'>): number | null {
  if (ms !== null) return ms;
  return typeof value === 'number' ? value : null;
}

export function withMeasurement(amount: Amount, measurement: Measurement): Amount {
  const value = measured(measurement);
  const isBad = measurement.level === 'warning' || measurement.level === 'critical';
  if (value === null) return isBad ? { ...amount, bad: amount.bad + 1 } : amount;
  return {
    n: amount.n + 1,
    bad: amount.bad + (isBad ? 1 : 0),
    sum: amount.sum + value,
    min: Math.min(amount.min ?? value, value),
    max: Math.max(amount.max ?? value, value),
  };
}

export function sumOf(one: Amount, other: Amount): Amount {
  return {
    n: one.n + other.n,
    bad: one.bad + other.bad,
    sum: one.sum + other.sum,
    min: least(one.min, other.min, Math.min),
    max: least(one.max, other.max, Math.max),
  };
}

function least(one: number | null, other: number | null, choose: (a: number, b: number) => number): number | null {
  if (one === null || other === null) return one ?? other;
  return choose(one, other);
}

/** Adds up the next day that is over; false: there is none. */
export function rollDay(connection: Connection, server: number, now: number): boolean {
  const { database } = connection;
  const day = nextDay(connection, server);
  if (day === null || (day + 1) * dayMs > now - youngMs) return false;
  const sql = 'SELECT started_at, measurements FROM rounds WHERE server = ? AND started_at >= ? AND started_at < ?';
  const hoursByItem = new Map<number, Amount[]>();
  for (const row of database.prepare(sql).all(server, day * dayMs, (day + 1) * dayMs)) {
    const hour = Math.floor((Number(row['started_at']) - day * dayMs) / hourMs);
    for (const measurement of unpackMeasurements(row['measurements'] as Uint8Array)) {
      const hours = hoursByItem.get(measurement.item) ?? Array.from({ length: 24 }, () => nothing);
      hours[hour] = withMeasurement(hours[hour] ?? nothing, measurement);
      hoursByItem.set(measurement.item, hours);
    }
  }
  const insert = database.prepare('INSERT OR REPLACE INTO days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [item, hours] of hoursByItem) {
    const { n, bad, sum, min, max } = hours.reduce(sumOf);
    insert.run(server, item, day, n, bad, sum, min, max, packHours(hours));
  }
  database.prepare('UPDATE servers SET rolled_at = ? WHERE id = ?').run((day + 1) * dayMs, server);
  return true;
}

/** The next day in which there was a round. */
function nextDay({ database }: Connection, server: number): number | null {
  const sql = 'SELECT min(started_at) AS at FROM rounds WHERE server = ? AND started_at >= ?';
  const at = database.prepare(sql).get(server, rolledAt(database, server) ?? 0)?.['at'] ?? null;
  return at === null ? null : Math.floor(Number(at) / dayMs);
}

export function rolledAt(database: Connection['database'], server: number): number | null {
  return (database.prepare('SELECT rolled_at FROM servers WHERE id = ?').get(server)?.['rolled_at'] ?? null) as
    number | null;
}

/** A round of a day that was added up has come: it is added up again, if all of its rounds are still there. */
export function unroll(connection: Connection, server: number, at: number): void {
  const rolled = rolledAt(connection.database, server);
  const first = firstRoundAt(connection, server);
  if (rolled === null || first === null || at >= rolled) return;
  const kept = readFact(connection, 'pruned_at') ?? -Infinity;
  const day = Math.floor(Math.max(at, first, kept) / dayMs) * dayMs;
  if (day >= rolled) return;
  connection.database.prepare('UPDATE servers SET rolled_at = ? WHERE id = ?').run(day, server);
}

function packHours(hours: readonly Amount[]): Uint8Array {
  const bytes: number[] = [];
  hours.forEach((amount, hour) => {
    if (amount.n === 0 && amount.bad === 0) return;
    bytes.push(hour);
    for (const value of [amount.n, amount.bad, amount.sum, amount.min, amount.max]) pushNumber(bytes, value);
  });
  return Uint8Array.from(bytes);
}

/** The hours of a stored day, each with when it began. */
export function unpackHours(row: SqlRow): readonly (Amount & { readonly at: number })[] {
  const bytes = row['hours'] as Uint8Array;
  const hours: (Amount & { readonly at: number })[] = [];
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const at = Number(row['day']) * dayMs + (bytes[reader.at++] ?? 0) * hourMs;
    const [n, bad, sum] = [readNumber(reader) ?? 0, readNumber(reader) ?? 0, readNumber(reader) ?? 0];
    hours.push({ at, n, bad, sum, min: readNumber(reader), max: readNumber(reader) });
  }
  return hours;
}
