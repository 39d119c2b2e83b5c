import { join } from 'node:path';
import type { PartId } from '../core/model';
import { err, ok, type Result } from '../core/result';
import { isLockFileHeld, takeLockFile } from './lock-file';
import { isProcessAlive } from './process-alive';

interface RunningRestart {
  readonly service: PartId;
  readonly startedAt: number;
}

/** Older than any restart can take: left behind by a crash. */
const staleMs = 10 * 60_000;
/** Another process may have looked at the clock a moment later. More is a clock that was set back. */
const aheadMs = 10_000;

/** One restart at a time for a server, across tray and command line. Returns the function that gives it back, or what holds it. */
export function takeRestartLock(
  dataDir: string,
  serverId: string,
  mine: RunningRestart,
): Result<() => void, RunningRestart> {
  const taken = takeLockFile({
    file: lockOf(dataDir, serverId),
    content: JSON.stringify({ pid: process.pid, ...mine }),
    isHeld: (text) => isRunning(text, mine.startedAt),
  });
  switch (taken.kind) {
    case 'taken':
      return ok(taken.give);
    case 'held':
      return err(toRunning(taken.content, mine));
    case 'unwritable':
      // A restart is worth more than the lock.
      return ok(() => undefined);
  }
}

/** Whether a restart runs now, in this process or another. */
export function isRestartLocked(dataDir: string, serverId: string, now: number): boolean {
  return isLockFileHeld(lockOf(dataDir, serverId), (text) => isRunning(text, now));
}

function lockOf(dataDir: string, serverId: string): string {
  return join(dataDir, `restart-${serverId}.lock`);
}

function isRunning(text: string, now: number): boolean | null {
  const held = parse(text);
  if (held === null) return null;
  const age = now - held.startedAt;
  return age >= -aheadMs && age <= staleMs && isProcessAlive(held.pid);
}

/** One that cannot be read, or is just being taken, is as one that began now. */
function toRunning(text: string | null, mine: RunningRestart): RunningRestart {
  const held = text === null ? null : parse(text);
  return held === null ? mine : { service: held.service, startedAt: held.startedAt };
}

function parse(text: string): (RunningRestart & { readonly pid: number }) | null {
  try {
    const held = JSON.parse(text) as Partial<RunningRestart & { pid: number }>;
    if (typeof held.pid !== 'number' || typeof held.startedAt !== 'number') return null;
    return { pid: held.pid, startedAt: held.startedAt, service: held.service === 'dashboard' ? 'dashboard' : 'api' };
  } catch {
    return null;
  }
}
