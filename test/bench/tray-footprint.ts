import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoPortal } from '../../src/demo/portal';
import { prepareDataDir } from '../support/data-folder';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { connectTray } from '../support/desktop/tray';
import { endTrees } from '../support/process-tree';
import { memoryMbOf } from './cpu-time';
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

async function measure(desktop: Desktop, electron: string, args: readonly string[]): Promise<Footprint> {
  const startedAt = performance.now();
  const child = spawn(electron, ['--no-sandbox', ...args], { env: desktop.env, stdio: 'ignore' });
  const pid = child.pid;
  if (pid === undefined) throw new Error('Electron did not start');
  try {
    await connectTray(desktop.bus, { pid });
    const trayMs = performance.now() - startedAt;
    await delay(SETTLE_MS);
    return { trayMs, memoryMb: memoryMbOf(pid) };
  } finally {
    await endTrees([pid]);
  }
}

function middle(all: readonly Footprint[]): Footprint {
  return { trayMs: median(all.map((one) => one.trayMs)), memoryMb: median(all.map((one) => one.memoryMb)) };
}
