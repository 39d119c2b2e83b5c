import type { Connection } from './connection';

/**
 * `alive_at`: the last sign of life of whoever writes; what came before the next start was without watching.
 * `checked_at`: when the whole file was last found sound.
 */
type Fact = 'alive_at' | 'checked_at';

export function readFact({ database }: Connection, key: Fact): number | null {
  return (database.prepare('SELECT value FROM facts WHERE key = ?').get(key)?.['value'] ?? null) as number | null;
}

export function writeFact({ database }: Connection, key: Fact, value: number): void {
  database.prepare('INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)').run(key, value);
}
