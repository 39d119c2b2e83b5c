/**
 * One round in, one verdict out. A pure function of one snapshot: no cause can arrive later than its symptoms.
 *
 *   observation ─► reach? (our network, their name, their machine) ─► nothing else may be concluded,
 *        │                                                           or only from what SSH saw inside
 *        └─► access · database · proxy · api · dashboard · certificate · resources · upkeep ─► web-error, booting, slow
 *             └─► explain: cause or symptom ─► primary = worst unexplained
 */
import type { Cause, CheckResult, Diagnosis, Finding, Observation } from './model';
import { readRoundLog } from './error-log';
import type { ServerSettings } from './settings';
import { findAccess } from './diagnosis/access';
import { findApi } from './diagnosis/api';
import { settleBoot } from './diagnosis/booting';
import { toChecks } from './diagnosis/checks';
import { findClock } from './diagnosis/clock';
import { findCodeErrors } from './diagnosis/code-error';
import { findDashboard } from './diagnosis/dashboard';
import { findDatabase } from './diagnosis/database';
import { effectiveStatus, explainFindings } from './diagnosis/explain';
import { earlierCauses, hadFewWorkers, type RoundMemory } from './diagnosis/memory';
import { findNotes } from './diagnosis/notes';
import { findReach } from './diagnosis/reach';
import { findResources } from './diagnosis/resources';
import { findSlow } from './diagnosis/slow';
import { findUpkeep } from './diagnosis/upkeep';
import { seenFromInside } from './diagnosis/inside';
import type { RoundView } from './diagnosis/view';
import { findWhy } from './diagnosis/why';
import { findCertificate, findProxy, findWeb } from './diagnosis/web';
import { isOff } from './optional-checks';
import { noSamples } from './samples';

export interface DiagnosisContext {
  readonly server: ServerSettings;
  readonly earlier: ReadonlySet<Cause>;
  readonly memory: RoundMemory | null;
}

/** The verdict of a round; `primary` is null when everything that was looked at is well. */
export function diagnose(observation: Observation, context: DiagnosisContext): Diagnosis {
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const at = observation.endedAt;
  const view: RoundView = {
    observation,
    server: context.server,
    facts,
    log: readRoundLog(facts, at),
    earlier: earlierCauses(context.earlier, context.memory, at),
    memory: context.memory,
    fewWorkersBefore: hadFewWorkers(context.memory, at),
    samples: context.memory?.samples ?? noSamples,
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
    checks: withoutOff(checks, context.server),
    why: findWhy(view, primary),
    unknown: checks.filter((check) => check.level === 'unknown').map((check) => check.id),
  };
}

/** What she switched off is no measurement, neither good nor bad; a certificate that is rejected speaks all the same. */
function withoutOff(checks: readonly CheckResult[], { checks: switches }: ServerSettings): readonly CheckResult[] {
  return checks.filter(({ id, level }) => !isOff(id, switches) || (id === 'certificate' && level === 'critical'));
}

function findAll(view: RoundView): readonly Finding[] {
  const reach = findReach(view);
  if (view.facts !== null && reach.some((one) => one.status === 'no-data'))
    return [...reach, ...findInside(seenFromInside(view))];
  if (reach.some((one) => one.cause !== 'name-not-found')) return reach;
  const upkeep = [...findUpkeep(view), ...findClock(view)];
  const inside = [...reach, ...findAccess(view), ...findResources(view), ...upkeep, ...findDatabase(view)];
  if (reach.length > 0) return inside;
  const parts = [...inside, ...findProxy(view), ...findCertificate(view)];
  const services = [...parts, ...findServices(view, parts)];
  const web = [...services, ...findWeb(view, services)];
  const all = settleBoot(view, web);
  return [...all, ...findSlow(view, all)];
}

/** Nothing that was seen from outside counts; the server's own word does. */
function findInside(view: RoundView): readonly Finding[] {
  const parts = [...findResources(view), ...findUpkeep(view), ...findDatabase(view), ...findProxy(view)];
  const services = [...parts, ...findServices(view, parts)];
  return settleBoot(view, services);
}

/** With no way in through nginx, only a look inside can say whether what stands behind it is well. */
function findServices(view: RoundView, parts: readonly Finding[]): readonly Finding[] {
  const blind = view.facts === null && parts.some((one) => one.cause === 'proxy-down');
  return blind ? [] : [...findApi(view), ...findCodeErrors(view), ...findDashboard(view)];
}
