import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { writeOneByte } from './one-byte.mjs';
import { inRoot, root } from './root.mjs';
import { run, say } from './run.mjs';

const STAMP = 'out/.sources';
const ALSO = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** Builds out/ where the sources have changed since it was built; false when that failed (the builder said why). */
export async function build({ force = false } = {}) {
  const sources = hashSources();
  if (!force && existsSync(inRoot(STAMP)) && readFileSync(inRoot(STAMP), 'utf8') === sources) return true;
  const startedAt = performance.now();
  rmSync(inRoot(STAMP), { force: true });
  // The builder's long list of files is shown only when something goes wrong.
  const code = await run(process.execPath, [
    inRoot('node_modules/electron-vite/bin/electron-vite.js'),
    'build',
    '--logLevel',
    'warn',
  ]);
  if (code !== 0) {
    say('The build failed.');
    return false;
  }
  writeOneByte(inRoot('out/main'));
  writeFileSync(inRoot(STAMP), sources);
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  return true;
}

/** Changes whenever the outcome of a build could: every source file and every file that steers the build. */
function hashSources() {
  const files = readdirSync(inRoot('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  return hashFiles([...files, ...ALSO]);
}
