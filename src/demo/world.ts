/**
 * The simulated server as plain data. Time comes in as an argument, so that a test can wind it.
 *
 *   createWorld ─→ advance(at) ─→ setFault / stopApi / startApi / … ─→ advance(at) ─→ …
 *
 * What can be asked from outside (web answers, the round script's answer, logs) is derived from one of these values.
 */
import type { FaultId } from './faults';
import { bootLines, type LogLine, type Logs } from './log-lines';

export interface Worker {
  readonly pid: number;
  readonly startedAt: number;
}

/** A gunicorn master with its workers. */
export interface Gunicorn {
  readonly master: number;
  readonly startedAt: number;
  readonly workers: readonly Worker[];
}

export type UnitId = 'dashboard-mme' | 'nginx' | 'postgresql' | 'cron';

export interface World {
  /** Up to when everything has happened. */
  readonly at: number;
  /** Faults that are on, with the moment at which they began. */
  readonly faults: ReadonlyMap<FaultId, number>;
  readonly boot: { readonly at: number; readonly id: string };
  readonly nextPid: number;
  readonly api: Gunicorn | null;
  readonly dashboard: Gunicorn | null;
  readonly unitChangedAt: Readonly<Record<UnitId, number>>;
  readonly logs: Logs;
  /** Whether cron's watchdog really restarts the API when it finds it broken. */
  readonly watchdogRepairs: boolean;
}

export const apiWorkers = 4;
const dashboardWorkers = 2;
const hourMs = 3600_000;

/** A server that has been well for nearly two weeks. */
export function createWorld(at: number, options: { readonly watchdogRepairs: boolean }): World {
  const bootAt = at - 13 * 24 * hourMs;
  const started = { at: bootAt + 36_000, boot: bootId(bootAt) };
  const dashboard = gunicornFrom(1180, dashboardWorkers, bootAt + 9_000);
  const api = gunicornFrom(1312, apiWorkers, started.at);
  return {
    at: at - 24 * hourMs,
    faults: new Map(),
    boot: { at: bootAt, id: started.boot },
    nextPid: 24_310,
    api,
    dashboard,
    unitChangedAt: unitsSince(bootAt + 9_000),
    logs: bootLines({ api, dashboard }),
    watchdogRepairs: options.watchdogRepairs,
  };
}

export function isOn(world: World, fault: FaultId): boolean {
  return world.faults.has(fault);
}

/** Takes the next process numbers for a master and its workers. */
export function spawn(world: World, workers: number, at: number): { world: World; gunicorn: Gunicorn } {
  const gunicorn = gunicornFrom(world.nextPid, workers, at);
  return { world: { ...world, nextPid: world.nextPid + workers + 7 }, gunicorn };
}

/** The machine starts again: new processes, a new boot id. */
export function reboot(world: World, at: number): World {
  const fresh: World = { ...world, boot: { at, id: bootId(at) }, nextPid: 900, unitChangedAt: unitsSince(at) };
  const dashboard = spawn(fresh, dashboardWorkers, at);
  const api = spawn(dashboard.world, isOn(world, 'api-worker-missing') ? apiWorkers - 1 : apiWorkers, at);
  const lines = bootLines({ api: api.gunicorn, dashboard: dashboard.gunicorn });
  return {
    ...api.world,
    api: isOn(world, 'api-down') ? null : api.gunicorn,
    dashboard: isDashboardBroken(world) ? null : dashboard.gunicorn,
    logs: {
      ...world.logs,
      error: [...world.logs.error, ...lines.error],
      journal: [...world.logs.journal, ...lines.journal],
    },
  };
}

function isDashboardBroken(world: World): boolean {
  return isOn(world, 'dashboard-down') || isOn(world, 'dashboard-failing');
}

/** What somebody gets who asks the API. `none`: nobody listens; `silence`: somebody listens and says nothing. */
export type ApiCondition = 'well' | 'error' | 'database' | 'silence' | 'none';

export function apiCondition(world: World): ApiCondition {
  if (world.api === null) return 'none';
  if (isOn(world, 'api-hung')) return 'silence';
  if (isOn(world, 'database-down')) return 'database';
  return isOn(world, 'api-error') ? 'error' : 'well';
}

const keptLines = 2000;

/** Adds lines to one log; the oldest go. */
export function withLines(world: World, log: keyof Logs, lines: readonly LogLine[]): World {
  if (lines.length === 0) return world;
  return { ...world, logs: { ...world.logs, [log]: [...world.logs[log], ...lines].slice(-keptLines) } };
}

function gunicornFrom(master: number, workers: number, startedAt: number): Gunicorn {
  const pids = Array.from({ length: workers }, (_, index) => ({ pid: master + 1 + index, startedAt }));
  return { master, startedAt, workers: pids };
}

function unitsSince(at: number): World['unitChangedAt'] {
  return { 'dashboard-mme': at, nginx: at, postgresql: at, cron: at };
}

/** Shaped like /proc/sys/kernel/random/boot_id and different for every boot. */
function bootId(at: number): string {
  return `d3300000-0000-4000-8000-${Math.floor(at).toString(16).padStart(12, '0').slice(-12)}`;
}
