import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a whole file or leaves the old one untouched, also when the power fails. Owner only. Throws the system's error. */
export function writeFileAtomic(path: string, text: string): void {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    // A folder that she chose may be others', too: what lies there by this name is never written through.
    removeQuietly(temporary);
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  syncFolder(dirname(path));
}

/** Best effort, for clean-up after a failure: `rmSync` with `force` still throws where a folder is missing. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Not there, or not removable: nothing to be done about either.
  }
}

/** Makes a rename durable. Windows cannot open folders, and needs it less. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // The content is safe by now; only the name could still be the old one.
  }
}

/** What a person can read of a system error: its code, else its message. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
