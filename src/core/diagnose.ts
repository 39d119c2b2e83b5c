/**
 * One round in, one verdict out. A pure function of one snapshot: no cause can arrive later than its symptoms.
 *
 *   observation ─► reach? (our network, their name, their machine) ─► nothing else may be concluded
 *        └─► access · database · proxy · api · dashboard · certificate · resources · upkeep ─► web-error, booting
 *             └─► explain: cause or symptom ─► primary = worst unexplained
 */
import type { Cause, Diagnosis, Finding, Observation } from './model';
import type { ServerSettings } from './settings';
import { findAccess } from './diagnosis/access';
import { findApi } from './diagnosis/api';
import { findBooting } from './diagnosis/booting';
import { toChecks } from './diagnosis/checks';
import { findCodeErrors } from './diagnosis/code-error';
import { findDashboard } from './diagnosis/dashboard';
import { findDatabase } from './diagnosis/database';
import { effectiveStatus, explainFindings } from './diagnosis/explain';
import type { RoundMemory } from './diagnosis/memory';
import { findNotes } from './diagnosis/notes';
import { findReach } from './diagnosis/reach';
import { findResources } from './diagnosis/resources';
import { findUpkeep } from './diagnosis/upkeep';
import type { RoundView } from './diagnosis/view';
import { findWhy } from './diagnosis/why';
import { findCertificate, findProxy, findWeb } from './diagnosis/web';

export interface DiagnosisContext {
  readonly server: ServerSettings;
  readonly earlier: ReadonlySet<Cause>;
  readonly memory: RoundMemory | null;
}

/** The verdict of a round; `primary` is null when everything that was looked at is well. */
export function diagnose(observation: Observation, context: DiagnosisContext): Diagnosis {
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const at = observation.endedAt;
  const fewWorkersBefore = context.memory?.fewWorkers ?? false;
  const view: RoundView = {
    observation,
    server: context.server,
    facts,
    earlier: context.earlier,
    fewWorkersBefore,
    memory: context.memory,
    at,
  };
  const findings = explainFindings(findAll(view), view);
  const primary = findings[0] ?? null;
  const checks = toChecks(view);
  return {
    at,
    status: primary === null ? 'calm' : effectiveStatus(primary, findings),
    primary,
    findings: findings.slice(1),
    notes: findNotes(view),
    checks,
    why: findWhy(view, primary),
    unknown: checks.filter((check) => check.level === 'unknown').map((check) => check.id),
  };
}

function findAll(view: RoundView): readonly Finding[] {
  const reach = findReach(view);
  if (reach.some((one) => one.cause !== 'name-not-found')) return reach;
  const inside = [...reach, ...findAccess(view), ...findResources(view), ...findUpkeep(view), ...findDatabase(view)];
  if (reach.length > 0) return inside;
  const parts = [...inside, ...findProxy(view), ...findCertificate(view)];
  const services = [...parts, ...findServices(view, parts)];
  const web = [...services, ...findWeb(view, services)];
  return [...web, ...findBooting(view, web)];
}

/** With no way in through nginx, only a look inside can say whether what stands behind it is well. */
function findServices(view: RoundView, parts: readonly Finding[]): readonly Finding[] {
  const blind = view.facts === null && parts.some((one) => one.cause === 'proxy-down');
  return blind ? [] : [...findApi(view), ...findCodeErrors(view), ...findDashboard(view)];
}
