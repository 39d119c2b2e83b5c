import type { PartId } from '../core/model';
import type { RestartEvidence, RestartFailure, RestartOutcome, RestartRun, RestartStep } from '../core/restart-types';
import { assertNever } from '../core/result';
import type { RefusalReason } from '../core/snapshot-types';
import { causeTitle } from './describe-finding';
import type { Translator } from './i18n';

/** Why no order was sent. Stands beside the disabled button and in the command line's answer. */
export function describeRefusal(reason: RefusalReason, service: PartId, t: Translator): string {
  switch (reason.kind) {
    case 'database':
      return t.text('refused.database', { service });
    case 'disk':
      return t.text('refused.disk', { service, used: reason.usedPercent });
    case 'offline':
      return t.text('refused.offline');
    case 'unreachable':
      return t.text('refused.unreachable');
    case 'booting':
      return t.text('refused.booting', { by: reason.by });
    case 'running':
      return t.text('refused.running', { service: reason.service, began: reason.beganAt });
    case 'watchdog':
      return t.text('refused.watchdog', { left: reason.leftMs, wait: reason.waitMs });
    case 'locked':
      return t.text('refused.locked', { at: reason.at, n: reason.n });
    case 'permission':
      return t.text('refused.permission', { service: reason.service });
    case 'identity':
      return t.text('refused.identity');
    case 'disk-damaged':
      return t.text('refused.diskDamaged', { service });
    case 'two-masters':
      return t.text('refused.twoMasters');
    case 'useless':
      return t.text('refused.useless', { sentence: t.text('finding.title', { title: causeTitle(reason.cause, t) }) });
    case 'not-confirmed':
      return t.text('refused.notConfirmed', { service });
    case 'drill':
      return t.text('refused.drill', { service });
    default:
      return assertNever(reason);
  }
}

/** A step's line. Progress of `answering` counts milliseconds, of `workers` processes, of `stable` tests. */
export function describeStep(step: RestartStep, service: PartId, t: Translator): string {
  const { id, progress } = step;
  switch (id) {
    case 'precheck':
      return t.text('step.precheck');
    case 'stop':
      return t.text('step.stop', { service });
    case 'start':
      return t.text('step.start', { service });
    case 'answering':
      if (progress === null || step.state !== 'running') return t.text('step.answering.bare');
      return t.text('step.answering', { took: progress.done, limit: progress.of });
    case 'workers':
      return progress === null
        ? t.text('step.workers.bare')
        : t.text('step.workers', { n: progress.done, total: progress.of });
    case 'stable':
      return progress === null ? t.text('step.stable.bare') : t.text('step.stable', { n: progress.done });
    default:
      return assertNever(id);
  }
}

/** How the restart ended, with the next step where it did not help. */
export function describeOutcome(outcome: RestartOutcome, run: RestartRun, t: Translator): string {
  const { service } = run;
  switch (outcome.kind) {
    case 'verified':
      return t.text('outcome.verified', { service, took: outcome.ms });
    case 'unverified':
      if (outcome.why.kind === 'not-answering') return t.text('outcome.unverified', { service, took: outcome.ms });
      return t.text('outcome.unverified.other', describeRestartFailure(outcome.why, t));
    case 'refused':
      // The drill's own sentence is the whole answer.
      if (outcome.reason.kind === 'drill') return describeRefusal(outcome.reason, service, t);
      return t.text('outcome.refused', { why: describeRefusal(outcome.reason, service, t) });
    case 'failed': {
      const step = describeStep(
        { id: outcome.step, state: 'failed', startedAt: 0, ms: null, output: '', progress: null },
        service,
        t,
      );
      const { why, next } = describeRestartFailure(outcome.why, t);
      if (!isStillDown(run)) return t.text('outcome.failed.bare', { step, why, next });
      return t.text('outcome.failed', { step, why, next, service, before: describeBefore(run.before, t) });
    }
    default:
      return assertNever(outcome);
  }
}

/** Null: no; or what is needed to say so was not seen. */
export function describeWorse({ service, before, after }: RestartRun, t: Translator): string | null {
  if (before === null || after === null) return null;
  const statusOf = (one: RestartEvidence) => (service === 'api' ? one.apiStatus : one.portalStatus);
  return isAnswer(statusOf(before)) && !isAnswer(statusOf(after))
    ? t.text('outcome.worse', { before: describeBefore(before, t) })
    : null;
}

/** `why` is a clause without capital and full stop, `next` a whole sentence. */
export function describeRestartFailure(
  failure: RestartFailure,
  t: Translator,
): { readonly why: string; readonly next: string } {
  const next = t.text(`failure.${failure.kind}.next` as const);
  switch (failure.kind) {
    case 'script-missing':
      return { why: t.text('failure.script-missing', { path: failure.path }), next };
    case 'exit-code':
      return { why: t.text('failure.exit-code', { code: failure.code }), next };
    case 'workers-missing':
      return { why: t.text('failure.workers-missing', { n: failure.n, total: failure.total }), next };
    case 'command-timeout':
      return { why: t.text('failure.command-timeout', { limit: failure.limitMs }), next };
    default:
      return { why: t.text(`failure.${failure.kind}` as const), next };
  }
}

/** Said only where it was seen: after the failure the service does not answer to users. */
function isStillDown(run: RestartRun): boolean {
  const status = run.service === 'api' ? run.after?.apiStatus : run.after?.portalStatus;
  return run.before !== null && run.after !== null && !isAnswer(status ?? null);
}

function isAnswer(status: number | null): boolean {
  return status !== null && status >= 200 && status < 400;
}

function describeBefore(before: RestartEvidence | null, t: Translator): string {
  return before === null || before.cause === null ? t.text('before.well') : causeTitle(before.cause, t);
}
