import {
  healthyCertificate,
  healthyFacts,
  healthyGunicorn,
  healthyProbe,
  healthyRound,
  healthyUnit,
  localAnswer,
  processes,
  type RoundParts,
} from '../../src/core/drill/healthy';
import type {
  CertificateFacts,
  HttpFailure,
  HttpOutcome,
  HttpProbe,
  Observation,
  WitnessReport,
} from '../../src/core/model';
import { noSamples } from '../../src/core/samples';
import type { RoundMemory } from '../../src/core/diagnosis/memory';
import { noKills } from '../../src/core/diagnosis/out-of-memory';
import { portalProfile } from '../../src/core/portal-profile';
import type { PastRestart } from '../../src/core/restart-types';
import type { GunicornFacts, LocalAnswer, RemoteFacts, UnitFacts } from '../../src/core/remote-facts';
import { defaultSettings, type ServerSettings, type Settings } from '../../src/core/settings';

export { processes, type RoundParts };

/** 24 November 2026, 10:42:00 in Bogotá. */
export const someTime = Date.UTC(2026, 10, 24, 15, 42, 0);
export const minute = 60_000;

/** A moment as gunicorn stamps it on a server in Bogotá: `2026-11-24 10:42:00 -0500`. */
export function serverStamp(at: number): string {
  return `${new Date(at - 5 * 60 * minute).toISOString().slice(0, 19).replace('T', ' ')} -0500`;
}

export const server: ServerSettings = { ...portalProfile, auth: { kind: 'key', file: '/home/ana/.ssh/id_ed25519' } };

export function settings(change: Partial<Settings> = {}): Settings {
  return { ...defaultSettings, servers: [server], ...change };
}

export function certificate(change: Partial<CertificateFacts> = {}): CertificateFacts {
  return { ...healthyCertificate(server, someTime), ...change };
}

/** A probe that went well; `outcome` says how it went instead. */
export function probe(
  path: string,
  outcome: Partial<HttpOutcome> & { kind?: HttpOutcome['kind'] } = {},
  change: Partial<HttpProbe> = {},
): HttpProbe {
  const well = healthyProbe(server, path, someTime);
  return { ...well, outcome: { ...well.outcome, ...outcome } as HttpOutcome, ...change };
}

/** A probe that never got an HTTP answer. */
export function silent(path: string, phase: HttpFailure['phase'], reason: string): HttpProbe {
  const failure = { phase, reason } as Extract<HttpOutcome, { kind: 'failed' }>['failure'];
  const base = probe(path);
  const tlsReached = phase === 'response';
  return { ...base, outcome: { kind: 'failed', failure }, certificate: tlsReached ? base.certificate : null };
}

export function unit(name: string, change: Partial<UnitFacts> = {}): UnitFacts {
  return { ...healthyUnit(name, someTime), ...change };
}

export function gunicorn(change: Partial<GunicornFacts> = {}): GunicornFacts {
  return { ...healthyGunicorn(server.api.workers), ...change };
}

export function local(status: number, change: Partial<LocalAnswer> = {}): LocalAnswer {
  return { ...localAnswer(status), ...change };
}

export const noAnswer = (curlExit: number): LocalAnswer => ({ status: 0, ms: 8000, curlExit, bodyStart: '' });

/** A server on which everything is well. */
export function facts(change: Partial<RemoteFacts> = {}): RemoteFacts {
  return { ...healthyFacts(server, someTime), ...change };
}

/** What a round on the server above leaves behind. */
export function roundMemory(change: Partial<RoundMemory> = {}): RoundMemory {
  return {
    bootId: 'boot-1',
    masterPids: [100],
    workerPids: [101, 102, 103, 104],
    certificate: 'AA:BB',
    tunnels: [],
    sshTunnels: [],
    fewWorkers: false,
    workersMissing: false,
    samples: noSamples,
    knownErrors: [],
    lookedAt: someTime - minute,
    watchdogRestartAt: null,
    workerRestarts: [],
    kills: noKills,
    parts: {},
    loginClosedAt: null,
    swap: null,
    ...change,
  };
}

export function units(change: Readonly<Record<string, UnitFacts>> = {}): RemoteFacts['units'] {
  return { ...healthyFacts(server, someTime).units, ...change };
}

export function witnesses(
  answers: readonly WitnessReport['witnesses'][number]['answer'][],
  interfaceUp = true,
): WitnessReport {
  return {
    at: someTime,
    interfaceUp,
    gateway: 'unknown',
    witnesses: answers.map((answer, index) => ({
      url: `http://witness${String(index)}.example/`,
      byName: true,
      answer,
    })),
  };
}

export const witnessOk = { kind: 'answered', ms: 41 } as const;
export const witnessDead = { kind: 'failed', phase: 'tcp' } as const;

/** One round on a healthy portal, with what differs. */
export function observation(parts: RoundParts = {}, at = someTime): Observation {
  return healthyRound(server, { sinceAt: someTime, at }, parts);
}

/** A restart of the API that ended as it started the service. */
export function failedRestart(startedAt: number): PastRestart {
  return {
    service: 'api',
    startedAt,
    ms: 9000,
    outcome: 'failed',
    step: 'start',
    cause: 'api-down',
    answeredMs: null,
    error: null,
  };
}
