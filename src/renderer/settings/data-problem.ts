import type { DataProblem } from '../../shared/ipc';
import type { Words } from '../words';

/** Why nothing was changed, and what to do. `lost`: the main process gave no answer. */
export function dataProblemText(problem: DataProblem | 'lost', t: Words): string {
  if (problem === 'lost') return t.ui('data.problem.lost');
  if (problem.kind === 'failed') return t.ui('data.problem.failed', { reason: problem.reason });
  return t.ui(`data.problem.${problem.why}`);
}
