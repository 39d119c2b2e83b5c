/**
 * `history.db.lock`: the folder by which one process at a time gets at the file. The WebAssembly driver knows no other
 * lock, so the native one takes it too. Whoever is killed leaves it behind.
 */
import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { removeQuietly } from '../atomic-file';
import { createSystemClock } from '../clock';
import { isOthersSign, ownSign, takeLockFile } from '../lock-file';
import { pause } from '../pause';
import { rollBackJournal } from './roll-back';
import { otherUsers } from './users';

const retryMs = 5;
/** Longer than anything holds it. */
const forgottenMs = 60_000;

/** Throws SQLite's own words when another process does not give it back in time. */
export function takeLockFolder(path: string, busyMs: number): void {
  for (let waitedMs = 0; !tryTake(path); waitedMs += retryMs) {
    // Whoever is alone need not wait for a dead one.
    if (clearLockFolder(path) && tryTake(path)) return;
    if (waitedMs >= busyMs) throw new Error('database is locked');
    pause(retryMs);
  }
}

export function giveLockFolder(path: string): void {
  try {
    rmdirSync(lockFolder(path));
  } catch {
    // Somebody took it for a dead process's.
  }
}

/**
 * Takes away what a dead process left, and undoes what it had half written; false: it may be a living one's. This process
 * must not hold it itself. One process at a time does so: the next would undo what the first has begun to write.
 */
export function clearLockFolder(path: string): boolean {
  if (isInUse(path)) return false;
  const now = createSystemClock().now;
  const isHeld = (sign: string): boolean | null => isOthersSign(sign, now());
  const gate = takeLockFile({ file: `${path}.mending`, content: ownSign(now()), isHeld });
  if (gate.kind !== 'taken') return false;
  try {
    return clear(path);
  } finally {
    gate.give();
  }
}

function clear(path: string): boolean {
  const seen = identity(path);
  if (seen === null) return true;
  const { dead } = otherUsers(path);
  // Who makes it has signed on before, and signs off after giving it back: it is still the same, so its maker is dead.
  if (isInUse(path) || identity(path) !== seen) return false;
  // While the folder still keeps all others out.
  rollBackJournal(path);
  dead.forEach(removeQuietly);
  giveLockFolder(path);
  return true;
}

/** Whether a living process may be at it. */
export function isInUse(path: string): boolean {
  const { alive, dead } = otherUsers(path);
  return alive > 0 && !(dead.length > 0 && ageMs(path) > forgottenMs);
}

/** Before a file is opened: whoever had it may have been killed without the folder being left behind (a power failure). */
export function undoHalfWritten(path: string, busyMs: number): void {
  takeLockFolder(path, busyMs);
  try {
    const { dead } = otherUsers(path);
    rollBackJournal(path);
    // Nothing of theirs is left to be undone.
    dead.forEach(removeQuietly);
  } finally {
    giveLockFolder(path);
  }
}

export function isLocked(path: string): boolean {
  return existsSync(lockFolder(path));
}

function lockFolder(path: string): string {
  return `${path}.lock`;
}

/** Null: there is none. */
function identity(path: string): string | null {
  const stat = statSync(lockFolder(path), { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : `${stat.ino} ${stat.mtimeNs}`;
}

function ageMs(path: string): number {
  const made = statSync(lockFolder(path), { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? 0 : createSystemClock().now() - made;
}

function tryTake(path: string): boolean {
  try {
    mkdirSync(lockFolder(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
