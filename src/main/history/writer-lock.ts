import { readFileSync, writeFileSync } from 'node:fs';
import { removeQuietly } from '../atomic-file';
import { bootId, isSignAlive, type ProcessSign } from '../process-alive';

export interface WriterLock {
  /** True also where it is held already. */
  take(): boolean;
  isHeld(): boolean;
  give(): void;
}

/**
 * Who writes the history: the tray application or `vigia watch`, whoever came first. It keeps two of them from writing
 * down the same rounds; the file itself is kept whole by SQLite's locks.
 */
export function createWriterLock(file: string, now: () => number): WriterLock {
  let held = false;
  const own = (): string => JSON.stringify({ pid: process.pid, at: now(), boot: bootId() });
  return {
    take: () => {
      if (held) return true;
      const holder = readHolder(file);
      if (holder !== null && holder.pid !== process.pid && isSignAlive(holder, now())) return false;
      if (holder !== null) removeQuietly(file);
      try {
        writeFileSync(file, own(), { mode: 0o600, flag: 'wx' });
      } catch (error) {
        // Another one was quicker. A full disk: then nothing can be written anyway, and that is told there.
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      }
      held = true;
      return true;
    },
    isHeld: () => held,
    give: () => {
      if (held) removeQuietly(file);
      held = false;
    },
  };
}

function readHolder(file: string): ProcessSign | null {
  try {
    const { pid, at, boot } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<keyof ProcessSign, unknown>>;
    return {
      pid: typeof pid === 'number' ? pid : -1,
      at: typeof at === 'number' ? at : 0,
      boot: typeof boot === 'string' ? boot : null,
    };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { pid: -1, at: 0, boot: null };
  }
}
