import { renameSync, statSync } from 'node:fs';

/**
 * Moves a full file out of the way: `a.log` → `a.1.log` → `a.2.log`, of which the oldest is overwritten. `files` counts
 * the current one. Returns the bytes now in the current file. Never throws: a file that cannot be moved just grows on.
 */
export function rotateFile(path: string, limits: { readonly maxBytes: number; readonly files: number }): number {
  const bytes = sizeOf(path);
  if (bytes < limits.maxBytes) return bytes;
  try {
    for (let number = limits.files - 1; number >= 1; number -= 1) {
      const from = rotatedPath(path, number - 1);
      if (number === 1 || sizeOf(from) > 0) renameSync(from, rotatedPath(path, number));
    }
    return 0;
  } catch {
    return bytes;
  }
}

/** Number 0 is the current file. */
export function rotatedPath(path: string, number: number): string {
  return number === 0 ? path : path.replace(/(\.[^./\\]+)$/, `.${String(number)}$1`);
}

/** Zero where there is no such file, or it is a device. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
