/** What the server's records prove, as rows. Those of our own readings give way to what later readings conclude. */
import type { EvidenceSource, ReconstructedSpan } from '../../core/history/types';
import type { Connection } from './connection';
import type { SqlRow } from './driver';
import { unfreeze } from './frozen';
import { toSpan } from './read-rows';

/** From when on a reading speaks for each source. */
export type ReplacedFrom = Readonly<Partial<Record<EvidenceSource, number | null>>>;

interface StoredSpan extends ReconstructedSpan {
  readonly isOwn: boolean;
}

/** Of another origin: no reading takes them back. Twice the same is once. */
export function insertSpans(connection: Connection, server: number, spans: readonly ReconstructedSpan[]): void {
  writeSpans(connection, server, spans, false);
  unfreezeFrom(connection, server, spans);
}

/**
 * Puts the conclusions of a reading in the place of what earlier readings concluded; what of that began before is kept up
 * to there. Rows that stay the same are not touched.
 */
export function replaceSpans(
  connection: Connection,
  server: number,
  spans: readonly ReconstructedSpan[],
  replacedFrom: ReplacedFrom,
): void {
  const moments = [...Object.values(replacedFrom), ...spans.map(({ fromAt }) => fromAt)].filter((at) => at !== null);
  if (moments.length === 0) return;
  const stored = storedSince(connection, server, least(moments));
  const own = stored.filter(({ isOwn }) => isOwn);
  const kept = own.map((span) => ({ ...span, toAt: Math.min(span.toAt, replacedFrom[span.source] ?? Infinity) }));
  const wanted = new Map(joinTouching([...kept, ...spans]).map((span) => [keyOf(span), span]));
  const known = new Set(stored.map(keyOf));
  const gone = own.filter((span) => !wanted.has(keyOf(span)));
  const fresh = [...wanted.values()].filter((span) => !known.has(keyOf(span)));
  removeSpans(connection, server, gone);
  writeSpans(connection, server, fresh, true);
  unfreezeFrom(connection, server, [...gone, ...fresh]);
}

/**
 * Those that begin there, and those of our own that reach it. Our own hardly overlap: they are among the last before,
 * and years of others need not be looked at.
 */
function storedSince({ database }: Connection, server: number, at: number): readonly StoredSpan[] {
  const before = database
    .prepare('SELECT * FROM spans WHERE server = ? AND own = 1 AND from_at < ? ORDER BY from_at DESC LIMIT 100')
    .all(server, at)
    .filter((row) => Number(row['to_at']) >= at);
  const since = database.prepare('SELECT * FROM spans WHERE server = ? AND from_at >= ?').all(server, at);
  return [...before, ...since].map(toStored);
}

/** Spread over arguments, a list of months would be too long. */
function least(moments: readonly number[]): number {
  return moments.reduce((a, b) => Math.min(a, b));
}

function isProper({ fromAt, toAt }: ReconstructedSpan): boolean {
  return toAt > fromAt;
}

/** What was cut at the beginning of the evidence is whole again with what follows from that. */
function joinTouching(spans: readonly ReconstructedSpan[]): readonly ReconstructedSpan[] {
  const joined: ReconstructedSpan[] = [];
  for (const span of spans.filter(isProper).toSorted((a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt)) {
    const last = joined.at(-1);
    if (last?.toAt === span.fromAt && saidBy(last) === saidBy(span))
      joined[joined.length - 1] = { ...last, toAt: span.toAt };
    else joined.push(span);
  }
  return joined;
}

function saidBy({ state, source, atMost, cause }: ReconstructedSpan): string {
  return `${state} ${source} ${String(atMost)} ${String(cause)}`;
}

function keyOf(span: ReconstructedSpan): string {
  return `${String(span.fromAt)} ${String(span.toAt)} ${saidBy(span)}`;
}

function removeSpans({ database }: Connection, server: number, spans: readonly ReconstructedSpan[]): void {
  const remove = database.prepare(
    'DELETE FROM spans WHERE server = ? AND from_at = ? AND to_at = ? AND source = ? AND state = ?',
  );
  for (const { fromAt, toAt, source, state } of spans) remove.run(server, fromAt, toAt, source, state);
}

/** Of the same stretch the later conclusion counts; whose it was first it stays. */
function writeSpans(
  { database }: Connection,
  server: number,
  spans: readonly ReconstructedSpan[],
  isOwn: boolean,
): void {
  const insert = database.prepare(
    `INSERT INTO spans (server, from_at, to_at, state, source, at_most, cause, own) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at_most = excluded.at_most, cause = excluded.cause`,
  );
  for (const { fromAt, toAt, state, source, atMost, cause } of spans.filter(isProper))
    insert.run(server, fromAt, toAt, state, source, atMost ? 1 : 0, cause, isOwn ? 1 : null);
}

function unfreezeFrom(connection: Connection, server: number, spans: readonly ReconstructedSpan[]): void {
  if (spans.length > 0) unfreeze(connection, server, least(spans.map(({ fromAt }) => fromAt)));
}

function toStored(row: SqlRow): StoredSpan {
  return { ...toSpan(row), isOwn: row['own'] === 1 };
}
