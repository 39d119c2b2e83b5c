import { allFindings } from './dating';
import type { Cause, Diagnosis, Finding, Observation, PartId } from './model';
import { lockOf } from './past-restarts';
import type { PastRestart } from './restart-types';
import type { RefusalReason, RestartOffer } from './snapshot-types';
import { findUnit, isGivenUp } from './remote-facts';
import { watchdogPlan } from './watchdog-plan';

const minuteMs = 60_000;
const watchdogMarginMs = 20_000;

/** What the offer rests on: the newest evidence, and her own restarts so far. */
export interface RestartContext {
  readonly diagnosis: Diagnosis | null;
  readonly observation: Observation | null;
  readonly running: { readonly service: PartId; readonly startedAt: number } | null;
  readonly restarts: readonly PastRestart[];
  /** She insists although three did not help. */
  readonly anyway?: boolean;
  readonly at: number;
}

/**
 * Whether a restart of this part would help, asks first, or is refused and why. The same function serves the tray, the
 * window, the command line and the check before the order is sent.
 */
export function offerRestart(service: PartId, context: RestartContext): RestartOffer {
  if (service !== 'api' && service !== 'dashboard') return { kind: 'none' };
  if (context.running !== null) {
    return refused({ kind: 'running', service: context.running.service, beganAt: context.running.startedAt });
  }
  const { diagnosis } = context;
  if (diagnosis === null) return { kind: 'confirm' };
  const findings = allFindings(diagnosis);
  const obstacle = findObstacle(service, findings, context);
  if (obstacle !== null) return refused(obstacle);
  const own = findings.find((one) => one.restart.kind !== 'does-not-help' && one.restart.service === service);
  if (own === undefined) return offerForWell(service, diagnosis, findings, context);
  const lock = findLock(service, context);
  if (lock !== null) return refused(lock);
  const asksFirst = own.restart.kind === 'may-help' && own.cause !== 'api-error';
  if (asksFirst || own.explainedBy !== null) return { kind: 'confirm' };
  if (service !== 'api' || own.values.watchdogActive !== true) return { kind: 'one-click' };
  const hold = watchdogHold(context);
  return hold === null ? { kind: 'one-click' } : refused(hold);
}

/** What stands in the way of any order, or makes it pointless. */
function findObstacle(
  service: 'api' | 'dashboard',
  findings: readonly Finding[],
  context: RestartContext,
): RefusalReason | null {
  const has = (cause: Cause) => findings.find((one) => one.cause === cause);
  const isInside = context.observation?.ssh.kind === 'facts';
  // The web is not seen from here, and SSH gets in all the same: an order would arrive.
  if (!isInside && (has('laptop-offline') ?? has('captive-portal')) !== undefined) return { kind: 'offline' };
  if (has('server-unreachable')) return { kind: 'unreachable' };
  if (has('host-key-changed') ?? has('host-key-unknown')) return { kind: 'identity' };
  const booting = has('server-booting');
  if (booting !== undefined && booting.variant !== 'stuck')
    return { kind: 'booting', by: booting.values.by ?? context.at + 3 * minuteMs };
  if (context.observation?.ssh.kind === 'failed') return { kind: 'unreachable' };
  const disk = has('disk-full');
  if (disk?.variant === 'readonly') return { kind: 'disk-damaged' };
  if (disk !== undefined) return { kind: 'disk', usedPercent: disk.values.usedPercent ?? 100 };
  if (service === 'api' && has('database-down')) return { kind: 'database' };
  if (service === 'dashboard' && has('sudo-denied')) return { kind: 'permission', service };
  return service === 'api' && hasTwoMasters(context) ? { kind: 'two-masters' } : null;
}

function hasTwoMasters({ observation }: RestartContext): boolean {
  return observation?.ssh.kind === 'facts' && (observation.ssh.facts.gunicorn?.masters.length ?? 0) > 1;
}

/** Nothing is wrong that a restart of this part mends. */
function offerForWell(
  service: 'api' | 'dashboard',
  diagnosis: Diagnosis,
  findings: readonly Finding[],
  context: RestartContext,
): RestartOffer {
  const failing = findings.find((one) => one.cause === (service === 'api' ? 'api-cannot-start' : 'dashboard-failing'));
  if (failing !== undefined) return offerForFailing(service, failing, context);
  const primary = diagnosis.primary;
  if (primary?.status === 'down' && primary.restart.kind === 'does-not-help')
    return refused({ kind: 'useless', cause: primary.cause });
  return { kind: 'confirm' };
}

/**
 * It fails again at every start. Refused while somebody else tries anyway (the watchdog, systemd); once nobody does, the
 * button is the only way to start it after the mend, so it asks first.
 */
function offerForFailing(service: 'api' | 'dashboard', failing: Finding, context: RestartContext): RestartOffer {
  const { at, observation } = context;
  const quietSince = failing.values.since?.at ?? at;
  const abandoned =
    failing.cause === 'api-cannot-start'
      ? failing.values.watchdogActive === false
      : hasGivenUp(failing, observation) || at - quietSince > 2 * minuteMs;
  if (!abandoned) return refused({ kind: 'useless', cause: failing.cause });
  const lock = findLock(service, context);
  return lock === null ? { kind: 'confirm' } : refused(lock);
}

/** Of a service that fails: three restarts did not help. */
function findLock(service: 'api' | 'dashboard', { restarts, anyway, at }: RestartContext): RefusalReason | null {
  const lock = anyway === true ? null : lockOf(restarts, service, at);
  return lock === null ? null : { kind: 'locked', at: lock.untilAt, n: lock.n };
}

/** The watchdog acts in the next seconds: two that start the API at once leave two masters. */
function watchdogHold({ observation, at }: RestartContext, thenMs = 2 * minuteMs): RefusalReason | null {
  const facts = observation?.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const plan = facts === null ? null : watchdogPlan(facts, at);
  if (plan === null) return null;
  const leftMs = plan.nextAt - at;
  return leftMs < watchdogMarginMs ? { kind: 'watchdog', leftMs, waitMs: leftMs + thenMs } : null;
}

/**
 * What stops an order that has been confirmed: a watchdog that would find the API stopped by it. Asked when the order is
 * given and not while a button is drawn, which would come and go every five minutes.
 */
export function holdConfirmed(service: PartId, context: RestartContext): RefusalReason | null {
  // It only looks at an API that is well, and that takes seconds.
  return service === 'api' ? watchdogHold(context, minuteMs / 2) : null;
}

/** systemd says itself that it tries no more. */
function hasGivenUp({ values }: Finding, observation: Observation | null): boolean {
  const facts = observation?.ssh.kind === 'facts' ? observation.ssh.facts : null;
  return facts !== null && isGivenUp(findUnit(facts, values.unit ?? ''));
}

function refused(reason: RefusalReason): RestartOffer {
  return { kind: 'refused', reason };
}
