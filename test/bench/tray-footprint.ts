import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPortal } from '../../src/demo/portal';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { connectTray } from '../support/desktop/tray';
import { descendantsOf, endProcess, isAlive } from '../support/process-tree';
import { waitUntil } from '../support/wait-until';
import { median } from './median';

const RUNS = 5;
/** A first round is over by then, and what start-up left behind is collected. */
const SETTLE_MS = 10_000;

export interface Footprint {
  readonly trayMs: number;
  /** Proportional set size of all its processes: shared pages counted once. */
  readonly memoryMb: number;
}

/** Vigía watching one healthy server with its window closed, against the least tray application on the same Electron. Medians. */
export async function compareFootprints(
  electron: string,
): Promise<{ readonly bare: Footprint; readonly vigia: Footprint }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-'));
  const portal = await startDemoPortal({ dataDir: path.join(folder, 'portal') });
  const desktop = await startDesktop({ notifications: 'recorder' });
  const bare: Footprint[] = [];
  const vigia: Footprint[] = [];
  try {
    for (let run = 0; run < RUNS; run += 1) {
      bare.push(await measure(desktop, electron, ['scripts/bench/bare-tray']));
      const dataDir = path.join(folder, `run-${run}`);
      prepareDataDir(dataDir, portal);
      vigia.push(await measure(desktop, electron, ['.', '--data-dir', dataDir]));
    }
  } finally {
    await desktop.stop();
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { bare: middle(bare), vigia: middle(vigia) };
}

function prepareDataDir(dataDir: string, portal: Awaited<ReturnType<typeof startDemoPortal>>): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify(portal.settings), { mode: 0o600 });
  const [server] = portal.settings.servers;
  const hostKeys = createHostKeyStore({ file: path.join(dataDir, 'known_hosts') });
  if (server !== undefined) hostKeys.accept(server.host, server.port ?? 22, portal.hostKey);
}

async function measure(desktop: Desktop, electron: string, args: readonly string[]): Promise<Footprint> {
  const startedAt = performance.now();
  const child = spawn(electron, ['--no-sandbox', ...args], { env: desktop.env, stdio: 'ignore' });
  const pid = child.pid;
  if (pid === undefined) throw new Error('Electron did not start');
  try {
    await connectTray(desktop.bus, { pid });
    const trayMs = performance.now() - startedAt;
    await delay(SETTLE_MS);
    return { trayMs, memoryMb: memoryOf([pid, ...descendantsOf(pid)]) };
  } finally {
    const pids = [...descendantsOf(pid), pid];
    for (const one of pids) endProcess(one);
    await waitUntil('the application ends', () => !pids.some(isAlive)).catch(() => {
      for (const one of pids) endProcess(one, 'SIGKILL');
    });
  }
}

function memoryOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function middle(all: readonly Footprint[]): Footprint {
  return { trayMs: median(all.map((one) => one.trayMs)), memoryMb: median(all.map((one) => one.memoryMb)) };
}
