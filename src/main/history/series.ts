/** One measured thing over a range, in at most so many points. */
import type { Range, SeriesPoint } from '../../core/history/types';
import type { Connection } from './connection';
import { nothing, rolledAt, sumOf, unpackHours, withMeasurement, type Amount } from './days';
import { dayMs, firstRoundAt } from './frozen';
import { unpackMeasurements } from './measurements';

const hourMs = 3_600_000;

interface Wanted {
  readonly server: number;
  readonly item: number;
  readonly range: Range;
}

export function readSeries(connection: Connection, wanted: Wanted, points: number): readonly SeriesPoint[] {
  const { range } = wanted;
  const count = Math.max(1, Math.floor(points));
  const widthMs = (range.toAt - range.fromAt) / count;
  if (!(widthMs > 0)) return [];
  const buckets: Amount[] = Array.from({ length: count }, () => nothing);
  const change = (at: number, to: (bucket: Amount) => Amount): void => {
    const index = Math.floor((at - range.fromAt) / widthMs);
    const bucket = buckets[index];
    if (bucket !== undefined) buckets[index] = to(bucket);
  };
  const roundsFrom = beginOfRounds(connection, wanted, widthMs);
  addHours(connection, { ...wanted, range: { ...range, toAt: Math.min(range.toAt, roundsFrom) } }, change);
  addRounds(connection, { ...wanted, range: { ...range, fromAt: Math.max(range.fromAt, roundsFrom) } }, change);
  return buckets.map(({ n, sum, min, max }, index) => ({
    at: Math.round(range.fromAt + index * widthMs),
    mean: n === 0 ? null : sum / n,
    min,
    max,
    n,
  }));
}

/** Hours are enough where a point spans one, and all that is left where the rounds are gone. */
function beginOfRounds(connection: Connection, { server }: Wanted, widthMs: number): number {
  const rolled = rolledAt(connection.database, server) ?? -Infinity;
  const first = firstRoundAt(connection, server) ?? Infinity;
  // The day of the first round is added up as a whole.
  return widthMs >= hourMs ? rolled : Math.min(rolled, Math.floor(first / dayMs) * dayMs);
}

type Change = (at: number, to: (bucket: Amount) => Amount) => void;

function addHours({ database }: Connection, { server, item, range }: Wanted, change: Change): void {
  if (range.toAt <= range.fromAt) return;
  const days = database
    .prepare('SELECT day, hours FROM days WHERE server = ? AND item = ? AND day >= ? AND day <= ?')
    .all(server, item, Math.floor(range.fromAt / dayMs), Math.floor(range.toAt / dayMs));
  for (const { at, ...amount } of days.flatMap(unpackHours)) {
    if (at >= range.fromAt && at < range.toAt) change(at, (bucket) => sumOf(bucket, amount));
  }
}

function addRounds({ database }: Connection, { server, item, range }: Wanted, change: Change): void {
  if (range.toAt <= range.fromAt) return;
  const sql = 'SELECT started_at, measurements FROM rounds WHERE server = ? AND started_at >= ? AND started_at < ?';
  for (const row of database.prepare(sql).all(server, range.fromAt, range.toAt)) {
    const found = unpackMeasurements(row['measurements'] as Uint8Array).find((one) => one.item === item);
    if (found !== undefined) change(Number(row['started_at']), (bucket) => withMeasurement(bucket, found));
  }
}
