import type { ErrorLogFindings } from '../error-log';
import type { CauseValues, Diagnosis, Finding, PartId } from '../model';
import { findUnit, type RemoteFacts, type UnitFacts } from '../remote-facts';
import { isSilent, type RoundView } from './view';

type Why = Diagnosis['why'][number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What did not start within this after a boot is missing because of it. */
const bootMs = 15 * minuteMs;
/** A unit that changed later than this after a boot had started. */
const startedMs = 5 * minuteMs;
const slowMs = 10 * minuteMs;
/** "Shortly before". */
const changeMs = 6 * hourMs;

/** Second lines under the sentence: why it came to this, what proves it, and what is missing to know more. */
export function findWhy(view: RoundView, primary: Finding | null): readonly Why[] {
  if (primary === null) return [];
  const part = partOf(primary);
  const reasons = part === null || view.facts === null ? [] : reasonsFor(part, primary, view, view.facts);
  return [...reasons, ...proofs(view, primary), ...missing(view, primary)];
}

function partOf({ cause, values }: Finding): PartId | null {
  if (cause === 'out-of-memory') return values.service ?? null;
  if (cause === 'proxy-down') return 'nginx';
  if (cause === 'database-down') return 'postgresql';
  if (cause.startsWith('dashboard-')) return 'dashboard';
  return cause.startsWith('api-') || cause === 'workers-missing' || cause === 'code-error' ? 'api' : null;
}

function reasonsFor(part: PartId, primary: Finding, view: RoundView, facts: RemoteFacts): readonly Why[] {
  if (primary.cause === 'out-of-memory') return why('why.outOfMemory', { service: part, at: primary.values.at });
  const inside = part === 'api' ? apiReasons(primary, view, facts) : unitReasons(part, view, facts);
  return [...inside, ...afterReboot(part, primary, view, facts)];
}

function why(
  key: string,
  values: { readonly [Name in keyof CauseValues]?: CauseValues[Name] | undefined },
): readonly Why[] {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return [{ key, values: known }];
}

/** A unit that ended well and was not started again was told to stop. */
function unitReasons(part: PartId, view: RoundView, facts: RemoteFacts): readonly Why[] {
  const unit = unitOf(part, view, facts);
  const isOrdered =
    unit?.active === 'inactive' &&
    unit.result === 'success' &&
    (unit.restarts ?? 0) === 0 &&
    (unit.exitStatus === 0 || unit.exitStatus === terminated);
  return isOrdered && unit.changedAt !== null && !isBeforeBoot(unit.changedAt, facts)
    ? why('why.stopped', { service: part, at: unit.changedAt })
    : [];
}

/** SIGTERM: what `systemctl stop` sends. */
const terminated = 15;

function unitOf(part: PartId, view: RoundView, facts: RemoteFacts): UnitFacts | null {
  if (part === 'dashboard') return findUnit(facts, view.server.dashboard.unit);
  if (part === 'postgresql') return facts.database?.clusters[0] ?? null;
  return findUnit(facts, part);
}

function apiReasons(primary: Finding, view: RoundView, facts: RemoteFacts): readonly Why[] {
  const { log } = view;
  return [
    ...(primary.cause === 'api-down' && log !== null ? stoppedByOrder(log, facts) : []),
    ...(primary.cause === 'api-cannot-start' && log?.bootFailure?.at != null
      ? why('why.bootFailed', { service: 'api', at: log.bootFailure.at, error: log.bootFailure.error })
      : []),
    ...portTaken(primary, view, facts, log),
    ...slowRequest(primary, view, facts, log),
    ...afterChange(primary, view, facts),
  ];
}

function stoppedByOrder(log: ErrorLogFindings, facts: RemoteFacts): readonly Why[] {
  const at = log.arbiter.stopped?.at ?? null;
  if (at === null || isBeforeBoot(at, facts)) return [];
  // The watchdog stops before it starts: that is nobody's order.
  const isWatchdog = facts.watchdog?.restarts.some((restart) => Math.abs(restart - at) < 2 * minuteMs) === true;
  return isWatchdog ? [] : why('why.stopped', { service: 'api', at });
}

function isBeforeBoot(at: number, { bootAt }: RemoteFacts): boolean {
  return bootAt !== null && at < bootAt;
}

/** gunicorn said so at its last start, or somebody else listens where it would. */
function portTaken(
  { cause }: Finding,
  view: RoundView,
  facts: RemoteFacts,
  log: ErrorLogFindings | null,
): readonly Why[] {
  if (cause !== 'api-down' && cause !== 'api-cannot-start') return [];
  const { gunicorn, listeningPorts } = facts;
  if (gunicorn === null || gunicorn.workers.length > 0 || gunicorn.orphans.length > 0) return [];
  // A master without workers may just be starting, on a port that it holds itself.
  if (gunicorn.masters.length > 0 && log?.arbiter.portTaken == null) return [];
  const { port } = view.server.api;
  const isHeld = listeningPorts?.includes(port) ?? log?.arbiter.portTaken != null;
  return isHeld ? why('why.portTaken', { service: 'api', port }) : [];
}

/** A worker that was killed after its time was up had one request for too long: no lack of memory. */
function slowRequest(
  { cause }: Finding,
  view: RoundView,
  facts: RemoteFacts,
  log: ErrorLogFindings | null,
): readonly Why[] {
  const at = log?.arbiter.timeout?.at ?? null;
  if (at === null || view.at - at > slowMs || cause === 'code-error') return [];
  return why('why.slowRequest', { limitMs: facts.gunicorn?.requestLimitMs ?? undefined });
}

function afterChange({ cause, values }: Finding, view: RoundView, facts: RemoteFacts): readonly Why[] {
  const changedAt = facts.codeChangedAt;
  if (changedAt === null || cause === 'api-down' || cause === 'workers-missing') return [];
  const failedAt = values.since?.at ?? view.memory?.parts.api?.failedAt ?? view.at;
  return failedAt >= changedAt && failedAt - changedAt <= changeMs
    ? why('why.afterChange', { service: 'api', at: changedAt })
    : [];
}

/** The machine came back, and this part did not. */
function afterReboot(part: PartId, { cause }: Finding, view: RoundView, facts: RemoteFacts): readonly Why[] {
  const { bootAt } = facts;
  if (bootAt === null || !/-down$|^api-cannot-start$|^dashboard-failing$/.test(cause)) return [];
  const wellAt = view.memory?.parts[part]?.wellAt ?? null;
  const isSince = (wellAt !== null && wellAt < bootAt) || view.at - bootAt <= bootMs;
  const unit = part === 'api' ? null : unitOf(part, view, facts);
  const hadStarted = unit?.changedAt != null && unit.changedAt - bootAt > startedMs;
  const isRunning = part === 'api' ? (facts.gunicorn?.masters.length ?? 1) > 0 : unit?.active === 'active';
  return isSince && !hadStarted && !isRunning ? why('why.afterReboot', { service: part, at: bootAt }) : [];
}

/** Shown where the network was in question: a red one is not the laptop's own. */
function proofs(view: RoundView, { cause, status }: Finding): readonly Why[] {
  const asked = view.observation.witnesses?.witnesses ?? [];
  const answered = asked.filter(({ answer }) => answer.kind === 'answered').length;
  if (cause === 'laptop-offline')
    return asked.length > 0 && answered === 0 ? why('proof.offline', { n: asked.length }) : [];
  return status === 'down' && answered > 0 ? why('proof.online', { n: answered }) : [];
}

function missing(view: RoundView, { cause, status }: Finding): readonly Why[] {
  const { ssh, portal, api } = view.observation;
  if (ssh.kind === 'failed') {
    const isRed = status === 'down' && (isSilent(portal) || isSilent(api) || !cause.startsWith('certificate-'));
    return isRed ? why('missing.ssh', {}) : [];
  }
  const path = cause === 'watchdog-silent' ? view.server.watchdogLog : view.server.errorLog;
  const concernsLog = cause === 'watchdog-silent' || cause.startsWith('api-') || cause === 'workers-missing';
  const isClosed = ssh.facts.logs?.some((file) => file.path === path && file.exists && !file.readable) === true;
  return concernsLog && isClosed ? why('missing.permission', { path }) : [];
}
