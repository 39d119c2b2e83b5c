/** Her restarts of before: how each ended, what they have in common, and the report that goes to whoever can mend it. */
import { recentRestarts, whatRepeats, type Repetition } from '../core/past-restarts';
import type { RestartSnapshot, ServerSnapshot } from '../core/snapshot-types';
import { causeTitle, describeFinding } from './describe-finding';
import { describeEvidence } from './describe-snapshot';
import type { Translator } from './i18n';

type Service = RestartSnapshot['service'];

/** "funcionó", "falló al arrancar": after a colon. */
export function describePastRestart({ outcome, step, failedAgainMs }: RestartSnapshot, t: Translator): string {
  if (outcome === 'failed') return t.tryText(`past.failed.${step ?? ''}`) ?? t.text('past.failed');
  if (outcome === 'unverified') return t.text('past.unverified');
  if (failedAgainMs === null) return t.text('past.verified');
  return failedAgainMs > 0 ? t.text('past.verified.again', { after: failedAgainMs }) : t.text('past.verified.on');
}

/** Those of the last half hour. */
export function lastRestarts({ restarts }: ServerSnapshot, service: Service, at: number): readonly RestartSnapshot[] {
  return recentRestarts(restarts, service, at);
}

export function describeRepetition(restarts: readonly RestartSnapshot[], t: Translator): string {
  const found: Repetition | null = whatRepeats(restarts);
  if (found === null) return t.text('repeats.nothing');
  const { n, of } = found;
  return found.kind === 'error'
    ? t.text('repeats.error', { error: found.error.replaceAll('`', "'"), n, of })
    : t.text('repeats.cause', { title: causeTitle(found.cause, t), n, of });
}

/** To be copied or printed: the restarts, what repeats, and what is known now with its proof. */
export function describeRestartReport(
  server: ServerSnapshot,
  service: Service,
  { at, t }: { readonly at: number; readonly t: Translator },
): string {
  const restarts = lastRestarts(server, service, at);
  const primary = server.diagnosis?.primary ?? null;
  const now =
    primary === null
      ? []
      : [
          t.text('restartReport.now', { sentence: describeFinding(primary, server, t).sentence }),
          ...primary.evidence.map((one) => `  ${describeEvidence(one, t)}`),
        ];
  return [
    t.text('restartReport.title', { server: server.name, service }),
    t.preciseTime(at),
    '',
    t.text('restartReport.count', { n: restarts.length }),
    ...restarts.map((one) => `  ${describePastLine(one, t)}`),
    t.text('restartReport.repeats', { what: describeRepetition(restarts, t) }),
    ...now,
  ].join('\n');
}

export function describePastLine(one: RestartSnapshot, t: Translator): string {
  return t.text('past.line', { at: one.startedAt, took: one.ms, how: describePastRestart(one, t) });
}
