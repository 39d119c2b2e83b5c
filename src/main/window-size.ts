import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from './atomic-file';

const side = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(20_000));
const sizeSchema = v.object({ width: side, height: side });
export type WindowSize = v.InferOutput<typeof sizeSchema>;

/** Remembers how large she made the window. Not worth a word when it cannot. */
export interface WindowSizeStore {
  load(): WindowSize | null;
  save(size: WindowSize): void;
}

export function createWindowSizeStore(dataDir: string): WindowSizeStore {
  const path = join(dataDir, 'window.json');
  return {
    load: () => {
      try {
        const parsed = v.safeParse(sizeSchema, JSON.parse(readFileSync(path, 'utf8')));
        return parsed.success ? parsed.output : null;
      } catch {
        return null;
      }
    },
    save: (size) => {
      try {
        writeFileAtomic(path, `${JSON.stringify(size)}\n`);
      } catch {
        // The next window has the usual size.
      }
    },
  };
}
