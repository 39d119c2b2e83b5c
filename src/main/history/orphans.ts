import type { Connection } from './connection';
import { unpackMeasurements } from './measurements';

/** A name that was lost with the damaged page it stood on. */
export const lostName = '?';

/**
 * After a rescue: numbers whose word is lost get one of their own, so that no new word takes the number and speaks for what
 * another one measured. A server's name stands in what was written down about it too.
 */
export function nameOrphans(connection: Connection): void {
  connection.database.transaction('write', () => {
    nameServers(connection);
    const items = new Set<number>();
    const names = new Set<number>();
    for (const row of pages(connection)) {
      if (row.cause !== null) names.add(row.cause);
      for (const { item, value } of unpackMeasurements(row.measurements)) {
        items.add(item);
        if (value !== null && typeof value === 'object') names.add(value.name);
      }
    }
    fill(connection, 'items', 'name', items);
    fill(connection, 'names', 'text', names);
  });
}

function* pages({
  database,
}: Connection): Generator<{ readonly cause: number | null; readonly measurements: Uint8Array }> {
  let id = 0;
  for (;;) {
    const rows = database
      .prepare('SELECT id, cause, measurements FROM rounds WHERE id > ? ORDER BY id LIMIT 500')
      .all(id);
    for (const row of rows)
      yield { cause: row['cause'] as number | null, measurements: row['measurements'] as Uint8Array };
    const last = rows.at(-1);
    if (last === undefined) return;
    id = Number(last['id']);
  }
}

function nameServers({ database }: Connection): void {
  const sql = `SELECT DISTINCT server FROM (SELECT server FROM rounds UNION SELECT server FROM events UNION
    SELECT server FROM segments) WHERE server > 0 AND server NOT IN (SELECT id FROM servers)`;
  for (const row of database.prepare(sql).all()) {
    const server = Number(row['server']);
    const event = database.prepare('SELECT content FROM events WHERE server = ? LIMIT 1').get(server);
    const told = event === null ? null : (JSON.parse(String(event['content'])) as { readonly serverId?: string });
    const name = told?.serverId ?? `${lostName}${server}`;
    database.prepare('INSERT OR IGNORE INTO servers (id, name) VALUES (?, ?)').run(server, name);
  }
}

function fill({ database }: Connection, table: string, column: string, ids: ReadonlySet<number>): void {
  const insert = database.prepare(`INSERT OR IGNORE INTO ${table} (id, ${column}) VALUES (?, ?)`);
  for (const id of ids) insert.run(id, `${lostName}${id}`);
}
