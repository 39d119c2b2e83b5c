// Writes dist/SHA256SUMS and dist/SHA512SUMS, as `sha256sum -c` reads them, over what is handed out: `npm run checksums`.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inRoot } from './lib/root.mjs';
import { say, stopWith } from './lib/run.mjs';

const folder = path.resolve(process.argv[2] ?? inRoot('dist'));
// builder-debug.yml is electron-builder's own, everything else that lies here is for somebody to fetch.
const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && !/^(SHA\d+SUMS|builder-.*\.ya?ml)$/.test(entry.name))
  .map(({ name }) => name)
  .sort();
if (files.length === 0) stopWith(`There is nothing to sum up in ${folder}.`);
for (const algorithm of ['sha256', 'sha512']) {
  const lines = [];
  for (const name of files) lines.push(`${await digest(algorithm, path.join(folder, name))}  ${name}\n`);
  writeFileSync(path.join(folder, `${algorithm.toUpperCase()}SUMS`), lines.join(''));
}
say(`Checksums of ${files.length} files in ${folder}.`);

async function digest(algorithm, file) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
