/** When a cause began, as far as anybody looked. */
import { checkOf } from './cause-checks';
import type { Cause, Diagnosis, Finding, Since } from './model';
import type { ServerState } from './monitor-state';

/** All findings of a verdict, the primary one first. */
export function allFindings(diagnosis: Diagnosis): readonly Finding[] {
  return diagnosis.primary === null ? [] : [diagnosis.primary, ...diagnosis.findings];
}

/**
 * The first round that saw a cause dates it: exactly where the round before looked too and did not see it, "before" where
 * nobody had looked for a while.
 */
export function dateCauses(
  server: ServerState,
  latest: Diagnosis,
  at: number,
  hadLooked: boolean,
): ServerState['sinceByCause'] {
  const dated: Partial<Record<Cause, Since>> = {};
  for (const { cause } of allFindings(latest)) {
    // An older date counts only where nothing can have happened unseen in between; blind, it is the best there is.
    const known = hadLooked || server.blind !== null ? server.sinceByCause[cause] : undefined;
    dated[cause] = known ?? { at, precision: hadLooked ? 'seen' : 'before' };
  }
  // What could not be looked at keeps its date: an absence that nobody saw is none.
  const kept = Object.entries(server.sinceByCause).filter(
    ([cause]) => latest.status === 'no-data' || isUnknown(latest, cause as Cause),
  );
  return { ...Object.fromEntries(kept), ...dated };
}

/** Whether this verdict could not say anything about a cause, because its measurement is missing. */
export function isUnknown(latest: Diagnosis, cause: Cause): boolean {
  const check = checkOf(cause);
  return check !== null && latest.unknown.some((id) => id === check || id.startsWith(`${check}:`));
}

/** The server's own record of the change is better than our first sight of it. */
export function withSince(diagnosis: Diagnosis, sinceByCause: ServerState['sinceByCause']): Diagnosis {
  const date = (one: Finding): Finding => {
    const since = one.values.since ?? sinceByCause[one.cause];
    return since === undefined ? one : { ...one, values: { ...one.values, since } };
  };
  return {
    ...diagnosis,
    primary: diagnosis.primary === null ? null : date(diagnosis.primary),
    findings: diagnosis.findings.map(date),
  };
}
