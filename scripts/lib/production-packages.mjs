import { readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** Every package that ships with the application, by the lock file: `{ name, version, engines, license }`. */
export function productionPackages() {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== '' && !entry.dev && !entry.devOptional && !entry.optional)
    .map(([folder, entry]) => ({
      name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      engines: entry.engines?.node ?? '*',
      license: entry.license ?? olderLicenseField(folder),
    }));
}

/** npm takes only today's `license` into the lock file; some packages still say `licenses: [{ type }]`. */
function olderLicenseField(folder) {
  const { licenses = [] } = JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8'));
  return licenses.length === 1 ? licenses[0].type : 'not stated';
}
