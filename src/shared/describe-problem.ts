import type { Problem } from '../core/settings-rules';
import type { Translator } from './i18n';

/** What is wrong with a value, and the likeliest mend, in one sentence. */
export function describeProblem({ kind, ...values }: Problem, t: Translator): string {
  return t.tryText(`problem.${kind}`, values) ?? kind;
}
