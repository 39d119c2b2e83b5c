/** History as lines of JSON: a line per record, in words, so that another file's numbers do not matter. */
import type { Connection } from './connection';
import type { SqlRow, SqlValue } from './driver';
import { exportHead } from './import-judgement';
import { unpackMeasurements } from './measurements';
import type { PlainRound } from './rounds';
import { tables, type Table } from './tables';

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
