import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartId } from '../core/model';
import { err, ok, type Result } from '../core/result';
import { putLockAway, readLock, tryCreateLock } from './lock-file';
import { isProcessAlive } from './process-alive';

interface RunningRestart {
  readonly service: PartId;
  readonly startedAt: number;
}

/** Older than any restart can take: left behind by a crash. */
const staleMs = 10 * 60_000;
/** One that cannot be read may be a newer version's; it is believed for so long. */
const unreadableMs = 10_000;

/**
 * One restart at a time for a server, across tray and command line: a file that only one process can create, whole with
 * its content. Returns the function that gives it back, or what holds it.
 */
export function takeRestartLock(
  dataDir: string,
  serverId: string,
  mine: RunningRestart,
): Result<() => void, RunningRestart> {
  const file = join(dataDir, `restart-${serverId}.lock`);
  const content = JSON.stringify({ pid: process.pid, ...mine });
  const draft = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(draft, content, { mode: 0o600 });
  } catch {
    // The folder cannot be written (full disk): a restart is worth more than the lock.
    rmSync(draft, { force: true });
    return ok(() => undefined);
  }
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (tryCreateLock(draft, file, content)) {
        return ok(() => {
          if (readLock(file) === content) rmSync(file, { force: true });
        });
      }
      const text = readLock(file);
      const holder = readHolder(file, mine);
      if (holder !== null) return err(holder);
      if (!putLockAway(file, text)) break;
    }
    return err(readHolder(file, mine) ?? mine);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether a restart runs now, in this process or another. */
export function isRestartLocked(dataDir: string, serverId: string, now: number): boolean {
  return readHolder(join(dataDir, `restart-${serverId}.lock`), { service: 'api', startedAt: now }) !== null;
}

/** Who holds the lock; null: nobody who is still at it. */
function readHolder(file: string, mine: RunningRestart): RunningRestart | null {
  const text = readLock(file);
  if (text === null) return null;
  const held = parse(text);
  if (held === null) return isYoung(file, mine.startedAt) ? mine : null;
  const age = mine.startedAt - held.startedAt;
  if (age < 0 || age > staleMs || !isProcessAlive(held.pid)) return null;
  return { service: held.service, startedAt: held.startedAt };
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

function isYoung(file: string, now: number): boolean {
  try {
    return Math.abs(now - statSync(file).mtimeMs) < unreadableMs;
  } catch {
    return false;
  }
}
