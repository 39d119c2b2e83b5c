import type { CheckResult, Level } from '../model';
import { cronUnit } from '../watchdog-plan';
import { findUnit, type LocalAnswer, type UnitFacts } from '../remote-facts';
import { isGoodStatus, isWell, probeEvidence, type RoundView } from './view';
import type { AnswerPart } from '../samples';
import { levelsOf } from '../thresholds';
import { isOnlyByOurClock } from './clock';
import { isDiskExhausted } from './resources';
import { isSlowPart } from './slow';
import { swapRate, swapText } from './swapping';
import { findMemoryKills } from '../kernel-words';
import { newErrors } from './code-error';
import { lastSignOf } from './watchdog';

/** Every measurement of the round with its level. What could not be measured is `unknown`, never `ok`. */
export function toChecks(view: RoundView): readonly CheckResult[] {
  const { ssh } = view.observation;
  const access: CheckResult =
    ssh.kind === 'facts'
      ? check('ssh', 'ok', ssh.totalMs, 'ms', 'logged in', ssh.totalMs)
      : check('ssh', 'warning', ssh.error.kind, null, ssh.error.kind, ssh.ms);
  return [webCheck('portal', view), webCheck('api', view), certificateCheck(view), access, ...insideChecks(view)];
}

function webCheck(part: AnswerPart, view: RoundView): CheckResult {
  const probe = view.observation[part];
  const status = probe.outcome.kind === 'answered' ? probe.outcome.status : null;
  const level: Level = !isWell(probe) ? 'critical' : isSlowPart(view, part) ? 'warning' : 'ok';
  return check(`${part}.public`, level, status, 'status', probeEvidence(probe).text, Math.round(probe.phases.totalMs));
}

function certificateCheck(view: RoundView): CheckResult {
  const certificate = view.observation.portal.certificate ?? view.observation.api.certificate;
  if (certificate === null) return check('certificate', 'unknown', null, 'days', 'not seen', null);
  const days = Math.floor((certificate.validToAt - view.at) / 86_400_000);
  if (certificate.problem !== null)
    return check(
      'certificate',
      isOnlyByOurClock(certificate, view) ? 'unknown' : 'critical',
      days,
      'days',
      certificate.problem.kind,
      null,
    );
  const level: Level = days <= levelsOf(view.server.thresholds).certificateDays ? 'warning' : 'ok';
  return check('certificate', level, days, 'days', `valid for ${String(days)} days`, null);
}

function insideChecks(view: RoundView): readonly CheckResult[] {
  const { facts, server } = view;
  if (facts === null) {
    return [
      'api.processes',
      'api.local',
      'api.errors',
      'dashboard',
      'nginx',
      'postgresql',
      'cron',
      'disk',
      'memory',
      'kernel',
      'watchdog',
      'autostart',
      'sudo',
    ].map((id) => check(id, 'unknown', null, null, 'no look inside', null));
  }
  return [
    workersCheck(view),
    localCheck('api.local', facts.localApi, isWell(view.observation.api)),
    errorLogCheck(view),
    unitCheck('dashboard', findUnit(facts, server.dashboard.unit)),
    unitCheck('nginx', findUnit(facts, 'nginx')),
    databaseCheck(view),
    unitCheck('cron', cronUnit(facts)),
    ...diskChecks(view),
    memoryCheck(view),
    ...swapChecks(view),
    kernelCheck(view),
    watchdogCheck(view),
    autostartCheck(view),
    sudoCheck(view),
  ];
}

function workersCheck(view: RoundView): CheckResult {
  const gunicorn = view.facts?.gunicorn ?? null;
  if (gunicorn === null) return check('api.processes', 'unknown', null, 'workers', 'not read', null);
  const n = gunicorn.workers.length;
  const total = view.server.api.workers;
  const level: Level = gunicorn.masters.length === 0 ? 'critical' : n < total ? 'warning' : 'ok';
  return check(
    'api.processes',
    level,
    n,
    'workers',
    `${String(gunicorn.masters.length)} master, ${String(n)} of ${String(total)} workers`,
    null,
  );
}

function localCheck(id: string, local: LocalAnswer | null, isServed: boolean): CheckResult {
  if (local?.curlExit == null) return check(id, 'unknown', null, 'status', 'not asked', null);
  // Users are served: then the local question is wrong, not the API.
  const level: Level = isGoodStatus(local.status) ? 'ok' : isServed ? 'unknown' : 'critical';
  return check(id, level, local.status, 'status', `curl ${String(local.curlExit)}`, Math.round(local.ms));
}

function errorLogCheck(view: RoundView): CheckResult {
  const log = view.facts?.errorLog ?? null;
  if (log?.readable !== true) return check('api.errors', 'unknown', null, 'errors', 'log not read', null);
  const n = newErrors(view).length;
  return check('api.errors', n > 0 ? 'warning' : 'ok', n, 'errors', 'new tracebacks', null);
}

function unitCheck(id: string, unit: UnitFacts | null): CheckResult {
  if (unit === null || unit.load === 'not-found') return check(id, 'unknown', null, null, 'no such unit', null);
  const level: Level = unit.active === 'active' || unit.active === 'reloading' ? 'ok' : 'critical';
  return check(id, level, unit.active, null, `${unit.active} (${unit.sub})`, null);
}

function databaseCheck(view: RoundView): CheckResult {
  const database = view.facts?.database ?? null;
  if (database === null) return check('postgresql', 'unknown', null, null, 'not read', null);
  const running = database.clusters.filter((unit) => unit.active === 'active').length;
  const message = `pg_isready: ${database.ready ?? 'not there'}; ${String(running)} of ${String(database.clusters.length)} clusters active`;
  if (database.ready !== null)
    return check('postgresql', database.ready === 'accepting' ? 'ok' : 'critical', database.ready, null, message, null);
  if (database.clusters.length === 0 && database.listening === null)
    return check('postgresql', 'unknown', null, null, message, null);
  return check(
    'postgresql',
    running > 0 || database.listening === true ? 'ok' : 'critical',
    running,
    'clusters',
    message,
    null,
  );
}

function diskChecks(view: RoundView): readonly CheckResult[] {
  const disks = view.facts?.disks ?? null;
  if (disks === null) return [check('disk', 'unknown', null, '%', 'not read', null)];
  const { diskFilling } = levelsOf(view.server.thresholds);
  return disks.map((disk) => {
    const isFilling = disk.usedPercent >= diskFilling.enter;
    const level: Level = isDiskExhausted(disk) ? 'critical' : isFilling ? 'warning' : 'ok';
    return check(
      `disk:${disk.mount}`,
      level,
      disk.usedPercent,
      '%',
      `inodes ${String(disk.inodesUsedPercent ?? '?')}%`,
      null,
    );
  });
}

/** Only where a look before says how much it moves: a full swap that lies still does no harm. */
function swapChecks(view: RoundView): readonly CheckResult[] {
  const rate = swapRate(view.facts, view.at, view.memory?.swap ?? null);
  if (rate === null) return [];
  const moved = Math.round((rate.inPerSecond + rate.outPerSecond) / 1000);
  return [check('swap', 'ok', moved, 'kB/s', swapText(rate), null)];
}

function memoryCheck(view: RoundView): CheckResult {
  const memory = view.facts?.memory ?? null;
  if (memory === null || memory.totalBytes <= 0) return check('memory', 'unknown', null, '%', 'not read', null);
  const left = Math.floor((100 * memory.availableBytes) / memory.totalBytes);
  const level: Level = left < levelsOf(view.server.thresholds).memoryLow.enter ? 'warning' : 'ok';
  return check('memory', level, left, '% available', 'MemAvailable', null);
}

/** The journal says what was killed and when, the counters only that something was. */
function kernelCheck(view: RoundView): CheckResult {
  const kernel = view.facts?.kernel ?? null;
  if (kernel === null || (!kernel.readable && Object.keys(kernel.killsByGroup).length === 0))
    return check('kernel', 'unknown', null, 'kills', 'journal not read', null);
  const n = findMemoryKills(kernel.lines).length;
  return check('kernel', n > 0 ? 'warning' : 'ok', n, 'kills', 'killed for lack of memory in 24 h', null);
}

function watchdogCheck(view: RoundView): CheckResult {
  const watchdog = view.facts?.watchdog ?? null;
  const lastAt = lastSignOf(watchdog, view.at);
  if (watchdog?.readable !== true || lastAt === null)
    return check('watchdog', 'unknown', null, 's', 'log not read', null);
  const age = Math.max(0, Math.round((view.at - lastAt) / 1000));
  return check('watchdog', age > 660 ? 'warning' : 'ok', age, 's', 'age of the last line', null);
}

function autostartCheck(view: RoundView): CheckResult {
  const crontab = view.facts?.crontab ?? null;
  if (crontab === null) return check('autostart', 'unknown', null, null, 'crontab not read', null);
  // It starts the API alone; the others are units.
  if (Object.keys(view.facts?.units ?? {}).length === 0)
    return check('autostart', 'unknown', null, null, 'units not read', null);
  return check('autostart', crontab.rebootLine === null ? 'warning' : 'ok', null, null, '@reboot line', null);
}

/** A round that knows a yes does not ask again. */
function sudoCheck(view: RoundView): CheckResult {
  const answer = view.facts?.sudo ?? 'unknown';
  const level: Level = answer === 'unknown' ? 'unknown' : answer === 'denied' ? 'warning' : 'ok';
  return check('sudo', level, answer, null, 'sudo -n -l', null);
}

function check(
  id: string,
  level: Level,
  value: CheckResult['value'],
  unit: string | null,
  message: string,
  ms: number | null,
): CheckResult {
  return { id, level, value, unit, message, ms };
}
