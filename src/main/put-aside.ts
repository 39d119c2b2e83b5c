import { constants, copyFileSync, existsSync } from 'node:fs';
import { err, ok, type Result } from '../core/result';
import { removeQuietly, systemReason } from './atomic-file';

/**
 * Copies a damaged file to `<name>.damaged-<moment>.json` beside it, never over an earlier one, and returns the new path.
 * A copy and not a rename: whoever is killed before the good content is written finds the damage again, not nothing.
 */
export function putAside(path: string, at: number): Result<string, string> {
  const moment = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[:-]/g, '');
  const base = `${path.replace(/\.json$/, '')}.damaged-${moment}`;
  let target = `${base}.json`;
  for (let number = 2; existsSync(target); number += 1) target = `${base}-${String(number)}.json`;
  try {
    copyFileSync(path, target, constants.COPYFILE_EXCL);
    return ok(target);
  } catch (error) {
    removeQuietly(target);
    return err(systemReason(error));
  }
}
