import type { HistoryReader, Range } from '../../core/history/types';
import type { Connection } from './connection';
import type { MeasuringReader } from './history';
import { firstRoundAt, frozenRange, readLooks, readMaintenances, readMeasured, readSegments } from './frozen';
import { lostName } from './orphans';
import { readCorrections, readIncidents, readNotes } from './read-rows';
import { readSeries } from './series';
import { unpackMeasurements } from './measurements';
import { partition } from '../../core/history/partition';

/**
 * Each question is answered from one moment of the file. `ask` opens a transaction, or answers null where there is no
 * history to be read.
 */
export function createReader(options: {
  readonly now: () => number;
  readonly ask: <T>(question: (connection: Connection) => T) => T | null;
}): MeasuringReader {
  const { now, ask } = options;
  const about = <T>(serverId: string, unknown: T, answer: (connection: Connection, server: number) => T): T => {
    const found = ask((connection) => {
      const server = connection.names.findServer(serverId);
      return server === null ? null : { answer: answer(connection, server) };
    });
    return found === null ? unknown : found.answer;
  };
  return {
    extent: (serverId) => about(serverId, null, readExtent),
    segments: (serverId, range) =>
      about(serverId, nothingSeen(range, now()), (connection, server) =>
        readSegments(connection, server, range, now()),
      ),
    measured: (serverId, range) =>
      about(serverId, nothingSeen(range, now()), (connection, server) =>
        readMeasured(connection, server, range, now()),
      ),
    looks: (serverId, range) => about(serverId, [], (connection, server) => readLooks(connection, server, range)),
    incidents: (serverId, range) =>
      about(serverId, [], (connection, server) => readIncidents(connection, server, range)),
    notes: (serverId, range) => about(serverId, [], (connection, server) => readNotes(connection, server, range)),
    maintenances: (serverId, range) =>
      about(serverId, [], (connection, server) => readMaintenances(connection, server, range)),
    corrections: (serverId, range) =>
      about(serverId, [], (connection, server) => readCorrections(connection, server, range)),
    series: (serverId, check, range, points) =>
      about(serverId, [], (connection, server) => {
        const item = connection.names.findItem(check);
        return item === null ? [] : readSeries(connection, { server, item, range }, points);
      }),
    checks: (serverId) => about(serverId, [], readChecks),
  };
}

function nothingSeen(range: Range, now: number): ReturnType<HistoryReader['segments']> {
  return partition({ range, now, looks: [], gaps: [], spans: [], maintenances: [], corrections: [], maxGapMs: 0 });
}

function readExtent(connection: Connection, server: number): Range | null {
  const { database } = connection;
  const last = database
    .prepare('SELECT started_at + took_ms AS at FROM rounds WHERE server = ? ORDER BY started_at DESC LIMIT 1')
    .get(server);
  const spans = database
    .prepare('SELECT min(from_at) AS from_at, max(to_at) AS to_at FROM spans WHERE server = ?')
    .get(server);
  const frozen = frozenRange(connection, server);
  const starts = [firstRoundAt(connection, server), spans?.['from_at'], frozen?.fromAt].filter(isMoment);
  const ends = [last?.['at'], spans?.['to_at'], frozen?.toAt].filter(isMoment);
  return starts.length === 0 ? null : { fromAt: Math.min(...starts), toAt: Math.max(...ends) };
}

function isMoment(value: unknown): value is number {
  return typeof value === 'number';
}

/** Of the last round, and of what was added up before. */
function readChecks({ database, names }: Connection, server: number): readonly string[] {
  const items = database
    .prepare('SELECT id FROM items WHERE EXISTS (SELECT 1 FROM days WHERE server = ? AND item = items.id)')
    .all(server)
    .map((row) => Number(row['id']));
  const last = database
    .prepare('SELECT measurements FROM rounds WHERE server = ? ORDER BY started_at DESC LIMIT 1')
    .get(server);
  const seen = last === null ? [] : unpackMeasurements(last['measurements'] as Uint8Array).map(({ item }) => item);
  return [...new Set([...items, ...seen])]
    .map((id) => names.itemOf(id).name)
    .filter((name) => !name.startsWith(lostName))
    .sort();
}
