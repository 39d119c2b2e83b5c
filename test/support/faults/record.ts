import type { TestContext } from 'vitest';

/** One line of the matrix. */
export interface FaultRecord {
  readonly fault: string;
  /** How often something was asked of the application while the fault lasted. */
  readonly tried: number;
  /** How often it did what is right, in time. */
  readonly survived: number;
  /** What is not there afterwards. */
  readonly lost: readonly string[];
  readonly verdict: string;
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: FaultRecord;
  }
}

/** For the table that `npm run test:faults` prints. */
export function recordFault({ task }: Pick<TestContext, 'task'>, record: FaultRecord): void {
  task.meta.fault = record;
}
