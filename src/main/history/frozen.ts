/**
 * What every second was, kept as segments once it is old enough: rounds go after 90 days, the segments stay for years. Up
 * to `servers.frozen_at` they are stored, without corrections; behind it they follow from the rounds at each reading.
 *
 *   first round ···· frozen_at ················ now
 *      segments          rounds, gaps, spans …
 */
import { append } from '../../core/history/intervals';
import { correct, lookRange, partition } from '../../core/history/partition';
import type { KnownGap, Look, MaintenanceRecord, Range, ReconstructedSpan, Segment } from '../../core/history/types';
import type { Cause } from '../../core/model';
import type { Connection } from './connection';
import type { SqlRow } from './driver';
import { readFact, writeFact } from './facts';
import { readCorrections, toSpan } from './read-rows';
import { lookStateOf } from './rounds';

export const dayMs = 86_400_000;
export const defaultIntervalMs = 300_000;
/** What a server's records say of a night or a weekend comes later. */
const youngMs = 2 * dayMs;

/** The exact partition of a range. */
export function readSegments(connection: Connection, server: number, range: Range, now: number): readonly Segment[] {
  // What has not happened yet is nothing, whatever she said of it.
  const corrections = readCorrections(connection, server, range).map((one) => ({
    ...one,
    toAt: Math.min(one.toAt, now),
  }));
  return correct(readMeasured(connection, server, range, now), corrections);
}

/** The same without her corrections. */
export function readMeasured(connection: Connection, server: number, range: Range, now: number): readonly Segment[] {
  const frozen = frozenRange(connection, server);
  const pieces =
    frozen === null
      ? live(connection, server, range, now)
      : [
          ...stored(connection, server, { ...range, toAt: Math.min(range.toAt, frozen.toAt) }, now),
          ...live(connection, server, { ...range, fromAt: Math.max(range.fromAt, frozen.toAt) }, now),
        ];
  const joined: Segment[] = [];
  for (const piece of pieces) append(joined, piece);
  return joined;
}

/** Keeps at most a day more; false: nothing is old enough. */
export function freezeDay(connection: Connection, server: number, now: number): boolean {
  const frozen = frozenRange(connection, server);
  const fromAt = frozen?.toAt ?? beginning(connection, server);
  if (fromAt === null) return false;
  const toAt = Math.min(fromAt + dayMs, now - youngMs);
  // Whole days, so that there are not many small ones.
  if (toAt < fromAt + dayMs) return false;
  for (const segment of live(connection, server, { fromAt, toAt }, now)) store(connection, server, segment);
  setFrozen(connection, server, toAt);
  return true;
}

/** Something new is known of the time from a moment on: it follows from the rounds again, as far back as there are any. */
export function unfreeze(connection: Connection, server: number, at: number): void {
  if (server === 0) {
    for (const one of connection.names.servers()) unfreeze(connection, one, at);
    return;
  }
  const frozen = frozenRange(connection, server);
  const first = firstRoundAt(connection, server);
  if (frozen === null || first === null) return;
  // Rounds of before are gone, whatever a wrong clock dates there: what was kept of that time stays.
  const kept = readFact(connection, 'pruned_at') ?? -Infinity;
  const cutAt = Math.max(at - 2 * longestInterval(connection), first, kept);
  if (cutAt >= frozen.toAt) return;
  const { database } = connection;
  database.prepare('DELETE FROM segments WHERE server = ? AND from_at >= ?').run(server, cutAt);
  database.prepare('UPDATE segments SET to_at = ? WHERE server = ? AND to_at > ?').run(cutAt, server, cutAt);
  setFrozen(connection, server, cutAt <= frozen.fromAt ? null : cutAt);
}

export function firstRoundAt({ database }: Connection, server: number): number | null {
  const row = database.prepare('SELECT min(started_at) AS at FROM rounds WHERE server = ?').get(server);
  return (row?.['at'] ?? null) as number | null;
}

/**
 * Where that is not written down yet: what is kept of the time before the first round stays. Later it could not be told
 * from a round that a wrong clock dates there.
 */
export function markPruned(connection: Connection): void {
  if (readFact(connection, 'pruned_at') !== null) return;
  const firsts = connection.names.servers().flatMap((server) => {
    const first = firstRoundAt(connection, server);
    return first !== null && (frozenRange(connection, server)?.fromAt ?? Infinity) < first ? [first] : [];
  });
  if (firsts.length > 0) writeFact(connection, 'pruned_at', Math.max(...firsts));
}

/** From the first segment to where they end. */
export function frozenRange({ database }: Connection, server: number): Range | null {
  const toAt = database.prepare('SELECT frozen_at FROM servers WHERE id = ?').get(server)?.['frozen_at'] ?? null;
  if (toAt === null) return null;
  const fromAt = database.prepare('SELECT min(from_at) AS at FROM segments WHERE server = ?').get(server)?.['at'];
  return { fromAt: Number(fromAt ?? toAt), toAt: Number(toAt) };
}

function setFrozen({ database }: Connection, server: number, at: number | null): void {
  database.prepare('UPDATE servers SET frozen_at = ? WHERE id = ?').run(at, server);
}

function beginning(connection: Connection, server: number): number | null {
  const spans = connection.database.prepare('SELECT min(from_at) AS at FROM spans WHERE server = ?').get(server)?.[
    'at'
  ];
  const known = [firstRoundAt(connection, server), (spans ?? null) as number | null].filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

// ── From the rounds ──────────────────────────────────────────────────────────

function live(connection: Connection, server: number, range: Range, now: number): readonly Segment[] {
  if (range.toAt <= range.fromAt) return [];
  // A record just outside says what the looks at the edge do not.
  const near = lookRange(range, 2 * longestInterval(connection));
  const common = {
    now,
    gaps: readGaps(connection, server, near),
    spans: readSpans(connection, server, near),
    maintenances: readMaintenances(connection, server, near),
    corrections: [],
  };
  return erasOf(connection, range).flatMap(({ intervalMs, ...era }) => {
    const maxGapMs = 2 * intervalMs;
    return partition({
      ...common,
      range: era,
      maxGapMs,
      looks: readLooks(connection, server, lookRange(era, maxGapMs)),
    });
  });
}

/** The parts of a range in which rounds came equally often. */
function erasOf({ database }: Connection, range: Range): readonly (Range & { readonly intervalMs: number })[] {
  const changes = database.prepare('SELECT from_at, interval_ms FROM intervals ORDER BY from_at').all();
  const starts = [-Infinity, ...changes.slice(1).map((row) => Number(row['from_at']))];
  return starts
    .map((start, index) => ({
      fromAt: Math.max(range.fromAt, start),
      toAt: Math.min(range.toAt, starts[index + 1] ?? Infinity),
      intervalMs: Number(changes[index]?.['interval_ms'] ?? defaultIntervalMs),
    }))
    .filter(({ fromAt, toAt }) => toAt > fromAt);
}

function longestInterval({ database }: Connection): number {
  const row = database.prepare('SELECT max(interval_ms) AS ms FROM intervals').get();
  return Math.max(defaultIntervalMs, Number(row?.['ms'] ?? 0));
}

export function readLooks({ database, names }: Connection, server: number, range: Range): readonly Look[] {
  const sql = 'SELECT started_at, verdict, cause FROM rounds WHERE server = ? AND started_at >= ? AND started_at < ?';
  return database
    .prepare(`${sql} ORDER BY started_at`)
    .all(server, range.fromAt, range.toAt)
    .map((row) => {
      const state = lookStateOf(Number(row['verdict']));
      const cause = row['cause'] === null || state === 'up' ? null : names.text(Number(row['cause']));
      return { at: Number(row['started_at']), state, cause: cause as Cause | null };
    });
}

function readGaps({ database }: Connection, server: number, range: Range): readonly KnownGap[] {
  return database
    .prepare('SELECT from_at, to_at, reason FROM gaps WHERE server IN (0, ?) AND from_at < ? AND to_at > ?')
    .all(server, range.toAt, range.fromAt)
    .map((row) => ({ ...toRange(row), reason: row['reason'] as KnownGap['reason'] }));
}

function readSpans({ database }: Connection, server: number, range: Range): readonly ReconstructedSpan[] {
  return database
    .prepare('SELECT * FROM spans WHERE server = ? AND from_at < ? AND to_at > ?')
    .all(server, range.toAt, range.fromAt)
    .map(toSpan);
}

/** One that goes on: until it was to end. */
export function readMaintenances({ database }: Connection, server: number, range: Range): readonly MaintenanceRecord[] {
  return database
    .prepare('SELECT * FROM maintenances WHERE server = ? AND from_at < ? AND coalesce(to_at, planned_until_at) > ?')
    .all(server, range.toAt, range.fromAt)
    .map((row) => ({
      fromAt: Number(row['from_at']),
      toAt: Number(row['to_at'] ?? row['planned_until_at']),
      plannedUntilAt: row['planned_until_at'] as number | null,
    }));
}

// ── Kept ─────────────────────────────────────────────────────────────────────

/** What is not kept (before the first segment, or lost with a damaged file) follows from what else there is. */
function stored(connection: Connection, server: number, range: Range, now: number): readonly Segment[] {
  if (range.toAt <= range.fromAt) return [];
  // The one that begins before the range is found by its key, not by looking at all of them.
  const sql = `SELECT * FROM segments WHERE server = ? AND from_at < ? AND from_at >= coalesce(
    (SELECT max(from_at) FROM segments WHERE server = ? AND from_at <= ?), ?) ORDER BY from_at`;
  const rows = connection.database.prepare(sql).all(server, range.toAt, server, range.fromAt, range.fromAt);
  const filled: Segment[] = [];
  let at = range.fromAt;
  for (const row of rows.map(toSegment)) {
    const fromAt = Math.max(row.fromAt, at);
    const toAt = Math.min(row.toAt, range.toAt);
    filled.push(...live(connection, server, { fromAt: at, toAt: fromAt }, now), { ...row, fromAt, toAt });
    at = Math.max(at, toAt);
  }
  return [...filled, ...live(connection, server, { fromAt: at, toAt: range.toAt }, now)];
}

/** Joined with the one before where both say the same: a quiet month is one row. */
function store({ database }: Connection, server: number, segment: Segment): void {
  const last = database
    .prepare('SELECT * FROM segments WHERE server = ? AND from_at < ? ORDER BY from_at DESC LIMIT 1')
    .get(server, segment.fromAt);
  const joined: Segment[] = last === null ? [] : [toSegment(last)];
  append(joined, segment);
  if (last !== null && joined.length === 1) {
    database
      .prepare('UPDATE segments SET to_at = ? WHERE server = ? AND from_at = ?')
      .run(segment.toAt, server, Number(last['from_at']));
    return;
  }
  const { fromAt, toAt, kind, cause, reason, source, unsure } = segment;
  database
    .prepare('INSERT OR REPLACE INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(server, fromAt, toAt, kind, cause, reason, source, unsure ? 1 : 0);
}

function toSegment(row: SqlRow): Segment {
  return {
    ...toRange(row),
    kind: row['kind'] as Segment['kind'],
    cause: row['cause'] as Segment['cause'],
    reason: row['reason'] as Segment['reason'],
    source: row['source'] as Segment['source'],
    unsure: row['unsure'] === 1,
  };
}

function toRange(row: SqlRow): Range {
  return { fromAt: Number(row['from_at']), toAt: Number(row['to_at']) };
}
