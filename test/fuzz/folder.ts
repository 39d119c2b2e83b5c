import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A path in the folder of this run, which is removed after it. */
export function inFolder(name: string): string {
  const folder = join(process.env['VIGIA_FUZZ_FOLDER'] ?? '.', String(process.pid));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, name);
}
