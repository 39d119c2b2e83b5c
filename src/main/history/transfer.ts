/** History as lines of JSON, and from them: a line per record, in words, so that another file's numbers do not matter. */
import { evidenceSources, secondsKinds } from '../../core/history/types';
import type { Level } from '../../core/model';
import type { Connection } from './connection';
import { unroll } from './days';
import type { SqlRow, SqlValue } from './driver';
import { firstRoundAt, frozenRange, unfreeze } from './frozen';
import { unpackMeasurements } from './measurements';
import { insertRound, type PlainMeasurement, type PlainRound } from './rounds';
import { insertSql, tables, type ColumnKind, type Table } from './tables';

const exportHead = { vigia: 'history', format: 1 };
const pageRows = 500;

/** In pages, each from one moment, so that whoever writes meanwhile need not wait. */
export function* exportRows(ask: <T>(question: (connection: Connection) => T) => T | null): Generator<string> {
  yield JSON.stringify(exportHead);
  for (const table of tables) yield* exportTable(ask, table);
  let id = 0;
  for (;;) {
    const page = ask((connection) => roundsAfter(connection, id)) ?? [];
    yield* page.map(({ line }) => line);
    const last = page.at(-1);
    if (last === undefined) return;
    id = last.id;
  }
}

interface Page {
  readonly lines: readonly string[];
  /** Of its last row; null: there was none. */
  readonly key: readonly SqlValue[] | null;
}

function* exportTable(ask: <T>(question: (connection: Connection) => T) => T | null, table: Table): Generator<string> {
  let after: readonly SqlValue[] | null = null;
  for (;;) {
    const page: Page | null = ask(pageAfter(table, after));
    yield* page?.lines ?? [];
    if (page?.key == null) return;
    after = page.key;
  }
}

function pageAfter(table: Table, after: readonly SqlValue[] | null): (connection: Connection) => Page {
  const order = table.key.join(', ');
  const where = after === null ? '' : `WHERE (${order}) > (${after.map(() => '?').join(', ')})`;
  const sql = `SELECT * FROM ${table.name} ${where} ORDER BY ${order} LIMIT ${pageRows}`;
  return (connection) => {
    const rows = connection.database.prepare(sql).all(...(after ?? []));
    const last = rows.at(-1);
    return {
      lines: rows.flatMap((row) => toLine(connection, table, row) ?? []),
      key: last === undefined ? null : table.key.map((column) => last[column] ?? null),
    };
  };
}

/** Null: of a server that has no name any more. */
function toLine({ names }: Connection, table: Table, row: SqlRow): string | null {
  const words: Record<string, unknown> = { record: table.name };
  for (const [column, kind] of Object.entries(table.columns)) {
    const value = row[column] ?? null;
    if (kind === 'server') {
      words[column] = value === 0 ? null : names.serverName(Number(value));
      if (value !== 0 && words[column] === null) return null;
    } else if (kind === 'item') words[column] = names.itemOf(Number(value));
    else if (kind === 'bytes') words[column] = Buffer.from(value as Uint8Array).toString('base64');
    else words[column] = value;
  }
  return JSON.stringify(words);
}

function roundsAfter(connection: Connection, id: number): readonly { readonly id: number; readonly line: string }[] {
  const rows = connection.database.prepare(`SELECT * FROM rounds WHERE id > ? ORDER BY id LIMIT ${pageRows}`).all(id);
  return rows.map((row) => ({
    id: Number(row['id']),
    line: JSON.stringify({ record: 'round', ...toPlain(connection, row) }),
  }));
}

function toPlain({ names }: Connection, row: SqlRow): PlainRound {
  return {
    server: names.serverName(Number(row['server'])) ?? '',
    startedAt: Number(row['started_at']),
    tookMs: Number(row['took_ms']),
    verdict: Number(row['verdict']),
    cause: row['cause'] === null ? null : names.text(Number(row['cause'])),
    measurements: unpackMeasurements(row['measurements'] as Uint8Array).map(({ item, level, value, ms }) => {
      const { name, unit } = names.itemOf(item);
      const word = value !== null && typeof value === 'object' ? names.text(value.name) : value;
      return { item: name, unit, level, value: word, ms };
    }),
  };
}

// ── Import ───────────────────────────────────────────────────────────────────

type Line = Readonly<Record<string, unknown>>;

/** What is read of one line; null: not a line of ours. The head is one, and says nothing. */
export type Arrival = (connection: Connection, since: Map<number, number>) => void;

export function parseLine(text: string): Arrival | null {
  const line = parse(text);
  if (line === null) return null;
  if (line['vigia'] === exportHead.vigia) return line['format'] === exportHead.format ? () => undefined : null;
  if (line['record'] === 'round') return roundArrival(line);
  const table = tables.find(({ name }) => name === line['record']);
  return table === undefined ? null : tableArrival(table, line);
}

function parse(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Line) : null;
  } catch {
    return null;
  }
}

function roundArrival(line: Line): Arrival | null {
  const { server, startedAt, tookMs, verdict, cause, measurements } = line;
  const isSound =
    typeof server === 'string' &&
    isWhole(startedAt) &&
    isWhole(tookMs) &&
    isWhole(verdict) &&
    (cause === null || typeof cause === 'string') &&
    Array.isArray(measurements) &&
    measurements.every(isMeasurement);
  if (!isSound) return null;
  const round: PlainRound = { server, startedAt, tookMs, verdict, cause, measurements };
  return (connection, since) => {
    if (insertRound(connection, round)) note(since, connection.names.server(server), startedAt);
  };
}

function isMeasurement(value: unknown): value is PlainMeasurement {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Line;
  return (
    typeof one['item'] === 'string' &&
    (one['unit'] === null || typeof one['unit'] === 'string') &&
    levels.includes(one['level'] as Level) &&
    (one['value'] === null || typeof one['value'] === 'string' || Number.isFinite(one['value'])) &&
    (one['ms'] === null || Number.isFinite(one['ms']))
  );
}

const levels: readonly Level[] = ['ok', 'warning', 'critical', 'unknown'];

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function tableArrival(table: Table, line: Line): Arrival | null {
  const columns = Object.entries(table.columns);
  if (!columns.every(([column, kind]) => isOfKind(line[column], kind))) return null;
  if (table.columns['content'] !== undefined && !isJson(line['content'])) return null;
  if (!isKnownWord(table.name, line)) return null;
  return (connection, since) => {
    // How often this computer looks, and how far it has read, is its own matter once it has looked.
    if (ownMatters.has(table.name) && hasLooked(connection)) return;
    // Spans go on with the cursor that concluded them; those of another one are not ours to take back.
    const isOwn = (column: string) => column !== 'own' || (line['own'] === 1 && !hasLooked(connection));
    const values = columns.map(([column, kind]) => (isOwn(column) ? toValue(connection, line[column], kind) : null));
    const server = table.columns['server'] === undefined ? 0 : Number(values[0]);
    if (table.name === 'segments' && !isBeforeOurs(connection, server, Number(values[1]), Number(values[2]))) return;
    connection.database.prepare(insertSql(table)).run(...values);
    if (Number(connection.database.prepare('SELECT changes() AS n').get()?.['n']) > 0) {
      if (followUps.has(table.name)) note(since, server, Number(line['from_at']));
    } else settle(connection, table.name, values);
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
function settle({ database }: Connection, table: string, values: readonly SqlValue[]): void {
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

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Words that figures are made from: any other would take time out of every sum. */
function isKnownWord(table: string, line: Line): boolean {
  if (table === 'corrections' || table === 'segments') return secondsKinds.some((kind) => kind === line['kind']);
  if (table === 'spans')
    return (
      (line['state'] === 'up' || line['state'] === 'down') &&
      evidenceSources.some((source) => source === line['source'])
    );
  if (table === 'intervals') return Number(line['interval_ms']) >= minuteMs && Number(line['interval_ms']) <= hourMs;
  return table !== 'incidents' || isIncident(parse(String(line['content'])));
}

function isIncident(content: Line | null): boolean {
  if (content === null) return false;
  const { id, cause, firstFailureAt, recoveredAt } = content;
  const lists = ['actions', 'causes', 'evidence', 'notes'].map((name) => content[name]);
  return (
    typeof id === 'string' &&
    typeof cause === 'string' &&
    isWhole(firstFailureAt) &&
    (recoveredAt === null || isWhole(recoveredAt)) &&
    isRecovery(content['recovery']) &&
    lists.every(Array.isArray)
  );
}

/** Earlier versions had none. */
function isRecovery(value: unknown): boolean {
  if (value == null) return true;
  const { at, source, atMost } = value as Line;
  return isWhole(at) && evidenceSources.some((one) => one === source) && typeof atMost === 'boolean';
}

function isOfKind(value: unknown, kind: ColumnKind): boolean {
  switch (kind) {
    case 'server':
      return value === null || typeof value === 'string';
    case 'item':
      return typeof (value as Line | null)?.['name'] === 'string';
    case 'number':
      return Number.isFinite(value);
    // Earlier versions did not write all of them.
    case 'number?':
      return value == null || Number.isFinite(value);
    case 'text?':
      return value == null || typeof value === 'string';
    default:
      return typeof value === 'string';
  }
}

/** Content is JSON of ours. */
function isJson(value: unknown): boolean {
  return typeof value === 'string' && parse(value) !== null;
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

function note(since: Map<number, number>, server: number, at: number): void {
  since.set(server, Math.min(since.get(server) ?? Infinity, at));
}

/** After all lines: segments and days follow from the rounds again, as far back as something new came. */
export function settleArrivals(connection: Connection, since: ReadonlyMap<number, number>): void {
  for (const [server, at] of since) {
    unfreeze(connection, server, at);
    if (server !== 0) unroll(connection, server, at);
  }
}
