// Every package that ships must run on the oldest Node that we promise, and under a licence that lets us ship it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from './lib/root.mjs';
import { productionPackages } from './lib/production-packages.mjs';

const { minVersion, satisfies } = createRequire(inRoot('package.json'))('semver');
const LICENSES = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  // argparse, under electron-updater: permissive, compatible with the GPL.
  'Python-2.0',
  '(MIT OR CC0-1.0)',
]);

const floor = minVersion(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.node);
const packages = productionPackages();
const complaints = packages.flatMap(({ name, version, engines, license }) => [
  ...(satisfies(floor, engines) ? [] : [`${name} ${version} wants Node ${engines}; we promise ${floor.version}`]),
  ...(LICENSES.has(license) ? [] : [`${name} ${version} has the licence "${license}", which is not on our list`]),
]);
for (const complaint of complaints) console.log(`engines: ${complaint}`);
console.log(
  `engines: ${packages.length} packages ship; ${complaints.length === 0 ? `all run on Node ${floor.version}` : `${complaints.length} complaints`}`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
