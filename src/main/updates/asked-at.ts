/** When newer versions were last asked for, over starts: a program that is started ten times a day asks once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../atomic-file';
import type { UpdatesDeps } from './updates';

export function createAskedAt(dataDir: string): UpdatesDeps['askedAt'] {
  const file = join(dataDir, 'updates.json');
  return {
    read: () => {
      try {
        const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
        const at = typeof kept === 'object' && kept !== null && 'askedAt' in kept ? kept.askedAt : null;
        return typeof at === 'number' && Number.isFinite(at) ? at : null;
      } catch {
        return null;
      }
    },
    write: (at) => {
      try {
        writeFileAtomic(file, `${JSON.stringify({ askedAt: at })}\n`);
      } catch {
        // Then it asks once more after the next start.
      }
    },
  };
}
