import { allFindings } from './dating';
import type { Cause, Finding, PartId } from './model';
import type { ServerState } from './monitor-state';
import { offerRestart } from './restart-policy';
import { findUnit, type RemoteFacts, type UnitFacts } from './remote-facts';
import type { ServiceSnapshot } from './snapshot-types';
import { isRestarting } from './alert-policy';

const parts: readonly PartId[] = ['api', 'dashboard', 'nginx', 'postgresql'];

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
  return {
    id: part,
    status: statusOf(part, found, facts, unit),
    detail: detailOf(part, facts, unit, server),
    sinceAt: unit?.changedAt ?? null,
    explainedBy: found?.explainedBy ?? null,
    restart: offerRestart(part, {
      diagnosis: tooOld ? null : server.latest,
      observation: tooOld ? null : server.observation,
      running: running === null ? null : { service: running.service, startedAt: running.startedAt },
      restartsAt: server.restartsAt,
      at,
    }),
    workers: part === 'api' ? workersOf(facts) : [],
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

function detailOf(part: PartId, facts: RemoteFacts | null, unit: UnitFacts | null, server: ServerState): string {
  if (facts === null) return '';
  if (part === 'api') {
    const { gunicorn } = facts;
    return gunicorn === null ? '' : `gunicorn: ${String(gunicorn.workers.length)}/${String(server.server.api.workers)}`;
  }
  if (part === 'postgresql' && facts.database !== null) {
    const cluster = facts.database.clusters[0];
    return cluster === undefined ? `pg_isready: ${facts.database.ready ?? '?'}` : `${cluster.active} (${cluster.sub})`;
  }
  return unit === null ? '' : `${unit.active} (${unit.sub})`;
}

function unitOf(part: PartId, facts: RemoteFacts, server: ServerState): UnitFacts | null {
  if (part === 'api') return null;
  if (part === 'postgresql') return facts.database?.clusters[0] ?? null;
  const name = part === 'dashboard' ? server.server.dashboard.unit : 'nginx';
  return findUnit(facts, name);
}

function workersOf(facts: RemoteFacts | null): ServiceSnapshot['workers'] {
  const gunicorn = facts?.gunicorn ?? null;
  const all = gunicorn === null ? [] : [...gunicorn.workers, ...gunicorn.orphans];
  return all.map(({ pid, ageSeconds, state }) => ({ pid, ageSeconds, state }));
}
