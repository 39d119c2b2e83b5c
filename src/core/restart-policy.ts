import { allFindings } from './dating';
import type { Cause, Diagnosis, Finding, Observation, PartId } from './model';
import type { RestartRun } from './restart-types';
import type { RefusalReason, RestartOffer } from './snapshot-types';
import { nextWatchdogAt } from './diagnosis/api';

const minuteMs = 60_000;
/** Three restarts in half an hour that did not mend it lock the button, never the watching. */
const lockRule = { count: 3, withinMs: 30 * minuteMs, lockMs: 15 * minuteMs };
const watchdogMarginMs = 20_000;

/** Restarts that were ordered and not verified, the newest last: what the lock counts. */
export function countRestart(restartsAt: readonly number[], { outcome, startedAt }: RestartRun): readonly number[] {
  const isMissed = outcome?.kind === 'unverified' || outcome?.kind === 'failed';
  return isMissed ? [...restartsAt, startedAt].slice(-10) : restartsAt;
}

/** What the offer rests on: the newest evidence, and her own restarts so far. */
export interface RestartContext {
  readonly diagnosis: Diagnosis | null;
  readonly observation: Observation | null;
  readonly running: { readonly service: PartId; readonly startedAt: number } | null;
  readonly restartsAt: readonly number[];
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
  const asksFirst = own.restart.kind === 'may-help' && own.cause !== 'api-error';
  if (asksFirst || own.explainedBy !== null) return { kind: 'confirm' };
  const held = findHold(service, own, context);
  return held === null ? { kind: 'one-click' } : refused(held);
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
  if (failing !== undefined) return offerForFailing(failing, context);
  const primary = diagnosis.primary;
  if (primary?.status === 'down' && primary.restart.kind === 'does-not-help')
    return refused({ kind: 'useless', cause: primary.cause });
  return { kind: 'confirm' };
}

/**
 * It fails again at every start. Refused while somebody else tries anyway (the watchdog, systemd); once nobody does, the
 * button is the only way to start it after the mend, so it asks first.
 */
function offerForFailing(failing: Finding, { at }: RestartContext): RestartOffer {
  const quietSince = failing.values.since?.at ?? at;
  const abandoned =
    failing.cause === 'api-cannot-start' ? failing.values.watchdogActive === false : at - quietSince > 2 * minuteMs;
  return abandoned ? { kind: 'confirm' } : refused({ kind: 'useless', cause: failing.cause });
}

/** Reasons to wait although a restart would help. */
function findHold(service: 'api' | 'dashboard', own: Finding, context: RestartContext): RefusalReason | null {
  const { at } = context;
  const recent = context.restartsAt.filter((startedAt) => at >= startedAt && at - startedAt < lockRule.withinMs);
  const last = recent[recent.length - 1];
  if (recent.length >= lockRule.count && last !== undefined && at < last + lockRule.lockMs) {
    return { kind: 'locked', at: last + lockRule.lockMs };
  }
  if (service !== 'api' || own.values.watchdogActive !== true) return null;
  const facts = context.observation?.ssh.kind === 'facts' ? context.observation.ssh.facts : null;
  const minutes = facts?.crontab?.watchdogMinutes ?? null;
  const offsetMs = facts?.clockOffsetMs ?? 0;
  if (minutes === null) return null;
  const leftMs = nextWatchdogAt(at + offsetMs, minutes) - (at + offsetMs);
  return leftMs < watchdogMarginMs ? { kind: 'watchdog', leftMs, waitMs: leftMs + 2 * minuteMs } : null;
}

function refused(reason: RefusalReason): RestartOffer {
  return { kind: 'refused', reason };
}
