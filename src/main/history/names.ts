import type { Database } from './driver';

/** Numbers for the words that repeat in every round. Given inside the transaction that needs them first. */
export interface Names {
  /** 0: of all servers. */
  server(name: string | null): number;
  item(name: string, unit: string | null): number;
  name(text: string): number;
  /** What is known, without giving a number to what is not. */
  findServer(name: string): number | null;
  findItem(name: string): number | null;
  serverName(id: number): string | null;
  /** The numbers of all servers. */
  servers(): readonly number[];
  itemOf(id: number): { readonly name: string; readonly unit: string | null };
  text(id: number): string | null;
}

/** Valid as long as no transaction that gave numbers fails: then the file is opened anew. */
export function createNames(database: Database): Names {
  const servers = createTable(database, 'servers', 'name');
  const items = createTable(database, 'items', 'name');
  const texts = createTable(database, 'names', 'text');
  const units = new Map<number, string | null>();
  return {
    server: (name) => (name === null ? 0 : servers.give(name)),
    item: (name, unit) => {
      const id = items.give(name);
      if (unit !== null && !units.has(id)) {
        database.prepare('UPDATE items SET unit = ? WHERE id = ? AND unit IS NULL').run(unit, id);
        units.set(id, unit);
      }
      return id;
    },
    name: texts.give,
    findServer: servers.find,
    findItem: items.find,
    serverName: servers.text,
    servers: () =>
      database
        .prepare('SELECT id FROM servers')
        .all()
        .map((row) => Number(row['id'])),
    itemOf: (id) => {
      const row = database.prepare('SELECT name, unit FROM items WHERE id = ?').get(id);
      return { name: String(row?.['name'] ?? id), unit: (row?.['unit'] ?? null) as string | null };
    },
    text: texts.text,
  };
}

interface NameTable {
  give(text: string): number;
  find(text: string): number | null;
  text(id: number): string | null;
}

function createTable(database: Database, table: string, column: string): NameTable {
  const ids = new Map<string, number>();
  const words = new Map<number, string>();
  const remember = (id: number, text: string): number => {
    ids.set(text, id);
    words.set(id, text);
    return id;
  };
  const find = (text: string): number | null => {
    const known = ids.get(text);
    if (known !== undefined) return known;
    const row = database.prepare(`SELECT id FROM ${table} WHERE ${column} = ?`).get(text);
    return row === null ? null : remember(Number(row['id']), text);
  };
  return {
    find,
    give: (text) => {
      const known = find(text);
      if (known !== null) return known;
      database.prepare(`INSERT INTO ${table} (${column}) VALUES (?)`).run(text);
      const row = database.prepare(`SELECT id FROM ${table} WHERE ${column} = ?`).get(text);
      return remember(Number(row?.['id']), text);
    },
    text: (id) => {
      const known = words.get(id);
      if (known !== undefined) return known;
      const row = database.prepare(`SELECT ${column} AS text FROM ${table} WHERE id = ?`).get(id);
      if (row === null) return null;
      remember(id, String(row['text']));
      return String(row['text']);
    },
  };
}
