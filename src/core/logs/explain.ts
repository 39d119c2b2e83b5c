import type { LogSource } from './types';

/** A known line: its texts are `logs.explain.<id>` (what it says) and `logs.explain.<id>.users` (what it means for users). */
export const logExplanationIds = [
  'worker-timeout',
  'worker-killed',
  'worker-replaced',
  'cannot-start',
  'port-taken',
  'startup-failed',
  'code-error',
  'module-missing',
  'upstream-refused',
  'upstream-timeout',
  'upstream-closed',
  'database-refused',
  'database-full',
  'database-starting',
  'database-cut',
  'database-password',
  'query-cancelled',
  'relation-missing',
  'unit-failed',
  'unit-restarted',
  'unit-given-up',
  'out-of-memory',
  'cron-refused',
  'disk-full',
  'disk-read-only',
  'disk-failing',
] as const;
export type LogExplanationId = (typeof logExplanationIds)[number];

/** What a known line means; null: it is shown as it is, without comment. */
export function explainLine(source: LogSource, text: string): LogExplanationId | null {
  return source === 'api-error' && text.includes('WORKER TIMEOUT (pid:') ? 'worker-timeout' : null;
}
