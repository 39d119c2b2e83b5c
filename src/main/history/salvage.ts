/**
 * A damaged file is put aside and what can be read of it is carried into a new one: row after row, round what cannot be
 * read. The new file is whole before it takes the old one's place.
 */
import { closeSync, copyFileSync, existsSync, openSync, readSync, renameSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeQuietly } from '../atomic-file';
import { openConnection, type Connection } from './connection';
import { writeFact } from './facts';
import { nameOrphans } from './orphans';
import type { Database, Driver, SqlRow, SqlValue } from './driver';
import { factTable, insertSql, roundTable, tables, wordTables, type Table } from './tables';

export interface Salvaged {
  /** Where the damaged file is now. */
  readonly path: string;
  /** Of the last thing that was saved; null: nothing could be. */
  readonly untilAt: number | null;
}

const busyMs = 1_000;
const pageRows = 200;

/** Where the new file is made. */
export function draftOf(path: string): string {
  return `${path}.new`;
}

export function salvage(driver: Driver, path: string, now: number): Salvaged {
  const draft = draftOf(path);
  removeFile(draft);
  const fresh = openConnection({ driver, path: draft, readOnly: false, busyMs });
  let untilAt: number | null;
  try {
    const whole = withAllPages(path);
    carryOver(driver, whole, fresh);
    if (whole !== path) removeFile(whole);
    nameOrphans(fresh);
    untilAt = fresh.database.transaction('write', () => {
      keepWhatIsKept(fresh);
      return closeGap(fresh, now);
    });
  } finally {
    fresh.database.close();
  }
  const aside = freePath(dirname(path), now);
  renameSync(path, aside);
  removeQuietly(`${path}-journal`);
  renameSync(draft, path);
  removeQuietly(`${draft}-journal`);
  return { path: aside, untilAt };
}

/** Killed between the two renames: the new file is whole. Killed before: it is not, and the old one is still there. */
export function finishSalvage(path: string): void {
  const draft = draftOf(path);
  if (!existsSync(draft)) return;
  if (existsSync(path)) removeFile(draft);
  else renameSync(draft, path);
}

function removeFile(path: string): void {
  for (const file of [path, `${path}-journal`]) removeQuietly(file);
}

function freePath(folder: string, now: number): string {
  const moment = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[:-]/g, '');
  let path = join(folder, `history-damaged-${moment}.db`);
  for (let number = 2; existsSync(path); number += 1)
    path = join(folder, `history-damaged-${moment}-${String(number)}.db`);
  return path;
}

function carryOver(driver: Driver, wholePath: string, fresh: Connection): void {
  let damaged: Database;
  try {
    damaged = driver.open(wholePath, { readOnly: true, busyMs });
  } catch {
    return;
  }
  try {
    for (const table of [...wordTables, factTable, ...tables, roundTable]) copyTable(damaged, fresh.database, table);
  } finally {
    try {
      damaged.close();
    } catch {
      // It is of no use any more.
    }
  }
}

/** SQLite refuses a file that is shorter than it says: a copy with empty pages in place of what is missing. */
function withAllPages(path: string): string {
  const header = Buffer.alloc(32);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  const size = header.readUInt16BE(16);
  const bytes = header.readUInt32BE(28) * (size === 1 ? 65_536 : size);
  const found = statSync(path).size;
  // A number that is damaged itself must not fill the disk.
  if (bytes <= found || bytes > 16 * found) return path;
  const copy = `${path}.whole`;
  copyFileSync(path, copy);
  truncateSync(copy, bytes);
  return copy;
}

function copyTable(damaged: Database, fresh: Database, table: Table): void {
  const insert = insertSql(table);
  const columns = Object.keys(table.columns);
  const write = (rows: readonly SqlRow[]): void => {
    if (rows.length === 0) return;
    fresh.transaction('write', () => {
      const statement = fresh.prepare(insert);
      for (const row of rows)
        tryInsert(
          statement,
          columns.map((column) => row[column] ?? null),
        );
    });
  };
  if (table.name === 'rounds' || table.name === 'events') walkNumbered(damaged, table.name, write);
  else for (const order of ['', ' DESC']) walkSorted(damaged, table, order, write);
}

/** A row may be readable and make no sense. */
function tryInsert(statement: ReturnType<Database['prepare']>, values: readonly SqlValue[]): void {
  try {
    statement.run(...values);
  } catch {
    // It stays in the file that is put aside.
  }
}

/** From both ends up to what cannot be read. */
function walkSorted(damaged: Database, table: Table, order: string, write: (rows: readonly SqlRow[]) => void): void {
  const sql = (limit: number, offset: number) =>
    `SELECT * FROM ${table.name} ORDER BY ${table.key.map((column) => column + order).join(', ')}
    LIMIT ${String(limit)} OFFSET ${String(offset)}`;
  for (let offset = 0; ; offset += pageRows) {
    const page = tryRead(damaged, sql(pageRows, offset));
    write(page ?? rowByRow((index) => tryRead(damaged, sql(1, offset + index))));
    if (page === null || page.length < pageRows) return;
  }
}

function rowByRow(read: (index: number) => readonly SqlRow[] | null): readonly SqlRow[] {
  const rows: SqlRow[] = [];
  for (let index = 0; index < pageRows; index += 1) {
    const [row] = read(index) ?? [];
    if (row === undefined) break;
    rows.push(row);
  }
  return rows;
}

/** By number: what is behind a page that cannot be read is found by stepping further and further over it. */
function walkNumbered(damaged: Database, table: string, write: (rows: readonly SqlRow[]) => void): void {
  const last = lastNumber(damaged, table);
  let id = 0;
  let limit = pageRows;
  let step = 1;
  while (id < last) {
    const page = tryRead(damaged, `SELECT * FROM ${table} WHERE id > ${String(id)} ORDER BY id LIMIT ${String(limit)}`);
    if (page === null && limit > 1) limit = Math.floor(limit / 4);
    else if (page === null) {
      id += step;
      step *= 2;
    } else {
      write(page);
      const end = page.at(-1);
      if (end === undefined) return;
      id = Number(end['id']);
      limit = pageRows;
      step = 1;
    }
  }
}

/** What is not known is taken for large: stepping doubles. */
function lastNumber(damaged: Database, table: string): number {
  const row = tryRead(damaged, `SELECT max(id) AS id FROM ${table}`)?.[0];
  return row === undefined ? 2 ** 40 : Number(row['id'] ?? 0);
}

function tryRead(damaged: Database, sql: string): readonly SqlRow[] | null {
  try {
    return damaged.transaction('read', () => damaged.prepare(sql).all());
  } catch {
    return null;
  }
}

/** Rounds may be missing anywhere: what is kept says more than they do. */
function keepWhatIsKept(fresh: Connection): void {
  const frozenAt = fresh.database.prepare('SELECT max(frozen_at) AS at FROM servers').get()?.['at'] ?? null;
  if (frozenAt !== null) writeFact(fresh, 'pruned_at', Number(frozenAt));
}

/** What is missing between the last thing that was saved and now is no data, and known to be. */
function closeGap({ database }: Connection, now: number): number | null {
  const ends = [
    'SELECT max(started_at) AS at FROM rounds',
    'SELECT max(at) AS at FROM events',
    'SELECT max(to_at) AS at FROM segments',
  ]
    .map((sql) => database.prepare(sql).get()?.['at'] ?? null)
    .filter((at) => typeof at === 'number');
  if (ends.length === 0) return null;
  const untilAt = Math.max(...ends);
  if (untilAt < now)
    database
      .prepare("INSERT OR IGNORE INTO gaps (server, from_at, to_at, reason) VALUES (0, ?, ?, 'damaged')")
      .run(untilAt, now);
  return untilAt;
}
