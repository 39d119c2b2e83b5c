/** A server on which everything is well, as one round sees it: what a drill begins with, and the tests too. */
import type { RemoteError } from '../errors';
import type { CertificateFacts, HttpProbe, Observation, WitnessReport } from '../model';
import type {
  DatabaseFacts,
  DiskFacts,
  FileAccess,
  GunicornFacts,
  LocalAnswer,
  MemoryFacts,
  ProcessFacts,
  RemoteFacts,
  UnitFacts,
} from '../remote-facts';
import { webHost, webPort } from '../diagnosis/view';
import type { ServerSettings } from '../settings';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What differs from a round in which all is well. */
export interface RoundParts {
  readonly portal?: HttpProbe;
  readonly api?: HttpProbe;
  readonly facts?: Partial<RemoteFacts>;
  readonly ssh?: RemoteError;
  readonly witnesses?: WitnessReport | null;
  readonly tunnels?: readonly string[];
}

/** One round. What does not change by itself (boot, units, certificate) is dated from `sinceAt`. */
export function healthyRound(
  server: ServerSettings,
  { sinceAt, at }: { readonly sinceAt: number; readonly at: number },
  parts: RoundParts = {},
): Observation {
  const facts = { ...healthyFacts(server, sinceAt), ...freshWatchdog(at), ...parts.facts };
  return {
    serverId: server.id,
    startedAt: at,
    endedAt: at + 1000,
    portal: parts.portal ?? healthyProbe(server, '/', sinceAt),
    api: parts.api ?? healthyProbe(server, server.api.path, sinceAt),
    ssh:
      parts.ssh === undefined
        ? { kind: 'facts', facts, connectMs: 80, totalMs: 300 }
        : { kind: 'failed', error: parts.ssh, ms: 90 },
    witnesses: parts.witnesses ?? null,
    tunnels: parts.tunnels ?? [],
  };
}

/** The watchdog goes on writing. */
function freshWatchdog(at: number): Partial<RemoteFacts> {
  return {
    watchdog: {
      lastLineAt: at - minuteMs,
      fileModifiedAt: at - minuteMs,
      lastLine: 'OK',
      readable: true,
      restarts: [],
    },
  };
}

export function healthyProbe(server: ServerSettings, path: string, at: number): HttpProbe {
  const origin = /^[a-z]+:\/\/[^/?#]+/i.exec(server.url)?.[0] ?? server.url;
  const url = origin + path;
  return {
    url,
    at,
    address: '192.0.2.10',
    via: null,
    phases: { dnsMs: 3, tcpMs: 11, tlsMs: 20, firstByteMs: 31, totalMs: 35 },
    outcome: { kind: 'answered', status: 200, body: 'expected', finalUrl: url },
    certificate: url.startsWith('https:') ? healthyCertificate(server, at) : null,
  };
}

export function healthyCertificate({ url }: ServerSettings, at: number): CertificateFacts {
  const host = webHost(url);
  return {
    subject: `CN=${host}`,
    names: [host],
    issuer: 'CN=Example CA',
    validFromAt: at - 30 * dayMs,
    validToAt: at + 200 * dayMs,
    fingerprint256: 'AA:BB',
    chainLength: 2,
    problem: null,
  };
}

export function healthyFacts(server: ServerSettings, at: number): RemoteFacts {
  const { api, dashboard } = server;
  const scriptFolder = api.startScript.slice(0, api.startScript.lastIndexOf('/'));
  return {
    clockOffsetMs: 200,
    serverTimeZoneOffsetMinutes: -300,
    hostname: webHost(server.url),
    bootAt: at - 20 * dayMs,
    bootId: 'boot-1',
    cleanShutdown: true,
    units: healthyUnits(server, at),
    database: healthyDatabase(at),
    gunicorn: healthyGunicorn(api.workers),
    localApi: localAnswer(200),
    localDashboard: localAnswer(200, '<!doctype html>'),
    localPortal: localAnswer(200, '<!doctype html>'),
    localPortalApi: localAnswer(200),
    localCertificate: null,
    listeningPorts: [22, 80, webPort(server.url), server.database.port, api.port, dashboard.port],
    disks: [healthyDisk],
    memory: healthyMemory,
    crontab: {
      rebootLine: `@reboot ${scriptFolder}/boot_api.sh`,
      watchdogLine: `*/5 * * * * ${scriptFolder}/monitor_api.sh`,
      watchdogMinutes: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55],
    },
    scheduledFiles: ['boot_api.sh', 'monitor_api.sh'].map((name) => usableFile(`${scriptFolder}/${name}`)),
    watchdog: {
      lastLineAt: at - 2 * minuteMs,
      fileModifiedAt: at - 2 * minuteMs,
      lastLine: 'OK',
      readable: true,
      restarts: [],
    },
    errorLog: { readable: true, modifiedAt: at - dayMs, tail: [] },
    codeChangedAt: at - 40 * dayMs,
    scripts: [api.startScript, api.stopScript].map(usableFile),
    logs: [],
    journalReadable: true,
    kernel: { readable: true, lines: [], killsByGroup: { 'system.slice': 0, 'user.slice': 0 } },
    sudo: 'allowed',
    biggestLog: { path: server.accessLog, sizeBytes: 3e9 },
    missing: [],
  };
}

function usableFile(path: string): FileAccess {
  return { path, exists: true, readable: true, executable: true };
}

function healthyUnits({ dashboard }: ServerSettings, at: number): RemoteFacts['units'] {
  const names = [dashboard.unit, 'nginx', 'postgresql', 'cron'].map(
    (name) => `${name.replace(/\.service$/, '')}.service`,
  );
  return Object.fromEntries(names.map((name) => [name, healthyUnit(name, at)]));
}

export function healthyUnit(name: string, at: number): UnitFacts {
  return {
    name,
    load: 'loaded',
    active: 'active',
    sub: 'running',
    result: 'success',
    restarts: 0,
    exitStatus: 0,
    enabled: 'enabled',
    changedAt: at - 3 * dayMs,
  };
}

export function healthyDatabase(at: number): DatabaseFacts {
  return { ready: 'accepting', clusters: [healthyUnit('postgresql@15-main.service', at)], listening: true };
}

export function healthyGunicorn(workers: number): GunicornFacts {
  return gunicornOf(processes(1, 100, 1), processes(workers, 101, 100));
}

export function gunicornOf(masters: readonly ProcessFacts[], workers: readonly ProcessFacts[]): GunicornFacts {
  return { masters, workers, orphans: [], requestLimitMs: 120_000 };
}

export function processes(count: number, from: number, parentPid: number, ageSeconds = 4000): readonly ProcessFacts[] {
  return Array.from({ length: count }, (_, index) => ({
    pid: from + index,
    parentPid,
    state: 'S',
    ageSeconds,
    rssBytes: 50e6,
  }));
}

export function localAnswer(status: number, bodyStart = '{"status":"ok"}'): LocalAnswer {
  return { status, ms: 12, curlExit: 0, bodyStart };
}

export const healthyDisk: DiskFacts = {
  mount: '/',
  device: '/dev/vda1',
  sizeBytes: 200e9,
  usedBytes: 80e9,
  availableBytes: 120e9,
  usedPercent: 40,
  inodesUsedPercent: 10,
  readOnly: false,
};

export const healthyMemory: MemoryFacts = {
  totalBytes: 8e9,
  availableBytes: 4e9,
  swapTotalBytes: 0,
  swapFreeBytes: 0,
  swapped: null,
  biggest: { name: 'gunicorn', rssBytes: 4e8 },
};
