import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** Changes whenever one of these files does, by name or content, or what else is given. */
export function hashFiles(files, also = '') {
  const hash = createHash('sha256').update(also);
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update('\0');
  return hash.digest('hex');
}
