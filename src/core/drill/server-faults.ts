/** What a round sees when the machine itself is off, booting, full or out of memory: that alone, all else is well. */
import type { HttpFailure, WitnessReport } from '../model';
import type { DiskFacts, KernelFacts, MemoryFacts } from '../remote-facts';
import {
  gunicornOf,
  healthyDisk,
  healthyMemory,
  healthyUnit,
  localAnswer,
  processes,
  type RoundParts,
} from './healthy';
import { ageOf, answered, unanswered, type DrillMoment } from './moment';
import { apiStopped, workerReplaced } from './service-faults';

/** No packet comes back, and independent sites answer. */
export function serverOff(moment: DrillMoment): RoundParts {
  const { server, at } = moment;
  const failure: HttpFailure = { phase: 'tcp', reason: 'timeout' };
  return {
    portal: unanswered(server, '/', failure, at),
    api: unanswered(server, server.api.path, failure, at),
    ssh: { kind: 'timeout', host: server.host, port: server.port ?? 22, limitMs: 12_000 },
    witnesses: answeringWitnesses(moment),
  };
}

/** SSH lets nobody in yet, and nginx has not started. */
export function serverBooting(moment: DrillMoment): RoundParts {
  const { server, at } = moment;
  const failure: HttpFailure = { phase: 'tcp', reason: 'refused' };
  return {
    portal: unanswered(server, '/', failure, at),
    api: unanswered(server, server.api.path, failure, at),
    ssh: { kind: 'login-refused-booting' },
    witnesses: answeringWitnesses(moment),
  };
}

/** SSH lets her in, and cron still waits before it starts the API. */
export function apiStillToCome(moment: DrillMoment): RoundParts {
  const { facts } = serverBooted({ ...moment, turnedAt: moment.turnedAt + 70_000 });
  const stopped = apiStopped(moment);
  return { ...stopped, facts: { ...facts, ...stopped.facts } };
}

/** Up again for a minute and a half, with every process new. */
export function serverBooted(moment: DrillMoment): RoundParts {
  const { server, sinceAt, turnedAt } = moment;
  const bootAt = turnedAt - 90_000;
  const names = [server.dashboard.unit, 'nginx', 'postgresql', 'cron'];
  const units = names.map((name) => {
    const unit = healthyUnit(`${name.replace(/\.service$/, '')}.service`, sinceAt);
    return [unit.name, { ...unit, changedAt: bootAt + 10_000 }] as const;
  });
  return {
    facts: {
      bootAt,
      bootId: 'boot-2',
      units: Object.fromEntries(units),
      gunicorn: gunicornOf(
        processes(1, 700, 1, ageOf(moment, 50)),
        processes(server.api.workers, 701, 700, ageOf(moment, 49)),
      ),
    },
  };
}

function answeringWitnesses({ witnesses, at }: DrillMoment): WitnessReport {
  return {
    at,
    interfaceUp: true,
    gateway: 'answers',
    witnesses: witnesses.map(({ url }) => ({ url, byName: true, answer: { kind: 'answered', ms: 41 } })),
  };
}

export function diskFilling(): RoundParts {
  return { facts: { disks: [diskUsed(92)] } };
}

/** Nothing more can be written, and so the API answers with errors. */
export function diskExhausted({ server, at }: DrillMoment): RoundParts {
  return {
    api: answered(server, server.api.path, 500, at),
    facts: {
      disks: [{ ...diskUsed(100), availableBytes: 0 }],
      localApi: localAnswer(500),
      localPortalApi: localAnswer(500),
    },
  };
}

function diskUsed(usedPercent: number): DiskFacts {
  const usedBytes = (healthyDisk.sizeBytes * usedPercent) / 100;
  return { ...healthyDisk, usedPercent, usedBytes, availableBytes: healthyDisk.sizeBytes - usedBytes };
}

/** Hardly anything left. */
export function memoryExhausted(): RoundParts {
  const memory: MemoryFacts = {
    ...healthyMemory,
    availableBytes: healthyMemory.totalBytes * 0.03,
    biggest: { name: 'gunicorn', rssBytes: 5.6e9 },
  };
  return { facts: { memory } };
}

/** The system ended one of the API's processes; gunicorn replaced it. */
export function processKilled(moment: DrillMoment): RoundParts {
  const text = 'kernel: Out of memory: Killed process 101 (gunicorn) total-vm:6291456kB, anon-rss:5468750kB';
  const kernel: KernelFacts = {
    readable: true,
    lines: [{ at: moment.turnedAt - 31_000, text }],
    killsByGroup: { 'system.slice': 1 },
  };
  return { facts: { ...memoryExhausted().facts, ...workerReplaced(moment).facts, kernel } };
}
