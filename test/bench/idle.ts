import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPortal } from '../../src/demo/portal';
import { prepareDataDir } from '../support/data-folder';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { connectTray } from '../support/desktop/tray';
import { endTrees, isAlive } from '../support/process-tree';
import { cpuMsOf, memoryMbOf } from './cpu-time';

/** The first round is over, and nothing of the start is left to be done. */
const SETTLE_MS = 60_000;
/** Ends long before the next round. */
const INTERVAL_MINUTES = 30;
const WATCH_MS = 120_000;
/** Debian's; without gstreamer1.0-plugins-good beside it, it crashes after some seconds. */
const NAGSTAMON = '/usr/bin/nagstamon';
/** "x", as Nagstamon hides names and passwords in its files. */
const HIDDEN =
  'eJyztS03D7Yw93AMTQ82Lsr0MUzxMPB3TLP0cw0I9k0uszQwL/YpNim0KAkOKPYLLbP0tChPrjS2SAkIC7CoLPO0NCh1rirVDgzxTc7zMcrztQwwDC6pqvRKBQDJeRxj';

export interface Idle {
  /** Of one core. */
  readonly cpuPercent: number;
  readonly memoryMb: number;
}

export interface IdleComparison {
  readonly bare: Idle;
  readonly vigia: Idle;
  /** Null: not installed. */
  readonly nagstamon: Idle | null;
}

/** Three tray programs at the same time on one desktop, each with nothing to do between two looks. */
export async function compareIdle(electron: string): Promise<IdleComparison> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-'));
  const portal = await startDemoPortal({ dataDir: path.join(folder, 'portal') });
  const monitor = await startMonitor();
  const desktop = await startDesktop({ notifications: 'recorder' });
  const started: number[] = [];
  const start = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number => {
    const child = spawn(command, args, { env: { ...desktop.env, ...env }, stdio: 'ignore' });
    if (child.pid === undefined) throw new Error(`${command} did not start`);
    started.push(child.pid);
    return child.pid;
  };
  try {
    const dataDir = path.join(folder, 'data');
    prepareDataDir(dataDir, { ...portal, settings: { ...portal.settings, intervalMinutes: INTERVAL_MINUTES } });
    const bare = start(electron, ['--no-sandbox', 'scripts/bench/bare-tray']);
    const vigia = start(electron, ['--no-sandbox', '.', '--data-dir', dataDir]);
    const nagstamon = existsSync(NAGSTAMON)
      ? start(NAGSTAMON, [writeNagstamonConfig(folder, monitor.url)], { HOME: folder, QT_QPA_PLATFORM: 'xcb' })
      : null;
    const pids = [bare, vigia, ...(nagstamon === null ? [] : [nagstamon])];
    await inTray(desktop, pids);
    await delay(SETTLE_MS);
    if (nagstamon !== null && monitor.asked() === 0) throw new Error('Nagstamon does not watch');
    const before = pids.map(cpuMsOf);
    await delay(WATCH_MS);
    const idle = pids.map((pid, index) => ({
      cpuPercent: ((cpuMsOf(pid) - (before[index] ?? 0)) / WATCH_MS) * 100,
      memoryMb: memoryMbOf(pid),
    }));
    if (!pids.every(isAlive)) throw new Error('a program has ended');
    const [bareIdle, vigiaIdle, nagstamonIdle = null] = idle;
    if (bareIdle === undefined || vigiaIdle === undefined) throw new Error('nothing was measured');
    return { bare: bareIdle, vigia: vigiaIdle, nagstamon: nagstamonIdle };
  } finally {
    await endTrees(started);
    await desktop.stop();
    await monitor.stop();
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inTray(desktop: Desktop, pids: readonly number[]): Promise<void> {
  for (const pid of pids) await connectTray(desktop.bus, { pid, limitMs: 60_000 });
}

/** What Nagstamon asks, calm: Prometheus's answer without any alert. */
async function startMonitor() {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status: 'success', data: { alerts: [] } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function writeNagstamonConfig(folder: string, url: string): string {
  const config = path.join(folder, 'nagstamon');
  mkdirSync(path.join(config, 'servers'), { recursive: true });
  const general = {
    update_interval_seconds: INTERVAL_MINUTES * 60,
    icon_in_systray: 'True',
    statusbar_floating: 'False',
    check_for_new_version: 'False',
    unencrypted: 'True',
  };
  const server = {
    enabled: 'True',
    type: 'Prometheus',
    name: 'bench',
    monitor_url: url,
    monitor_cgi_url: url,
    username: HIDDEN,
    password: HIDDEN,
    save_password: 'False',
  };
  writeFileSync(path.join(config, 'nagstamon.conf'), section('Nagstamon', general));
  writeFileSync(path.join(config, 'servers/server_bench.conf'), section('Server_bench', server));
  return config;
}

function section(name: string, values: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  return `[${name}]\n${lines.join('\n')}\n`;
}
