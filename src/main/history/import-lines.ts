/** What comes as lines: an import, and the waiting room. What is there already is not doubled. */
import type { Connection } from './connection';
import { unroll } from './days';
import type { SqlValue } from './driver';
import { removeCorrection } from './edits';
import { insertEntry } from './entries';
import { readFact, removeFact, writeFact } from './facts';
import { firstRoundAt, frozenRange, markPruned, unfreeze } from './frozen';
import type { History } from './history';
import { judgeLine, type ExportedLine, type JudgedLine } from './import-judgement';
import { insertRound, type PlainRound } from './rounds';
import type { Session, Work } from './session';
import { readSpool, type Spare } from './spool';
import { insertSql, type ColumnKind, type Table } from './tables';

/** One transaction: short enough that nobody waits for it. */
const linesAtOnce = 2_000;

/** Since when something new is known, by server. */
type News = Map<number, number>;
type Arrival = (connection: Connection, news: News) => void;

export function importLines(session: Session, lines: Iterable<string>): ReturnType<History['importLines']> {
  const news: News = new Map();
  let refused = 0;
  let taken = 0;
  let stored = true;
  let batch: Arrival[] = [];
  const writeBatch = (): void => {
    const arrivals = batch;
    batch = [];
    const { done, impossible } = write(session, arrivals, news);
    refused += impossible;
    if (done) taken += arrivals.length - impossible;
    stored &&= done;
  };
  for (const line of lines) {
    if (line.trim() === '') continue;
    const arrival = toArrival(judgeLine(line));
    if (arrival === null) refused += 1;
    else batch.push(arrival);
    if (batch.length >= linesAtOnce) writeBatch();
  }
  writeBatch();
  return { taken, refused, stored: settle(session, news) && stored };
}

/** True: there was something. What makes no sense is left out. */
export function takeSpool(session: Session, dataDir: string): boolean {
  const spool = readSpool(dataDir);
  if (spool === null) return false;
  const news: News = new Map();
  const arrivals = spool.spares.flatMap((spare) => spareArrival(spare) ?? []);
  for (let from = 0; from < arrivals.length; from += linesAtOnce)
    if (!write(session, arrivals.slice(from, from + linesAtOnce), news).done) return false;
  settle(session, news);
  spool.done();
  return true;
}

function write(session: Session, arrivals: readonly Arrival[], news: News): ReturnType<Session['writeNow']> {
  const works = arrivals.map((arrive): Work => (connection) => {
    arrive(connection, news);
  });
  const mark: Work = (connection) => {
    if (news.size > 0) writeFact(connection, 'unsettled_at', Math.min(...news.values()));
  };
  return session.writeNow([...works, mark]);
}

/** Segments and days follow from the rounds again, as far back as something new came. */
function settle(session: Session, news: News): boolean {
  return (
    news.size === 0 ||
    session.write((connection) => {
      markPruned(connection);
      for (const [server, at] of news) settleServer(connection, server, at);
      removeFact(connection, 'unsettled_at');
    })
  );
}

/** What was taken in before a process was killed is settled when the history is opened. */
export function settleLeft(connection: Connection): void {
  const at = readFact(connection, 'unsettled_at');
  if (at === null) return;
  for (const server of connection.names.servers()) settleServer(connection, server, at);
  removeFact(connection, 'unsettled_at');
}

function settleServer(connection: Connection, server: number, at: number): void {
  unfreeze(connection, server, at);
  if (server !== 0) unroll(connection, server, at);
}

function spareArrival(spare: Spare): Arrival | null {
  if (spare.kind === 'line') return toArrival(judgeLine(JSON.stringify(spare.line)));
  if (spare.kind === 'correction-undone')
    return (connection) => {
      removeCorrection(connection, connection.names.server(spare.serverId), spare.id);
    };
  return (connection) => {
    insertEntry(connection, spare);
  };
}

/** Null: not a line of ours. The head is one, and says nothing. */
function toArrival(judged: JudgedLine): Arrival | null {
  switch (judged.kind) {
    case 'head':
      return () => undefined;
    case 'round':
      return roundArrival(judged.round);
    case 'row':
      return rowArrival(judged.table, judged.line);
    case 'foreign':
    case 'too-many-measurements':
      return null;
  }
}

function roundArrival(round: PlainRound): Arrival {
  return (connection, news) => {
    if (insertRound(connection, round)) note(news, connection.names.server(round.server), round.startedAt);
  };
}

function rowArrival(table: Table, line: ExportedLine): Arrival {
  const columns = Object.entries(table.columns);
  return (connection, news) => {
    // How often this computer looks, and how far it has read, is its own matter once it has looked.
    if (ownMatters.has(table.name) && hasLooked(connection)) return;
    // Spans go on with the cursor that concluded them; those of another one are not ours to take back.
    const isOwn = (column: string) => column !== 'own' || (line['own'] === 1 && !hasLooked(connection));
    const values = columns.map(([column, kind]) => (isOwn(column) ? toValue(connection, line[column], kind) : null));
    const server = table.columns['server'] === undefined ? 0 : Number(values[0]);
    if (table.name === 'segments' && !isBeforeOurs(connection, server, Number(values[1]), Number(values[2]))) return;
    connection.database.prepare(insertSql(table)).run(...values);
    if (Number(connection.database.prepare('SELECT changes() AS n').get()?.['n']) > 0) {
      if (followUps.has(table.name)) note(news, server, Number(line['from_at']));
    } else closeOpen(connection, table.name, values);
    if (table.name === 'segments') extendFrozen(connection, server, Number(values[2]));
  };
}

const ownMatters = new Set(['intervals', 'cursors']);

function hasLooked({ database }: Connection): boolean {
  return database.prepare('SELECT 1 FROM rounds LIMIT 1').get() !== null;
}

/** What segments follow from. */
const followUps = new Set(['gaps', 'spans', 'maintenances', 'intervals']);

/** What was open here and is over there. */
function closeOpen({ database }: Connection, table: string, values: readonly SqlValue[]): void {
  if (table === 'incidents' && values[3] !== null)
    database
      .prepare('UPDATE incidents SET to_at = ?, content = ? WHERE server = ? AND id = ? AND to_at IS NULL')
      .run(values[3] ?? null, values[4] ?? null, values[0] ?? null, values[1] ?? null);
  if (table === 'maintenances' && values[2] !== null)
    database
      .prepare('UPDATE maintenances SET to_at = ? WHERE server = ? AND from_at = ? AND to_at IS NULL')
      .run(values[2] ?? null, values[0] ?? null, values[1] ?? null);
}

/** Segments of two files are not mixed: ours go on where the others end. */
function isBeforeOurs(connection: Connection, server: number, fromAt: number, toAt: number): boolean {
  const { database } = connection;
  const first = firstRoundAt(connection, server) ?? Infinity;
  const overlap = database
    .prepare('SELECT 1 FROM segments WHERE server = ? AND from_at < ? AND to_at > ? LIMIT 1')
    .get(server, toAt, fromAt);
  return overlap === null && toAt <= first;
}

function extendFrozen(connection: Connection, server: number, toAt: number): void {
  const frozen = frozenRange(connection, server);
  if (frozen === null || frozen.toAt < toAt)
    connection.database.prepare('UPDATE servers SET frozen_at = ? WHERE id = ?').run(toAt, server);
}

function toValue({ names }: Connection, value: unknown, kind: ColumnKind): SqlValue {
  switch (kind) {
    case 'server':
      return names.server(value as string | null);
    case 'item': {
      const { name, unit } = value as { readonly name: string; readonly unit?: unknown };
      return names.item(name, typeof unit === 'string' ? unit : null);
    }
    case 'bytes':
      return new Uint8Array(Buffer.from(value as string, 'base64'));
    default:
      return (value ?? null) as SqlValue;
  }
}

function note(news: News, server: number, at: number): void {
  news.set(server, Math.min(news.get(server) ?? Infinity, at));
}
