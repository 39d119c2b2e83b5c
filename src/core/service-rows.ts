import { allFindings } from './dating';
import type { Cause, Finding, PartId, Since } from './model';
import type { ServerState } from './monitor-state';
import { offerRestart } from './restart-policy';
import { findUnit, isGivenUp, type DatabaseFacts, type RemoteFacts, type UnitFacts } from './remote-facts';
import { restartOrders } from './services';
import type { ServiceFacts, ServiceSnapshot, UnitWord, WorkerSnapshot } from './snapshot-types';
import { isRestarting } from './alert-policy';

const parts: readonly PartId[] = ['api', 'dashboard', 'nginx', 'postgresql'];
/** All workers start within this after their master: one that is younger took the place of another. */
const startSeconds = 60;
/** One that took its place earlier is nothing new. */
const newSeconds = 86_400;

/** The rows of the services view and of the tray menu. */
export function toServices(server: ServerState, tooOld: boolean, at: number): readonly ServiceSnapshot[] {
  return parts.map((part) => toService(part, server, tooOld, at));
}

function toService(part: PartId, server: ServerState, tooOld: boolean, at: number): ServiceSnapshot {
  const facts = !tooOld && server.observation?.ssh.kind === 'facts' ? server.observation.ssh.facts : null;
  const running = isRestarting(server, at) ? server.restart : null;
  const found =
    tooOld || server.latest === null ? undefined : allFindings(server.latest).find((one) => isAbout(one.cause, part));
  const unit = facts === null ? null : unitOf(part, facts, server);
  const resetFailed = part === 'dashboard' && isGivenUp(unit);
  return {
    id: part,
    status: statusOf(part, found, facts, unit),
    facts: factsOf(part, facts, unit, server),
    since: sinceOf(part, found, facts, unit, server),
    explainedBy: found?.explainedBy ?? null,
    restart: offerRestart(part, {
      diagnosis: tooOld ? null : server.latest,
      observation: tooOld ? null : server.observation,
      running: running === null ? null : { service: running.service, startedAt: running.startedAt },
      restarts: server.restarts,
      at,
    }),
    orders: part === 'api' || part === 'dashboard' ? restartOrders(part, server.server, { resetFailed }) : [],
    workers: part === 'api' ? workersOf(facts) : [],
    workersWanted: part === 'api' ? server.server.api.workers : 0,
  };
}

function isAbout(cause: Cause, part: PartId): boolean {
  switch (part) {
    case 'api':
      return cause.startsWith('api-') || cause === 'workers-missing';
    case 'dashboard':
      return cause.startsWith('dashboard-');
    case 'nginx':
      return cause === 'proxy-down';
    case 'postgresql':
      return cause === 'database-down';
    default:
      return false;
  }
}

function statusOf(
  part: PartId,
  found: Finding | undefined,
  facts: RemoteFacts | null,
  unit: UnitFacts | null,
): ServiceSnapshot['status'] {
  if (found !== undefined) return found.status === 'down' ? 'down' : 'attention';
  if (facts === null) return 'unknown';
  if (part === 'api') return facts.gunicorn === null ? 'unknown' : 'well';
  if (part === 'postgresql') return facts.database === null ? 'unknown' : 'well';
  return unit === null || unit.load === 'not-found' ? 'unknown' : 'well';
}

/** While it fails, since it fails; else since its process or unit runs. */
function sinceOf(
  part: PartId,
  found: Finding | undefined,
  facts: RemoteFacts | null,
  unit: UnitFacts | null,
  { sinceByCause, observation }: ServerState,
): Since | null {
  const failing = found === undefined ? null : (found.values.since ?? sinceByCause[found.cause] ?? null);
  if (failing !== null) return failing;
  if (unit?.changedAt != null) return { at: unit.changedAt, precision: 'seen' };
  const age = part === 'api' ? (facts?.gunicorn?.masters[0]?.ageSeconds ?? null) : null;
  return age === null || observation === null ? null : { at: observation.endedAt - age * 1000, precision: 'seen' };
}

function factsOf(
  part: PartId,
  facts: RemoteFacts | null,
  unit: UnitFacts | null,
  { server }: ServerState,
): ServiceFacts | null {
  if (facts === null) return null;
  if (part === 'api') {
    const { gunicorn } = facts;
    if (gunicorn === null) return null;
    const { masters, workers } = gunicorn;
    return { kind: 'processes', masters: masters.length, n: workers.length, total: server.api.workers };
  }
  if (part === 'postgresql') {
    if (facts.database === null) return null;
    return { kind: 'database', word: databaseWord(facts.database), raw: unit === null ? null : rawOf(unit) };
  }
  return unit === null
    ? null
    : { kind: 'unit', word: unitWord(unit), raw: rawOf(unit), isEnabled: /^enabled/.test(unit.enabled) };
}

function databaseWord({
  ready,
  clusters,
  listening,
}: DatabaseFacts): Extract<ServiceFacts, { kind: 'database' }>['word'] {
  if (ready === 'accepting' || ready === 'rejecting') return ready;
  if (clusters.length > 0 && clusters.every(({ active }) => active !== 'active')) return 'stopped';
  if (ready === 'no-answer') return 'no-answer';
  return clusters.length > 0 || listening === true ? 'running' : 'unknown';
}

function unitWord(unit: UnitFacts): UnitWord {
  if (unit.load === 'masked' && unit.active !== 'active') return 'masked';
  if (unit.load === 'not-found' && unit.active !== 'active') return 'missing';
  if (isGivenUp(unit)) return 'given-up';
  switch (unit.active) {
    case 'active':
    case 'reloading':
      return 'running';
    case 'activating':
      return unit.sub === 'auto-restart' ? 'looping' : 'starting';
    case 'deactivating':
      return 'stopping';
    case 'inactive':
      return 'stopped';
    case 'failed':
      return 'failed';
    default:
      return 'unknown';
  }
}

/** systemd's own words. */
function rawOf({ active, sub, result }: UnitFacts): string {
  return result === '' || result === 'success' ? `${active} (${sub})` : `${active} (${sub}, ${result})`;
}

function unitOf(part: PartId, facts: RemoteFacts, server: ServerState): UnitFacts | null {
  if (part === 'api') return null;
  if (part === 'postgresql') return facts.database?.clusters[0] ?? null;
  const name = part === 'dashboard' ? server.server.dashboard.unit : 'nginx';
  return findUnit(facts, name);
}

function workersOf(facts: RemoteFacts | null): readonly WorkerSnapshot[] {
  const gunicorn = facts?.gunicorn ?? null;
  if (gunicorn === null) return [];
  const ageOf = new Map(gunicorn.masters.map(({ pid, ageSeconds }) => [pid, ageSeconds]));
  const masters = gunicorn.masters.map(({ pid, ageSeconds }): WorkerSnapshot => ({ pid, ageSeconds, role: 'master' }));
  const workers = gunicorn.workers.map(({ pid, parentPid, ageSeconds }): WorkerSnapshot => {
    const masterAge = ageOf.get(parentPid) ?? null;
    const isYoung =
      ageSeconds !== null && masterAge !== null && masterAge - ageSeconds > startSeconds && ageSeconds < newSeconds;
    return { pid, ageSeconds, role: isYoung ? 'young' : 'worker' };
  });
  const orphans = gunicorn.orphans.map(({ pid, ageSeconds }): WorkerSnapshot => ({ pid, ageSeconds, role: 'orphan' }));
  return [...masters, ...workers, ...orphans];
}
