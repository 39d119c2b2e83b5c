import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout; every script works from any folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** An absolute path inside the checkout. */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}

/** Whether something is there, relative to the checkout. */
export function hasInRoot(...parts) {
  return existsSync(inRoot(...parts));
}
