/** A file that only one process can create, whole with its content: what locks are made of. */
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** False: there is one already. */
export function tryCreateLock(draft: string, file: string, content: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
  }
  // A file system without hard links (FAT, some network drives): whoever reads it half written believes it for a while.
  try {
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** Takes a left-behind lock away, unless another process has put its own there since it was read. */
export function putLockAway(file: string, text: string | null): boolean {
  const aside = `${file}.${String(process.pid)}.old`;
  try {
    renameSync(file, aside);
  } catch {
    return !existsSync(file);
  }
  const isSame = readLock(aside) === text;
  try {
    if (!isSame) linkSync(aside, file);
  } catch {
    // A third has begun meanwhile.
  }
  rmSync(aside, { force: true });
  return isSame;
}

/** Null: there is none. */
export function readLock(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
