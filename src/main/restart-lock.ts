import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PartId } from '../core/model';
import { err, ok, type Result } from '../core/result';

export interface RunningRestart {
  readonly service: PartId;
  readonly startedAt: number;
}

/** Older than any restart can take: left behind by a crash. */
const staleMs = 10 * 60_000;

/**
 * One restart at a time for a server, across tray and command line: a file that only one process can create.
 * Returns the function that gives it back, or what holds it.
 */
export function takeRestartLock(
  dataDir: string,
  serverId: string,
  mine: RunningRestart,
): Result<() => void, RunningRestart> {
  const file = join(dataDir, `restart-${serverId}.lock`);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify({ pid: process.pid, ...mine }));
      closeSync(handle);
      return ok(() => {
        remove(file);
      });
    } catch {
      const holder = readHolder(file, mine.startedAt);
      if (holder !== null) return err(holder);
      remove(file);
    }
  }
  // The folder cannot be written (full disk): a restart is worth more than the lock.
  return ok(() => undefined);
}

function readHolder(file: string, now: number): RunningRestart | null {
  try {
    const held = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunningRestart & { pid: number }>;
    if (typeof held.pid !== 'number' || typeof held.startedAt !== 'number' || held.service === undefined) return null;
    if (now - held.startedAt > staleMs || !isAlive(held.pid)) return null;
    return { service: held.service, startedAt: held.startedAt };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Already gone.
  }
}
