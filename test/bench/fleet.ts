import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { longestPauseMs } from '../../src/core/cadence';
import type { Settings } from '../../src/core/settings';
import { createSystemClock } from '../../src/main/clock';
import { createHistory } from '../../src/main/history/create-history';
import { buildScript } from '../support/build-script';
import { startProgram } from '../support/child-process';
import { prepareDataDir } from '../support/data-folder';
import { startDesktop } from '../support/desktop/desktop';
import { connectTray } from '../support/desktop/tray';
import { endTrees } from '../support/process-tree';
import { cpuMsOf, memoryMbOf } from './cpu-time';

const SERVERS = 200;
const INTERVAL_MS = 300_000;
/**
 * The start and the first rounds, which come all at once, are over; the second come when the watchdog's rhythm lets them,
 * which may be early. From then on each server has one in each interval.
 */
const SETTLE_MS = 1.5 * INTERVAL_MS;
/** Two rounds of each. */
const WATCH_MS = 2 * INTERVAL_MS;
/** A round itself takes a while, and its record bears its beginning. */
const GRACE_MS = 10_000;

export interface Fleet {
  readonly servers: number;
  readonly minutes: number;
  readonly rounds: number;
  /** Pauses that were longer than a calm server's longest. */
  readonly late: number;
  readonly notCalm: number;
  /** Of one core, all processes of the tray application. */
  readonly cpuPercent: number;
  readonly memoryMb: number;
}

interface PortalPlace {
  readonly settings: Settings;
  readonly hostKey: { readonly type: string; readonly base64: string };
}

/** The tray application with its window closed, watching 200 servers: a simulated one, under as many names. */
export async function measureFleet(electron: string): Promise<Fleet> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-'));
  const dataDir = path.join(folder, 'data');
  mkdirSync(path.join(folder, 'portal'));
  const script = await buildScript('test/bench/demo-portal.ts', folder);
  const portal = await startProgram(process.execPath, [script, path.join(folder, 'portal')], {
    cwd: '.',
    isReady: (output) => output.includes('\n'),
  });
  const desktop = await startDesktop({ notifications: 'recorder' });
  let pid: number | undefined;
  try {
    const place = JSON.parse(portal.output().split('\n')[0] ?? '') as PortalPlace;
    prepareDataDir(dataDir, { ...place, settings: multiplied(place.settings) });
    const child = spawn(electron, ['--no-sandbox', '.', '--data-dir', dataDir], { env: desktop.env, stdio: 'ignore' });
    pid = child.pid;
    if (pid === undefined) throw new Error('Electron did not start');
    await connectTray(desktop.bus, { pid });
    await delay(SETTLE_MS);
    const fromAt = Date.now();
    const before = cpuMsOf(pid);
    await delay(WATCH_MS);
    const cpuPercent = ((cpuMsOf(pid) - before) / WATCH_MS) * 100;
    const memoryMb = memoryMbOf(pid);
    const toAt = Date.now();
    await endTrees([pid]);
    return { servers: SERVERS, minutes: WATCH_MS / 60_000, cpuPercent, memoryMb, ...judge(dataDir, fromAt, toAt) };
  } finally {
    if (pid !== undefined) await endTrees([pid]);
    await desktop.stop();
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each its own server to Vigía, with an id, a name, and a round of its own. */
function multiplied(settings: Settings): Settings {
  const [server] = settings.servers;
  if (server === undefined) throw new Error('the portal has no server');
  const servers = Array.from({ length: SERVERS }, (_none, index) => ({
    ...server,
    id: `server-${index}`,
    name: `Servidor ${index}`,
    shortName: `S${index}`,
  }));
  return { ...settings, intervalMinutes: INTERVAL_MS / 60_000, servers };
}

/** By the history: when each round began, and what it found. */
function judge(dataDir: string, fromAt: number, toAt: number): Pick<Fleet, 'rounds' | 'late' | 'notCalm'> {
  const history = createHistory({ dataDir, clock: createSystemClock() });
  const beginnings = new Map<string, number[]>();
  let notCalm = 0;
  for (const line of history.exportLines()) {
    const { record, server, startedAt, verdict } = JSON.parse(line) as Record<string, unknown>;
    if (record !== 'round' || typeof server !== 'string' || typeof startedAt !== 'number') continue;
    beginnings.set(server, [...(beginnings.get(server) ?? []), startedAt]);
    if (startedAt >= fromAt && verdict !== 0) notCalm += 1;
  }
  const all = [...beginnings.values()].map((one) => one.sort((a, b) => a - b));
  const longest = longestPauseMs(INTERVAL_MS, INTERVAL_MS) + GRACE_MS;
  const pauses = all.flatMap((one) => [...one, toAt].slice(1).map((at, index) => at - (one[index] ?? 0)));
  return {
    rounds: all.flat().filter((at) => at >= fromAt).length,
    late: pauses.filter((pause) => pause > longest).length + SERVERS - all.length,
    notCalm,
  };
}
