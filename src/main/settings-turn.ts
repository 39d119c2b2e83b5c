/** One process at a time reads the newest settings and writes what it changed in them: neither undoes the other's change. */
import { err, ok, type Result } from '../core/result';
import { isOthersSign, ownSign, takeLockFile } from './lock-file';
import { pause } from './pause';

const retryMs = 5;
/** Whoever holds it longer stands still; a save takes milliseconds. */
const patienceMs = 1_000;

/** `busy`: another process did not come to an end. Where no lock can be written, nothing can be saved either, and saying so is left to `act`. */
export function inSettingsTurn<T>(file: string, now: number, act: () => T): Result<T, 'busy'> {
  for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += retryMs) {
    const taken = takeLockFile({ file, content: ownSign(now), isHeld: (text) => isOthersSign(text, now) });
    if (taken.kind === 'unwritable') return ok(act());
    if (taken.kind === 'taken') {
      try {
        return ok(act());
      } finally {
        taken.give();
      }
    }
    pause(retryMs);
  }
  return err('busy');
}
