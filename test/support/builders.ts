import type { RemoteError } from '../../src/core/errors';
import type { CertificateFacts, HttpOutcome, HttpProbe, Observation, WitnessReport } from '../../src/core/model';
import type { RoundMemory } from '../../src/core/diagnosis/memory';
import { noKills } from '../../src/core/diagnosis/out-of-memory';
import { portalProfile } from '../../src/core/portal-profile';
import type { GunicornFacts, LocalAnswer, ProcessFacts, RemoteFacts, UnitFacts } from '../../src/core/remote-facts';
import { defaultSettings, type ServerSettings, type Settings } from '../../src/core/settings';

/** 24 November 2026, 10:42:00 in Bogotá. */
export const someTime = Date.UTC(2026, 10, 24, 15, 42, 0);
export const minute = 60_000;
const day = 86_400_000;

export const server: ServerSettings = { ...portalProfile, auth: { kind: 'key', file: '/home/ana/.ssh/id_ed25519' } };

export function settings(change: Partial<Settings> = {}): Settings {
  return { ...defaultSettings, servers: [server], ...change };
}

export function certificate(change: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    subject: 'CN=portalenergetico.minenergia.gov.co',
    names: ['portalenergetico.minenergia.gov.co'],
    issuer: 'CN=Test CA',
    validFromAt: someTime - 30 * day,
    validToAt: someTime + 200 * day,
    fingerprint256: 'AA:BB',
    chainLength: 2,
    problem: null,
    ...change,
  };
}

/** A probe that went well; `outcome` says how it went instead. */
export function probe(
  path: string,
  outcome: Partial<HttpOutcome> & { kind?: HttpOutcome['kind'] } = {},
  change: Partial<HttpProbe> = {},
): HttpProbe {
  const url = new URL(path, server.url).href;
  const well: HttpOutcome = { kind: 'answered', status: 200, body: 'expected', finalUrl: url };
  return {
    url,
    at: someTime,
    address: '192.0.2.10',
    phases: { dnsMs: 3, tcpMs: 11, tlsMs: 20, firstByteMs: 31, totalMs: 35 },
    outcome: { ...well, ...outcome } as HttpOutcome,
    certificate: certificate(),
    ...change,
  };
}

/** A probe that never got an HTTP answer. */
export function silent(path: string, phase: 'dns' | 'tcp' | 'tls' | 'response', reason: string): HttpProbe {
  const failure = { phase, reason } as Extract<HttpOutcome, { kind: 'failed' }>['failure'];
  const base = probe(path);
  const tlsReached = phase === 'response';
  return { ...base, outcome: { kind: 'failed', failure }, certificate: tlsReached ? base.certificate : null };
}

export function unit(name: string, change: Partial<UnitFacts> = {}): UnitFacts {
  return {
    name,
    load: 'loaded',
    active: 'active',
    sub: 'running',
    result: 'success',
    restarts: 0,
    exitStatus: 0,
    enabled: 'enabled',
    changedAt: someTime - 3 * day,
    ...change,
  };
}

export function processes(count: number, from: number, parentPid: number): readonly ProcessFacts[] {
  return Array.from({ length: count }, (_, index) => ({
    pid: from + index,
    parentPid,
    state: 'S',
    ageSeconds: 4000,
    rssBytes: 50e6,
  }));
}

export function gunicorn(change: Partial<GunicornFacts> = {}): GunicornFacts {
  return {
    masters: processes(1, 100, 1),
    workers: processes(4, 101, 100),
    orphans: [],
    requestLimitMs: 120_000,
    ...change,
  };
}

export function local(status: number, change: Partial<LocalAnswer> = {}): LocalAnswer {
  return { status, ms: 12, curlExit: 0, bodyStart: '{"status":"ok"}', ...change };
}

export const noAnswer = (curlExit: number): LocalAnswer => ({ status: 0, ms: 8000, curlExit, bodyStart: '' });

/** A server on which everything is well. */
export function facts(change: Partial<RemoteFacts> = {}): RemoteFacts {
  return {
    clockOffsetMs: 200,
    serverTimeZoneOffsetMinutes: -300,
    hostname: 'portalmme',
    bootAt: someTime - 20 * day,
    bootId: 'boot-1',
    units: units(),
    database: { ready: 'accepting', clusters: [unit('postgresql@15-main.service')], listening: true },
    gunicorn: gunicorn(),
    localApi: local(200),
    localDashboard: local(200, { bodyStart: '<!doctype html>' }),
    localPortal: local(200, { bodyStart: '<!doctype html>' }),
    localPortalApi: local(200),
    listeningPorts: [22, 80, 443, 5432, 8000, 8050],
    disks: [
      {
        mount: '/',
        device: '/dev/vda1',
        sizeBytes: 200e9,
        usedBytes: 80e9,
        availableBytes: 120e9,
        usedPercent: 40,
        inodesUsedPercent: 10,
        readOnly: false,
      },
    ],
    memory: {
      totalBytes: 8e9,
      availableBytes: 4e9,
      swapTotalBytes: 0,
      swapFreeBytes: 0,
      biggest: { name: 'gunicorn', rssBytes: 4e8 },
    },
    crontab: {
      rebootLine: '@reboot /home/admonctrlxm/server/api/boot_api.sh',
      watchdogLine: '*/5 * * * * /home/admonctrlxm/server/api/monitor_api.sh',
      watchdogMinutes: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55],
    },
    scheduledFiles: ['boot_api.sh', 'monitor_api.sh'].map((name) => ({
      path: `/home/admonctrlxm/server/api/${name}`,
      exists: true,
      readable: true,
      executable: true,
    })),
    watchdog: {
      lastLineAt: someTime - 2 * minute,
      fileModifiedAt: someTime - 2 * minute,
      lastLine: 'OK',
      readable: true,
      restarts: [],
    },
    errorLog: { readable: true, modifiedAt: someTime - day, tail: [] },
    codeChangedAt: someTime - 40 * day,
    scripts: [server.api.startScript, server.api.stopScript].map((path) => ({
      path,
      exists: true,
      readable: true,
      executable: true,
    })),
    logs: [],
    journalReadable: true,
    kernel: { readable: true, lines: [], killsByGroup: { 'system.slice': 0, 'user.slice': 0 } },
    sudo: 'allowed',
    biggestLog: { path: '/home/admonctrlxm/server/logs/api-access.log', sizeBytes: 3e9 },
    missing: [],
    ...change,
  };
}

/** What a round on the server above leaves behind. */
export function roundMemory(change: Partial<RoundMemory> = {}): RoundMemory {
  return {
    bootId: 'boot-1',
    masterPids: [100],
    workerPids: [101, 102, 103, 104],
    certificate: 'AA:BB',
    fewWorkers: false,
    knownErrors: [],
    lookedAt: null,
    watchdogRestartAt: null,
    workerRestarts: [],
    kills: noKills,
    parts: {},
    ...change,
  };
}

export function units(change: Readonly<Record<string, UnitFacts>> = {}): RemoteFacts['units'] {
  const names = ['dashboard-mme.service', 'nginx.service', 'postgresql.service', 'cron.service'];
  return { ...Object.fromEntries(names.map((name) => [name, unit(name)])), ...change };
}

export function witnesses(
  answers: readonly WitnessReport['witnesses'][number]['answer'][],
  interfaceUp = true,
): WitnessReport {
  return {
    at: someTime,
    interfaceUp,
    witnesses: answers.map((answer, index) => ({
      url: `http://witness${String(index)}.example/`,
      byName: true,
      answer,
    })),
  };
}

export const witnessOk = { kind: 'answered', ms: 41 } as const;
export const witnessDead = { kind: 'failed', phase: 'tcp' } as const;

export interface RoundParts {
  readonly portal?: HttpProbe;
  readonly api?: HttpProbe;
  readonly facts?: Partial<RemoteFacts>;
  readonly ssh?: RemoteError;
  readonly witnesses?: WitnessReport | null;
}

/** One round on a healthy portal, with what differs. */
export function observation(parts: RoundParts = {}, at = someTime): Observation {
  return {
    serverId: server.id,
    startedAt: at,
    endedAt: at + 1000,
    portal: parts.portal ?? probe('/'),
    api: parts.api ?? probe('/api/'),
    ssh:
      parts.ssh === undefined
        ? { kind: 'facts', facts: facts({ ...freshWatchdog(at), ...parts.facts }), connectMs: 80, totalMs: 300 }
        : { kind: 'failed', error: parts.ssh, ms: 90 },
    witnesses: parts.witnesses ?? null,
  };
}

/** The watchdog goes on writing while the test's clock moves. */
function freshWatchdog(at: number): Partial<RemoteFacts> {
  return {
    watchdog: { lastLineAt: at - minute, fileModifiedAt: at - minute, lastLine: 'OK', readable: true, restarts: [] },
  };
}
