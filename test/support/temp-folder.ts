import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder {
  readonly path: string;
  remove(): void;
}

/** A new empty folder under the system's temporary folder; `remove` deletes it with all that is in it. */
export function createTempFolder(label = 'test'): TempFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `vigia-${label}-`)));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
    },
  };
}
