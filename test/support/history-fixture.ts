import { rmSync } from 'node:fs';
import { createWasmDriver } from '../../src/main/history/driver-wasm';
import { packMeasurements } from '../../src/main/history/measurements';
import { migrate } from '../../src/main/history/schema';

export const fixtureAt = Date.parse('2026-09-01T00:00:00Z');

/** Plain SQL and no code of today's but the packing, so that a file of a version is what that version wrote. */
export function makeHistoryFixture(file: string, version: number): void {
  const database = createWasmDriver().open(file, { readOnly: false, busyMs: 1_000 });
  database.prepare('PRAGMA journal_mode = TRUNCATE').get();
  migrate(database, version);
  database.transaction('write', () => {
    database.exec(`
      INSERT INTO servers (id, name) VALUES (1, 'portal');
      INSERT INTO names (id, text) VALUES (1, 'api-down'), (2, 'active');
      INSERT INTO items (id, name, unit) VALUES (1, 'api.public', 'status'), (2, 'dashboard', NULL);
      INSERT INTO notes (server, at, note, source) VALUES (1, ${fixtureAt}, 'rebooted', 'observed');
      INSERT INTO gaps VALUES (0, ${fixtureAt + 1_800_000}, ${fixtureAt + 3_600_000}, 'asleep');
    `);
    const insert = database.prepare(
      'INSERT INTO rounds (server, started_at, took_ms, verdict, cause, measurements) VALUES (1, ?, 1500, ?, ?, ?)',
    );
    for (let n = 0; n < 6; n += 1) {
      const isDown = n === 3;
      const measurements = packMeasurements([
        { item: 1, level: isDown ? 'critical' : 'ok', value: isDown ? 502 : 200, ms: 90 + n },
        { item: 2, level: 'ok', value: { name: 2 }, ms: null },
      ]);
      insert.run(fixtureAt + n * 300_000, isDown ? 6 : 0, isDown ? 1 : null, measurements);
    }
  });
  database.close();
  rmSync(`${file}-journal`, { force: true });
}
