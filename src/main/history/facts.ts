import type { Connection } from './connection';

/**
 * `alive_at`: the last sign of life of whoever writes; what came before the next start was without watching.
 * `checked_at`: when the whole file was last found sound.
 * `pruned_at`: rounds of before may be gone, so that what is kept of that time must stay.
 * `unsettled_at`: since when rounds came of which segments and days do not tell yet.
 */
type Fact = 'alive_at' | 'checked_at' | 'pruned_at' | 'unsettled_at';

export function readFact({ database }: Connection, key: Fact): number | null {
  return (database.prepare('SELECT value FROM facts WHERE key = ?').get(key)?.['value'] ?? null) as number | null;
}

export function writeFact({ database }: Connection, key: Fact, value: number): void {
  database.prepare('INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)').run(key, value);
}

export function removeFact({ database }: Connection, key: Fact): void {
  database.prepare('DELETE FROM facts WHERE key = ?').run(key);
}
