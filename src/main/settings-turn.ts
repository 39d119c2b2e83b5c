/** One process at a time reads the newest settings and writes what it changed in them: neither undoes the other's change. */
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { err, ok, type Result } from '../core/result';
import { putLockAway, readLock, tryCreateLock } from './lock-file';
import { bootId, isSignAlive } from './process-alive';

const retryMs = 5;
/** Whoever holds it longer stands still; a save takes milliseconds. */
const patienceMs = 1_000;
/** One that cannot be read may be half written, where the file system knows no hard links. */
const unreadableMs = 10_000;

/** `busy`: another process did not come to an end. Where no lock can be written, nothing can be saved either, and saying so is left to `act`. */
export function inSettingsTurn<T>(file: string, now: number, act: () => T): Result<T, 'busy'> {
  const content = JSON.stringify({ pid: process.pid, at: now, boot: bootId() });
  const draft = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(draft, content, { mode: 0o600 });
  } catch {
    return ok(act());
  }
  try {
    if (!waitFor(draft, file, content, now)) return err('busy');
    try {
      return ok(act());
    } finally {
      if (readLock(file) === content) rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function waitFor(draft: string, file: string, content: string, now: number): boolean {
  for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += retryMs) {
    if (tryCreateLock(draft, file, content)) return true;
    const held = readLock(file);
    if (held !== null && !isHeld(held, file, now) && putLockAway(file, held)) continue;
    pause(retryMs);
  }
  return false;
}

function isHeld(text: string, file: string, now: number): boolean {
  try {
    const { pid, at, boot } = JSON.parse(text) as { readonly pid: number; readonly at: number; readonly boot: string };
    return pid !== process.pid && isSignAlive({ pid, at, boot }, now);
  } catch {
    const madeAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Math.abs(now - madeAt) < unreadableMs;
  }
}

/** Blocks: saving is one step for everybody who asks. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
