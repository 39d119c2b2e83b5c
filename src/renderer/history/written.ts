import type { HistoryWritten } from '../../shared/ipc';
import type { Words } from '../words';

/** `failed`: the call itself did not come back. */
export type WriteOutcome = HistoryWritten | { readonly kind: 'failed' };

/** What became of what she wrote. */
export function describeWritten(outcome: WriteOutcome, t: Words): string {
  return t.ui(`history.written.${outcome.kind === 'refused' ? outcome.reason : outcome.kind}`);
}
