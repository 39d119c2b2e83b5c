import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';

/** Makes `npx vigia` (and scripts in package.json) find this checkout's own command, which npm links only for other packages. */
export function linkCommand() {
  const folder = inRoot('node_modules/.bin');
  mkdirSync(folder, { recursive: true });
  if (process.platform === 'win32')
    return writeIfChanged(path.join(folder, 'vigia.cmd'), '@node "%~dp0\\..\\..\\bin\\vigia.mjs" %*\r\n');
  const link = path.join(folder, 'vigia');
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) {
    if (existsSync(link)) return;
    rmSync(link, { force: true });
  }
  symlinkSync('../../bin/vigia.mjs', link);
}

function writeIfChanged(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
