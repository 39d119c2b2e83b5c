/** What is held against each other before and after a restart. */
import { readRoundLog } from './error-log';
import type { Cause, HttpProbe } from './model';
import { findUnit, type RemoteFacts } from './remote-facts';
import type { ErrorCount, RestartEvidence } from './restart-types';
import type { ServerSettings } from './settings';

export interface RestartSight {
  readonly at: number;
  /** Errors of the log count from here on. */
  readonly errorsFromAt: number;
  readonly cause: Cause | null;
  readonly facts: RemoteFacts | null;
  readonly portal: HttpProbe;
  readonly api: HttpProbe;
}

export function toRestartEvidence(sight: RestartSight, server: ServerSettings): RestartEvidence {
  const { at, cause, facts, portal, api } = sight;
  const gunicorn = facts?.gunicorn ?? null;
  return {
    at,
    cause,
    pids: gunicorn?.masters.map(({ pid }) => pid) ?? [],
    workers: gunicorn === null ? null : { n: gunicorn.workers.length, total: server.api.workers },
    unitChangedAt: facts === null ? null : (findUnit(facts, server.dashboard.unit)?.changedAt ?? null),
    apiStatus: statusOf(api),
    apiMs: Math.round(api.phases.totalMs),
    portalStatus: statusOf(portal),
    portalMs: Math.round(portal.phases.totalMs),
    errors: countErrors(sight),
  };
}

function statusOf({ outcome }: HttpProbe): number | null {
  return outcome.kind === 'answered' ? outcome.status : null;
}

/** Only the tail of the log is seen: where errors fill it, they are counted from the first of them. */
function countErrors({ at, errorsFromAt, facts }: RestartSight): ErrorCount | null {
  const log = facts?.errorLog?.readable === true ? readRoundLog(facts, at) : null;
  if (log === null) return null;
  const found = log.tracebacks
    .filter(({ kind }) => kind !== 'harmless')
    .flatMap(({ error, moments }) => moments.map((moment) => ({ error, at: moment })))
    .filter((one) => one.at >= errorsFromAt && one.at <= at)
    .sort((a, b) => a.at - b.at);
  const { bootFailure } = log;
  const failedStart = bootFailure?.at != null && bootFailure.at >= errorsFromAt ? bootFailure.error : null;
  return {
    n: found.length,
    fromAt: found[0]?.at ?? errorsFromAt,
    error: failedStart ?? found.at(-1)?.error ?? null,
  };
}
