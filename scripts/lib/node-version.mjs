import { readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** One sentence when this Node is too old, else null. */
export function complainAboutNode() {
  const floor = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.node.replace('>=', '');
  const [wantedMajor, wantedMinor] = floor.split('.').map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOldEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return isOldEnough
    ? null
    : `Vigía needs Node.js ${floor} or newer; this is ${process.versions.node}. Install a newer one, then run this again.`;
}
