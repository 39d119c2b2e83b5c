import type { RemoteError } from '../../core/errors';
import type { LogFailure } from '../../core/logs/types';
import { logExit } from '../../core/services';

export type LogEnd = Exclude<LogFailure, { kind: 'drill' }> | null;

/** The remote command runs with LC_ALL=C, so its complaints are in English. `isEmpty`: it printed no line. */
export function toLogEnd(
  error: RemoteError | null,
  ended: { readonly code: number | null; readonly complaint: string; readonly isEmpty: boolean },
): LogEnd {
  const { code, complaint, isEmpty } = ended;
  if (error !== null) return error;
  if (code === logExit.missing) return { kind: 'file-missing' };
  if (code === logExit.unreadable) return { kind: 'permission' };
  // journalctl shows what it may, and may be nothing.
  const isRefused = /permission denied|insufficient permissions|not seeing messages/i.test(complaint);
  return isRefused && (code !== 0 || isEmpty) ? { kind: 'permission' } : null;
}
