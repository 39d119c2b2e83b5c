import { scriptsOf } from '../crontab';
import { findCronRefusal } from '../kernel-words';
import type { Finding } from '../model';
import { isAhead } from '../log-stamp';
import type { FileAccess, RemoteFacts, WatchdogFacts } from '../remote-facts';
import { cronUnit, cycleMs } from '../watchdog-plan';
import { unitEvidence } from './database';
import { finding, type RoundView } from './view';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** So many in a day are no accident. */
const manyRestarts = 3;
/** A start takes seconds, and the stamps have whole ones. */
const startSlackMs = minuteMs;
/** How far the server's clock is ahead is measured anew by each round: the same restart moves a little, and no other is so near. */
const sameRestartMs = minuteMs;

/** Whether the server's own watchdog would bring the API back. */
export function findWatchdog(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  const cron = cronUnit(facts);
  if (cron !== null && cron.active !== 'active') {
    const since = cron.changedAt === null ? {} : ({ since: { at: cron.changedAt, precision: 'seen' } } as const);
    return [watchdogFinding('certain', 'cron', since, unitEvidence(cron).text)];
  }
  const line = facts.crontab?.watchdogLine ?? null;
  if (facts.crontab !== null && line === null) {
    return [watchdogFinding('certain', 'line', {}, 'crontab -l: no line for the watchdog')];
  }
  const broken = line === null ? null : findBrokenScript(line, facts);
  if (broken !== null) {
    return [watchdogFinding('certain', 'script', { path: broken.path }, `crontab -l: ${describeAccess(broken)}`)];
  }
  return [...findRefusedAccount(view, facts), ...findSilentLog(view, facts)].slice(0, 1);
}

/** A file that a line of the crontab would run and that is not there, or may not be run. */
export function findBrokenScript(line: string, { scheduledFiles }: RemoteFacts): FileAccess | null {
  for (const { path, isRead } of scriptsOf(line)) {
    const file = scheduledFiles?.find((one) => one.path === path);
    if (file !== undefined && !(isRead ? file.readable : file.executable)) return file;
  }
  return null;
}

export function describeAccess({ path, exists }: FileAccess): string {
  return `${path} ${exists ? 'cannot be run' : 'does not exist'}`;
}

/** cron asks PAM for each task: an account with an expired password gets none. */
function findRefusedAccount(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  const refusal = findCronRefusal(facts.kernel?.lines ?? [], view.server.user ?? '');
  if (refusal === null || view.at - refusal.at > watchdogLimitMs(facts)) return [];
  if ((lastSignOf(facts.watchdog, view.at) ?? 0) > refusal.at) return [];
  const values = { since: { at: refusal.at, precision: 'before' }, user: view.server.user ?? '' } as const;
  return [watchdogFinding('certain', 'account', values, refusal.text.slice(0, 200))];
}

/** Silent for more than two cycles, counted from boot when that is later. */
function findSilentLog(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  const log = facts.watchdog;
  if (log === null) return [];
  if (!log.readable) return [watchdogFinding('unknown', null, {}, `${view.server.watchdogLog}: cannot be read`)];
  const lastAt = lastSignOf(log, view.at);
  if (lastAt === null) return [];
  const quietSince = Math.max(lastAt, facts.bootAt ?? 0);
  if (view.at - quietSince <= watchdogLimitMs(facts)) return [];
  // Without the crontab, the usual five minutes are a guess.
  const confidence = facts.crontab === null ? 'probable' : 'certain';
  return [
    watchdogFinding(confidence, null, { since: { at: lastAt, precision: 'seen' } }, 'api-monitor.log: last line'),
  ];
}

/**
 * When it last wrote. A line cannot be later than its file, and a file that others touch says less than its last line;
 * what is still to come says nothing.
 */
export function lastSignOf(log: WatchdogFacts | null, at: number): number | null {
  const moments = [log?.lastLineAt, log?.fileModifiedAt].flatMap((one) =>
    one == null || isAhead(one, at) ? [] : [one],
  );
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Two cycles and the time that a look takes. */
export function watchdogLimitMs({ crontab }: RemoteFacts): number {
  return 2 * cycleMs(crontab?.watchdogMinutes ?? null) + minuteMs;
}

function watchdogFinding(
  confidence: Finding['confidence'],
  variant: string | null,
  values: Finding['values'],
  text: string,
): Finding {
  const since = values.since;
  return finding('watchdog-silent', 'attention', confidence, {
    variant,
    values,
    evidence: [since === undefined ? { text } : { text, sinceAt: since.at }],
  });
}

/** Each time that the watchdog has to start the API, users had a short outage that no round may have seen. */
export function findWatchdogRestarts(view: RoundView, facts: RemoteFacts): readonly Finding[] {
  const { restarts, isProven } = watchdogRestarts(facts, view.at);
  const last = restarts.at(-1);
  if (last === undefined || restarts.length < manyRestarts) return [];
  return [
    finding('flapping', 'attention', isProven ? 'certain' : 'probable', {
      variant: 'watchdog',
      values: { n: restarts.length, windowMs: dayMs, last },
      evidence: restarts.slice(-3).map((at) => ({ text: 'api-monitor.log: API started by the watchdog', sinceAt: at })),
    }),
  ];
}

/**
 * Its restarts of the last day. A master that is older than what the log says was not restarted then; where there is no
 * master or its age is not known, the log's word is all there is.
 */
function watchdogRestarts(
  facts: RemoteFacts,
  at: number,
): { readonly restarts: readonly number[]; readonly isProven: boolean } {
  const startedAt = masterStartedAt(facts, at);
  const restarts = (facts.watchdog?.restarts ?? []).filter(
    (restart) => restart <= at && at - restart <= dayMs && (startedAt === null || startedAt >= restart - startSlackMs),
  );
  return { restarts, isProven: startedAt !== null };
}

function masterStartedAt({ gunicorn }: RemoteFacts, at: number): number | null {
  const ages = (gunicorn?.masters ?? []).map(({ ageSeconds }) => ageSeconds).filter((age) => age !== null);
  return ages.length === 0 ? null : at - Math.min(...ages) * 1000;
}

/** Those that no round has told yet. While the API is not there, it has not been brought back. */
export function newWatchdogRestarts(
  facts: RemoteFacts,
  at: number,
  notedAt: number,
): { readonly restarts: readonly number[]; readonly isProven: boolean } {
  if (facts.gunicorn?.masters.length === 0) return { restarts: [], isProven: false };
  const { restarts, isProven } = watchdogRestarts(facts, at);
  return { restarts: restarts.filter((restart) => restart > notedAt + sameRestartMs), isProven };
}
