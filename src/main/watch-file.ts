import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from './clock';

/** An editor writes in several steps; the last one counts. */
const settleMs = 150;

/**
 * Calls when a file was changed, replaced or deleted by whomever. Watches the folder, because an atomic write replaces the file itself. No timer while
 * nothing changes. Where the system has no watches left, changes are seen at the next start. Returns the way out.
 */
export function watchFile(options: {
  readonly path: string;
  readonly clock: Clock;
  readonly onChange: () => void;
}): () => void {
  const name = basename(options.path);
  let cancel = (): void => undefined;
  function settle(changed: string | null): void {
    if (changed !== null && changed !== name) return;
    cancel();
    cancel = options.clock.after(settleMs, options.onChange);
  }
  try {
    const watcher = watch(dirname(options.path), { persistent: false }, (_event, changed) => {
      settle(changed);
    });
    watcher.on('error', () => {
      watcher.close();
    });
    return () => {
      cancel();
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}
