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

export function readSeries(connection: Connection, asked: Wanted, points: number): readonly SeriesPoint[] {
  const grid = gridOf(asked.range, points);
  if (grid === null) return [];
  const { widthMs, count, range } = grid;
  const wanted = { ...asked, range };
  const buckets: Amount[] = Array.from({ length: count }, () => nothing);
  const change: Change = (at, to) => {
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

/** Points of an hour or more are of whole hours, so that hours that were added up fall into one point each. */
function gridOf({ fromAt, toAt }: Range, points: number): (Grid & { readonly range: Range }) | null {
  const count = Math.max(1, Math.floor(points));
  const widthMs = (toAt - fromAt) / count;
  if (!(widthMs > 0)) return null;
  if (widthMs < hourMs) return { widthMs, count, range: { fromAt, toAt } };
  const range = { fromAt: Math.floor(fromAt / hourMs) * hourMs, toAt: Math.ceil(toAt / hourMs) * hourMs };
  const hours = (range.toAt - range.fromAt) / hourMs;
  const hoursEach = Math.ceil(hours / count);
  return { widthMs: hoursEach * hourMs, count: Math.ceil(hours / hoursEach), range };
}

interface Grid {
  readonly widthMs: number;
  readonly count: number;
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
