import { readFileSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { removeQuietly } from '../atomic-file';
import { isProcessAlive } from '../process-alive';

const slackMs = 60_000;

/**
 * Who writes the history: the tray application or `vigia watch`, whoever came first. It keeps two of them from writing
 * down the same rounds; the file itself is kept whole by SQLite's locks.
 */
export function createWriterLock(file: string, now: () => number): { take(): boolean; give(): void } {
  let held = false;
  const own = (): string => JSON.stringify({ pid: process.pid, at: now() });
  return {
    take: () => {
      if (held) return true;
      const holder = readHolder(file);
      // One from before the machine was started is a dead one's, whoever has its number now.
      const startedAt = now() - uptime() * 1000 - slackMs;
      if (holder !== null && holder.pid !== process.pid && holder.at > startedAt && isProcessAlive(holder.pid))
        return false;
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
    give: () => {
      if (held) removeQuietly(file);
      held = false;
    },
  };
}

function readHolder(file: string): { readonly pid: number; readonly at: number } | null {
  try {
    const { pid, at } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<'pid' | 'at', unknown>>;
    return { pid: typeof pid === 'number' ? pid : -1, at: typeof at === 'number' ? at : 0 };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { pid: -1, at: 0 };
  }
}
