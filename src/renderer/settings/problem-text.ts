import type { SettingsProblem } from '../../shared/ipc';
import type { Words } from '../words';

/** What the system calls a full disk, and one that lets nobody write. */
const full = new Set(['ENOSPC', 'EDQUOT']);
const closed = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Why a change was not saved, and what to do. `failed`: the main process gave no answer. */
export function problemText(problem: SettingsProblem | 'failed', t: Words): string {
  if (problem === 'failed') return t.ui('settings.problem.failed');
  switch (problem.kind) {
    case 'disk': {
      const { reason } = problem;
      if (full.has(reason)) return t.ui('settings.problem.full');
      return t.ui(closed.has(reason) ? 'settings.problem.closed' : 'settings.problem.disk', { reason });
    }
    case 'invalid':
      return t.ui('settings.problem.invalid', { field: problem.field });
    default:
      return t.ui(`settings.problem.${problem.kind}`);
  }
}
