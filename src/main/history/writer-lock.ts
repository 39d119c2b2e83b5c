import { isOthersSign, ownSign, takeLockFile } from '../lock-file';

export interface WriterLock {
  /** True also where it is held already. Asked at each need: the file may have been taken away since. */
  take(): boolean;
  isHeld(): boolean;
  give(): void;
}

/**
 * Who writes the history: the tray application or `vigia watch`, whoever came first. It keeps two of them from writing
 * down the same rounds; the file itself is kept whole by SQLite's locks.
 */
export function createWriterLock(file: string, now: () => number): WriterLock {
  let held: { isMine(): boolean; give(): void } | null = null;
  const isHeld = (): boolean => held?.isMine() === true;
  return {
    take: () => {
      if (isHeld()) return true;
      const taken = takeLockFile({ file, content: ownSign(now()), isHeld: (text) => isOthersSign(text, now()) });
      held = taken.kind === 'taken' ? taken : null;
      // A full disk: then nothing can be written anyway, and that is told there.
      return taken.kind !== 'held';
    },
    isHeld,
    give: () => {
      held?.give();
      held = null;
    },
  };
}
