import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'test/fixtures';

export function fixture(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** All text recordings of a folder. */
export function fixtures(name: string): readonly string[] {
  return readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => fixture(`${name}/${file}`));
}
