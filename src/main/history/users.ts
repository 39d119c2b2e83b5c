/**
 * Who has the file open: `history.db.user-<pid>-<number>` per connection. So what a dead process left behind is told from
 * what a living one holds.
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeQuietly } from '../atomic-file';
import { createSystemClock } from '../clock';
import { bootId, isSignAlive } from '../process-alive';
import { readTextOrNull } from '../read-text';

/** Returns the function that signs off. A folder that cannot be written needs no lock: nobody can take one there. */
export function signOn(path: string): () => void {
  const mine = freeName(path);
  try {
    writeFileSync(mine, bootId() ?? '', { mode: 0o600 });
  } catch {
    // A full disk: the lock may not be had either, and that is told then.
  }
  return () => {
    removeQuietly(mine);
  };
}

/** Of other processes: how many live, and which signs the dead ones left. */
export function otherUsers(path: string): { readonly alive: number; readonly dead: readonly string[] } {
  const signs = signsOf(path).filter(({ pid }) => pid !== process.pid);
  const dead = signs.filter((sign) => !isAlive(sign)).map(({ file }) => file);
  return { alive: signs.length - dead.length, dead };
}

interface Sign {
  readonly file: string;
  readonly pid: number;
}

function freeName(path: string): string {
  const numbers = signsOf(path).filter(({ pid }) => pid === process.pid).length;
  for (let number = numbers; ; number += 1) {
    const file = `${path}.user-${String(process.pid)}-${String(number)}`;
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return file;
  }
}

function signsOf(path: string): readonly Sign[] {
  const prefix = `${basename(path)}.user-`;
  try {
    return readdirSync(dirname(path))
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ file: join(dirname(path), name), pid: Number(name.slice(prefix.length).split('-')[0]) }));
  } catch {
    return [];
  }
}

function isAlive({ file, pid }: Sign): boolean {
  const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (at === undefined) return false;
  return isSignAlive({ pid, at, boot: readTextOrNull(file) || null }, createSystemClock().now());
}
