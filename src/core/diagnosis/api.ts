import type { Cause, CauseValues, Confidence, Evidence, Finding, RestartAdvice } from '../model';
import type { FileAccess, GunicornFacts, LocalAnswer } from '../remote-facts';
import type { BootFailure } from '../error-log';
import { freshCodeError } from './code-error';
import { nextWatchdogAt } from '../watchdog-plan';
import { describeAccess, findWatchdog, watchdogLimitMs } from './watchdog';
import { findWorkers, pids } from './workers';
import { finding, isGoodStatus, isServing, isWell, probeEvidence, type RoundView } from './view';

const helps: RestartAdvice = { kind: 'helps', service: 'api' };
const mayHelp: RestartAdvice = { kind: 'may-help', service: 'api' };

/** The API: its processes, what it answers to its own server, what it answers to users. */
export function findApi(view: RoundView): readonly Finding[] {
  const gunicorn = view.facts?.gunicorn ?? null;
  if (gunicorn === null) return findFromOutside(view);
  const local = view.facts?.localApi ?? null;
  const isWellOutside = isWell(view.observation.api);
  const serves = isServing(local) || isWellOutside;
  if (gunicorn.masters.length === 0)
    return isWellOutside || isOwnAnswer(local, gunicorn)
      ? findWithoutMaster(view, gunicorn)
      : [stopped(view, gunicorn)];
  // What users get counts for more than a local question that may use the wrong port or name.
  if (serves) return [...findOwnError(view, local), ...findWorkers(view, gunicorn)];
  return notServing(view, local, gunicorn);
}

/** Without a master: left-over workers, or a server that is no gunicorn. Another program has taken the port otherwise. */
function isOwnAnswer(local: LocalAnswer | null, { orphans }: GunicornFacts): boolean {
  return isServing(local) && (orphans.length > 0 || isJson(local));
}

function isJson({ bodyStart }: LocalAnswer): boolean {
  return /^\s*[[{]/.test(bodyStart);
}

/** Wrong for users and well a moment ago on the server: some requests fail, or the page is not the API's. */
function findOwnError(view: RoundView, local: LocalAnswer | null): readonly Finding[] {
  const { api } = view.observation;
  if (api.outcome.kind === 'failed' || local === null) return [];
  const { status, body } = api.outcome;
  const evidence = [probeEvidence(api), ...databaseEvidence(view), ...codeEvidence(view)];
  if (status === 500) return [apiFinding('api-error', 'probable', evidence, { values: { status }, restart: mayHelp })];
  if (!isGoodStatus(status) || body === 'expected' || isJson(local)) return [];
  return [finding('api-error', 'down', 'certain', { variant: 'body', values: { status }, evidence, restart: mayHelp })];
}

/** `kill -9` of the master leaves workers that go on serving: users are well, nobody replaces a worker that falls. */
function findWithoutMaster(view: RoundView, gunicorn: GunicornFacts): readonly Finding[] {
  if (gunicorn.orphans.length === 0) return [];
  return [
    finding('workers-missing', 'attention', 'certain', {
      variant: 'orphans',
      values: { n: gunicorn.orphans.length, total: view.server.api.workers },
      evidence: [{ text: `ps: no gunicorn master, ${String(gunicorn.orphans.length)} workers left over` }],
      restart: mayHelp,
    }),
  ];
}

function stopped(view: RoundView, gunicorn: GunicornFacts): Finding {
  const values = watchdogValues(view);
  // The last thing that gunicorn wrote is that the application does not load.
  const failure = view.log?.bootFailure;
  if (failure != null) return cannotStart(view, failure);
  if (gunicorn.orphans.length > 0) {
    const text = `ps: no gunicorn master, ${String(gunicorn.orphans.length)} workers left over that do not answer`;
    return apiFinding('api-hung', 'unknown', [{ text }, probeEvidence(view.observation.api)], {
      values,
      restart: helps,
    });
  }
  const evidence = [{ text: 'ps: no gunicorn process' }, probeEvidence(view.observation.api)];
  const script = unusableStart(view);
  if (script !== null) {
    return apiFinding('api-down', 'certain', [...evidence, { text: `start script: ${describeAccess(script)}` }], {
      variant: 'script',
      values: { ...values, path: script.path },
    });
  }
  return apiFinding('api-down', 'certain', evidence, { values, restart: helps });
}

/** The script that starts it is gone or cannot be run: then nobody can start it by that way. */
function unusableStart(view: RoundView): FileAccess | null {
  const start = view.facts?.scripts?.find(({ path }) => path === view.server.api.startScript);
  return start === undefined || (start.exists && start.executable) ? null : start;
}

function cannotStart(view: RoundView, failure: BootFailure): Finding {
  const evidence: Evidence[] = [{ text: 'ps: no gunicorn master' }];
  const text = `api-error.log: ${failure.error}`;
  evidence.push(failure.at === null ? { text } : { text, sinceAt: failure.at });
  return apiFinding('api-cannot-start', 'certain', evidence, {
    ...(failure.of === 'gunicorn' ? { variant: 'gunicorn' } : {}),
    values: { ...watchdogValues(view), error: failure.error },
  });
}

/** A master is there and the local answer is missing or wrong. */
function notServing(view: RoundView, local: LocalAnswer | null, gunicorn: GunicornFacts): readonly Finding[] {
  const values = watchdogValues(view);
  const processes = { text: `ps: gunicorn master ${pids(gunicorn)}, ${String(gunicorn.workers.length)} workers` };
  if (local === null || local.curlExit === null)
    return [fromPublicAnswer(view, 'probable', [processes])].filter((one) => isApiMatter(view, one));
  // A master without workers that found its port taken: whoever answers there is not the API.
  if (gunicorn.workers.length === 0 && view.log?.arbiter.portTaken != null) {
    const taken = { text: `api-error.log: port ${String(view.server.api.port)} is taken` };
    return [apiFinding('api-down', 'unknown', [processes, taken], { values, restart: mayHelp })];
  }
  if (local.status > 0) return [answersWrongly(view, local, processes)];
  const seen = { text: `on the server: GET ${view.server.api.path} no answer in ${String(Math.round(local.ms))} ms` };
  if (local.curlExit === 28) return [apiFinding('api-hung', 'certain', [processes, seen], { values, restart: helps })];
  const failure = view.log?.bootFailure;
  if (failure != null && gunicorn.workers.length === 0) return [cannotStart(view, failure)];
  const refused = { text: `on the server: port ${String(view.server.api.port)} refused` };
  if (local.curlExit === 7)
    return [apiFinding('api-down', 'unknown', [processes, refused], { values, restart: helps })];
  return [apiFinding('api-hung', 'unknown', [processes, seen], { values, restart: helps })];
}

function answersWrongly(view: RoundView, local: LocalAnswer, processes: Evidence): Finding {
  const seen = {
    text: `on the server: GET ${view.server.api.path} ${String(local.status)} in ${String(Math.round(local.ms))} ms`,
  };
  const confidence = view.facts?.database == null ? 'unknown' : 'certain';
  return apiFinding('api-error', confidence, [seen, processes, ...databaseEvidence(view), ...codeEvidence(view)], {
    values: { ...watchdogValues(view), status: local.status },
    restart: mayHelp,
  });
}

function databaseEvidence(view: RoundView): readonly Evidence[] {
  return view.facts?.database?.ready === 'accepting' ? [{ text: 'pg_isready: accepting' }] : [];
}

/** What the application wrote about it just now, where that is not the database's own refusal. */
function codeEvidence(view: RoundView): readonly Evidence[] {
  const seen = freshCodeError(view);
  return seen === null ? [] : [{ text: `api-error.log: ${seen.error}`, sinceAt: seen.at }];
}

/** Without a look inside, only the proxy's answer speaks, and never for certain. */
function findFromOutside(view: RoundView): readonly Finding[] {
  return isWell(view.observation.api)
    ? []
    : [fromPublicAnswer(view, 'unknown', [])].filter((one) => isApiMatter(view, one));
}

/** When the dashboard fails in the same way, the fault is not the API's. A missing answer is findWeb's matter. */
function isApiMatter(view: RoundView, found: Finding): boolean {
  const { api, portal } = view.observation;
  if (api.outcome.kind === 'answered') return api.outcome.status >= 500 || api.outcome.body !== 'foreign';
  return found.cause === 'api-hung' && api.outcome.failure.phase === 'response' && portal.outcome.kind === 'answered';
}

function fromPublicAnswer(view: RoundView, databaseUnknown: Confidence, more: readonly Evidence[]): Finding {
  const { api } = view.observation;
  const evidence = [probeEvidence(api), ...more];
  const values = watchdogValues(view);
  if (api.outcome.kind === 'failed')
    return apiFinding('api-hung', 'probable', evidence, { values: { ...values, limitMs: 10_000 }, restart: helps });
  const { status } = api.outcome;
  if (status === 502 || status === 503) return apiFinding('api-down', 'probable', evidence, { values, restart: helps });
  if (status === 504)
    return apiFinding('api-hung', 'probable', evidence, { values: { ...values, limitMs: 60_000 }, restart: helps });
  return apiFinding('api-error', databaseUnknown, evidence, { values: { ...values, status }, restart: mayHelp });
}

function apiFinding(
  cause: Cause,
  confidence: Confidence,
  evidence: readonly Evidence[],
  more: { readonly values: CauseValues; readonly variant?: string; readonly restart?: RestartAdvice },
): Finding {
  return finding(cause, 'down', confidence, { evidence, ...more });
}

/** When the server's own watchdog will act: its next run and the time that a start usually takes. */
function watchdogValues(view: RoundView): CauseValues {
  const facts = view.facts;
  if (facts?.crontab == null) return {};
  const cron = Object.values(facts.units).find((unit) => /^crond?(\.service)?$/.test(unit.name));
  const active = facts.crontab.watchdogLine !== null && (cron === undefined || cron.active === 'active');
  const isDead = findWatchdog(view, facts).some(({ confidence }) => confidence === 'certain');
  const failedAt = view.memory?.parts.api?.failedAt ?? null;
  // It has had its turn twice, and the API is still down.
  const hasTried = failedAt !== null && view.at - failedAt > watchdogLimitMs(facts);
  if (!active || isDead || hasTried) return { watchdogActive: false };
  return { watchdogActive: true, by: nextWatchdogAt(view.at, facts.crontab.watchdogMinutes) + 60_000 };
}
