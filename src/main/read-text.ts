import { readFileSync } from 'node:fs';

/** The text of a file, or null where there is none to be read. One that somebody else may have put there is read by bounded-file.ts. */
export function readTextOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
