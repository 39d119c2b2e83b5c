/** A process that takes a lock at the moment it is told, says whether it has it, and gives it back when it is told. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveLockFolder, takeLockFolder } from '../../src/main/history/lock-folder';
import { signOn } from '../../src/main/history/users';
import { createWriterLock } from '../../src/main/history/writer-lock';
import { takeRestartLock } from '../../src/main/restart-lock';

export interface RaceCall {
  readonly what: 'history' | 'restart' | 'folder';
  readonly dataDir: string;
  /** By the wall clock: all begin together. */
  readonly at: number;
}

const nothing = (): void => undefined;
let give = nothing;

process.on('message', (call: RaceCall | 'give') => {
  if (call === 'give') {
    give();
    give = nothing;
    process.send?.('given');
    return;
  }
  const take = prepare(call);
  while (Date.now() < call.at);
  process.send?.(take());
});
process.send?.('ready');

function prepare({ what, dataDir }: RaceCall): () => boolean {
  switch (what) {
    case 'history': {
      const lock = createWriterLock(join(dataDir, 'history.lock'), Date.now);
      give = lock.give;
      return lock.take;
    }
    case 'restart':
      return () => {
        const taken = takeRestartLock(dataDir, 'portal', { service: 'api', startedAt: Date.now() });
        give = taken.ok ? taken.value : nothing;
        return taken.ok;
      };
    case 'folder':
      give = signOn(join(dataDir, 'history.db'));
      return () => useLockFolder(dataDir);
  }
}

/** One after the other; false: somebody else was in it too. */
function useLockFolder(dataDir: string): boolean {
  const inside = join(dataDir, 'inside');
  takeLockFolder(join(dataDir, 'history.db'), 10_000);
  try {
    closeSync(openSync(inside, 'wx'));
    for (const until = performance.now() + 2; performance.now() < until;);
    rmSync(inside);
    return true;
  } catch {
    return false;
  } finally {
    giveLockFolder(join(dataDir, 'history.db'));
  }
}
