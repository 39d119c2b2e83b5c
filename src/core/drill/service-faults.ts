/** What a round sees when a service has failed or is back: that alone, all else is well. */
import type { DatabaseFacts, ErrorLogFacts, LocalAnswer } from '../remote-facts';
import { gunicornOf, healthyDatabase, healthyUnit, localAnswer, processes, type RoundParts } from './healthy';
import { ageOf, answered, type DrillMoment } from './moment';

const noAnswer: LocalAnswer = { status: 0, ms: 8000, curlExit: 7, bodyStart: '' };

/** gunicorn replaced a worker that crashed: another pid, half a minute old. */
export function workerReplaced(moment: DrillMoment): RoundParts {
  const others = processes(moment.server.api.workers - 1, 102, 100);
  const young = processes(1, 900, 100, ageOf(moment, 30));
  return {
    facts: {
      gunicorn: gunicornOf(processes(1, 100, 1), [...others, ...young]),
    },
  };
}

export function apiStopped({ server, at }: DrillMoment): RoundParts {
  return {
    api: answered(server, server.api.path, 502, at),
    facts: {
      gunicorn: gunicornOf([], []),
      localApi: noAnswer,
      localPortalApi: localAnswer(502),
    },
  };
}

/** All processes are new, and the watchdog has written what it did. */
export function apiRestartedByWatchdog(moment: DrillMoment): RoundParts {
  const watchdogAt = moment.turnedAt - 40_000;
  return {
    facts: {
      gunicorn: gunicornOf(
        processes(1, 910, 1, ageOf(moment, 35)),
        processes(moment.server.api.workers, 911, 910, ageOf(moment, 34)),
      ),
      watchdog: {
        lastLineAt: watchdogAt,
        fileModifiedAt: watchdogAt,
        lastLine: 'API no responde, reiniciando',
        readable: true,
        restarts: [watchdogAt],
      },
    },
  };
}

export function databaseStopped({ server, at, sinceAt, turnedAt }: DrillMoment): RoundParts {
  const cluster = healthyUnit('postgresql@15-main.service', sinceAt);
  const database: DatabaseFacts = {
    ready: 'no-answer',
    clusters: [{ ...cluster, active: 'inactive', sub: 'dead', changedAt: turnedAt - 20_000 }],
    listening: false,
  };
  return {
    api: answered(server, server.api.path, 500, at),
    facts: { database, localApi: localAnswer(500), localPortalApi: localAnswer(500) },
  };
}

export function databaseStarted({ sinceAt, turnedAt }: DrillMoment): RoundParts {
  const database = healthyDatabase(sinceAt);
  return {
    facts: {
      database: { ...database, clusters: database.clusters.map((unit) => ({ ...unit, changedAt: turnedAt - 15_000 })) },
    },
  };
}

/** gunicorn gives up at every start, and says why in its log. */
export function codeBroken(moment: DrillMoment): RoundParts {
  const { server, turnedAt } = moment;
  const stopped = apiStopped(moment);
  const path = `${server.api.startScript.slice(0, server.api.startScript.lastIndexOf('/'))}/main.py`;
  const tail = [
    `${stamp(turnedAt - 20_000)} [880] [INFO] Starting gunicorn 20.1.0`,
    `${stamp(turnedAt - 19_000)} [881] [ERROR] Exception in worker process`,
    'Traceback (most recent call last):',
    `  File "${path}", line 12, in <module>`,
    '    import tarifas',
    "ModuleNotFoundError: No module named 'tarifas'",
    `${stamp(turnedAt - 18_000)} [880] [INFO] Shutting down: Master`,
    `${stamp(turnedAt - 18_000)} [880] [INFO] Reason: Worker failed to boot.`,
  ];
  return { ...stopped, facts: { ...stopped.facts, errorLog: logOf(tail, turnedAt - 18_000) } };
}

export function codeMended(moment: DrillMoment): RoundParts {
  const { server, turnedAt } = moment;
  const tail = [
    `${stamp(turnedAt - 30_000)} [920] [INFO] Starting gunicorn 20.1.0`,
    `${stamp(turnedAt - 28_000)} [921] [INFO] Application startup complete.`,
  ];
  return {
    facts: {
      gunicorn: gunicornOf(
        processes(1, 920, 1, ageOf(moment, 30)),
        processes(server.api.workers, 921, 920, ageOf(moment, 28)),
      ),
      errorLog: logOf(tail, turnedAt - 28_000),
    },
  };
}

function logOf(tail: readonly string[], modifiedAt: number): ErrorLogFacts {
  return { readable: true, modifiedAt, tail };
}

/** As gunicorn writes it: `[2026-11-24 15:42:16 +0000]`. */
function stamp(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  return `[${day} ${time.slice(0, 8)} +0000]`;
}
