import type { Cause, Finding, PartId } from '../model';
import { findUnit, type RemoteFacts, type UnitFacts } from '../remote-facts';
import { finding, type RoundView } from './view';
import { cronUnit } from '../watchdog-plan';

/** The guide promises about two minutes; the crontab waits 30 s before it starts the API. */
const bootMs = 3 * 60_000;
const usualMs = 2 * 60_000;
/** A service that was started and does not answer yet. */
const settlingMs = 60_000;

/**
 * A short while after a boot, what is missing is still on its way: one cause, and the advice to wait. Where one part has
 * been up since the boot and fell, failed at its start, or was never to be started, that is the cause, and what is on its
 * way speaks when its time is over.
 */
export function settleBoot(view: RoundView, found: readonly Finding[]): readonly Finding[] {
  const { facts } = view;
  const bootAt = facts?.bootAt ?? null;
  if (facts === null || bootAt === null || view.at - bootAt > bootMs || view.at < bootAt) return found;
  const isDown = (one: Finding) => one.status === 'down' && !one.cause.startsWith('certificate');
  const isComing = (one: Finding) => isDown(one) && isOnItsWay(one.cause, { view, facts, bootAt });
  // The web fails in ways of its own only where nothing behind it does.
  const isOfWeb = (one: Finding) => one.cause === 'web-error';
  if (!found.some((one) => isComing(one) && !isOfWeb(one))) return found;
  if (found.some((one) => isDown(one) && !isComing(one))) return found.filter((one) => isOfWeb(one) || !isComing(one));
  const booting = finding('server-booting', 'down', 'certain', {
    values: { boot: bootAt, usualMs, by: bootAt + bootMs },
    evidence: [{ text: 'uptime: booted', sinceAt: bootAt }],
  });
  return [...found, booting];
}

interface Boot {
  readonly view: RoundView;
  readonly facts: RemoteFacts;
  readonly bootAt: number;
}

function isOnItsWay(cause: Cause, boot: Boot): boolean {
  const { view, facts } = boot;
  switch (cause) {
    case 'proxy-down':
      return isUnitComing(findUnit(facts, 'nginx'), boot);
    case 'database-down':
      return !wasUp('postgresql', boot) && isDatabaseComing(boot);
    case 'dashboard-down':
      return !wasUp('dashboard', boot) && isUnitComing(findUnit(facts, view.server.dashboard.unit), boot, true);
    case 'api-down':
    case 'api-hung':
      return !wasUp('api', boot) && isApiComing(boot);
    // What it wrote before this boot says nothing about the start that is to come.
    case 'api-cannot-start':
      return isBefore(view.log?.bootFailure?.at ?? null, boot) && isApiComing(boot);
    // It may fall a few times until the database is there.
    case 'dashboard-failing':
      return facts.database !== null && facts.database.ready !== 'accepting' && isDatabaseComing(boot);
    case 'api-error':
      return !wasUp('api', boot) && isDatabaseComing(boot);
    case 'web-error':
      return true;
    default:
      return false;
  }
}

function isBefore(at: number | null, { bootAt }: Boot): boolean {
  return at !== null && at < bootAt;
}

/** A round of this boot has seen it well. */
function wasUp(part: PartId, { view, bootAt }: Boot): boolean {
  const wellAt = view.memory?.parts[part]?.wellAt ?? null;
  return wellAt !== null && wellAt > bootAt;
}

/**
 * Not started yet or starting; `settles`: systemd calls it active before it can answer. systemd dates what it stopped, and
 * nothing that it never started.
 */
function isUnitComing(unit: UnitFacts | null, { view, bootAt }: Boot, settles = false): boolean {
  if (unit === null) return true;
  switch (unit.active) {
    case 'inactive':
      return unit.load === 'loaded' && (unit.changedAt === null || unit.changedAt <= bootAt) && isStartedAtBoot(unit);
    case 'activating':
      return unit.sub !== 'auto-restart';
    case 'active':
    case 'reloading':
      return settles && (unit.changedAt === null || view.at - unit.changedAt < settlingMs);
    default:
      return false;
  }
}

function isStartedAtBoot({ enabled }: UnitFacts): boolean {
  return enabled !== 'disabled' && enabled !== 'masked';
}

function isDatabaseComing(boot: Boot): boolean {
  const { database } = boot.facts;
  if (database === null) return true;
  // A refusal of its own, by name, comes from one that is up.
  if (database.ready === 'accepting') return boot.view.log?.databaseError?.kind === 'starting-up';
  return database.ready === 'rejecting' || database.clusters.every((unit) => isUnitComing(unit, boot));
}

/** cron waits before it starts it; then its workers load. */
function isApiComing({ view, facts, bootAt }: Boot): boolean {
  const { log } = view;
  // The server's stamps are whole seconds.
  const served = log?.arbiter.served?.at ?? null;
  if (served !== null && served >= bootAt) return false;
  if (facts.crontab !== null && facts.crontab.rebootLine === null) return false;
  const cron = cronUnit(facts);
  return cron === null || cron.active === 'active' || cron.active === 'activating';
}
