import type { SqlRow, SqlValue, Statement } from './driver';

interface Prepared {
  run(values: readonly SqlValue[]): void;
  all(values: readonly SqlValue[]): readonly SqlRow[];
  finalize(): void;
}

/** Prepares each text once. One that failed is prepared anew: in the WebAssembly driver it is of no use any more. */
export function cachedStatements(prepare: (sql: string) => Prepared): {
  prepare(sql: string): Statement;
  finalize(): void;
} {
  const kept = new Map<string, Prepared>();
  const use = <T>(sql: string, work: (statement: Prepared) => T): T => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    try {
      return work(statement);
    } catch (error) {
      kept.delete(sql);
      finalizeQuietly(statement);
      throw error;
    }
  };
  const all = (sql: string, values: readonly SqlValue[]) => use(sql, (statement) => statement.all(values));
  return {
    prepare: (sql) => ({
      run: (...values) => {
        use(sql, (statement) => {
          statement.run(values);
        });
      },
      all: (...values) => all(sql, values),
      get: (...values) => all(sql, values)[0] ?? null,
    }),
    finalize: () => {
      for (const statement of kept.values()) finalizeQuietly(statement);
      kept.clear();
    },
  };
}

function finalizeQuietly(statement: Prepared): void {
  try {
    statement.finalize();
  } catch {
    // It tells once more what its last use had told.
  }
}
