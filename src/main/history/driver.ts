/** SQLite, as far as the history needs it. Two drivers, one file: driver-node.ts, driver-wasm.ts. */

export type SqlValue = number | string | Uint8Array | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface Statement {
  run(...values: readonly SqlValue[]): void;
  all(...values: readonly SqlValue[]): readonly SqlRow[];
  /** The first row. Nothing stays open behind it. */
  get(...values: readonly SqlValue[]): SqlRow | null;
}

/** Every method throws what SQLite says; `sqlFailure` tells what kind of trouble it is. */
export interface Database {
  exec(sql: string): void;
  /** Kept: the same text is prepared once. */
  prepare(sql: string): Statement;
  /** `read`: all that is asked in it is answered from one moment. Both exclude every other process. */
  transaction<T>(kind: 'read' | 'write', work: () => T): T;
  close(): void;
}

export interface OpenOptions {
  readonly readOnly: boolean;
  /** How long to wait for another process. */
  readonly busyMs: number;
  /** Only to read: takes no lock, leaves nothing behind, and may see a change half made (onlooker.ts looks out for it). */
  readonly lockless?: boolean;
}

export interface Driver {
  readonly name: 'node' | 'wasm';
  open(path: string, options: OpenOptions): Database;
}

export type SqlFailure = 'busy' | 'damaged' | 'full' | 'other';

/** By SQLite's words: they are the same in both drivers, and codes are not. */
export function sqlFailure(error: unknown): SqlFailure {
  const text = error instanceof Error ? error.message : String(error);
  if (/database( table)? is locked/.test(text)) return 'busy';
  if (/malformed|not a database|unsupported file format/.test(text)) return 'damaged';
  if (/database or disk is full|disk I\/O error|ENOSPC|EDQUOT/.test(text)) return 'full';
  return 'other';
}

/** All of it or nothing. */
export function commit<T>(database: { exec(sql: string): void }, work: () => T): T {
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has done so already.
    }
    throw error;
  }
}
