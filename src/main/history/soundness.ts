import { statSync } from 'node:fs';
import type { Connection } from './connection';
import { readFact, writeFact } from './facts';
import { dayMs } from './frozen';

/** Checked in an instant; larger ones only once a week. */
const smallBytes = 16_000_000;

/**
 * Throws SQLite's own words where a page is damaged that nobody asks for at the moment. At the start where that takes no
 * time, else once a week (`path` null).
 */
export function checkSoundness(connection: Connection, path: string | null, now: number): void {
  const checkedAt = readFact(connection, 'checked_at') ?? 0;
  const isDue =
    path === null ? Math.abs(now - checkedAt) > 7 * dayMs : Math.abs(now - checkedAt) > dayMs && isSmall(path);
  if (!isDue) return;
  const [answer] = Object.values(connection.database.prepare('PRAGMA quick_check(1)').get() ?? {});
  if (answer !== 'ok') throw new Error(`database disk image is malformed: ${String(answer)}`);
  writeFact(connection, 'checked_at', now);
}

function isSmall(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= smallBytes;
}
