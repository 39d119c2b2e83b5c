// Loads `electron [-r MODULE] FOLDER|FILE [ARG…]` in a runtime that comes without Electron's own default app.
// An ES module with top-level await on purpose: Electron holds 'ready' back until this module has settled, so that the
// application is loaded before 'ready', as it is when packaged. A CommonJS module calling import() would load it after.
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const { preloads, target } = readArguments(process.argv.slice(1));
const require = Module.createRequire(import.meta.url);
for (const module of preloads) require(module);
if (target === null) {
  console.error('usage: electron [-r MODULE] FOLDER|FILE [ARG…]');
  process.exit(1);
}
await load(path.resolve(target));

function readArguments(args) {
  const preloads = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === '-r' || argument === '--require') preloads.push(args[(at += 1)]);
    else if (argument === '-v' || argument === '--version') printAndExit(`v${process.versions.electron}`);
    else if (argument === '-a' || argument === '--abi') printAndExit(process.versions.modules);
    else if (argument.startsWith('--app=')) return { preloads, target: argument.slice('--app='.length) };
    else if (!argument.startsWith('-')) return { preloads, target: argument };
  }
  return { preloads, target: null };
}

function printAndExit(text) {
  console.log(text);
  process.exit(0);
}

async function load(folder) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const manifest = path.join(folder, 'package.json');
  const isFolder = existsSync(manifest);
  if (isFolder) takeNames(JSON.parse(readFileSync(manifest, 'utf8')));
  try {
    const main = Module._resolveFilename(folder, null, true);
    app.setAppPath(isFolder ? folder : path.dirname(main));
    await import(pathToFileURL(main).href);
  } catch (error) {
    console.error('The application failed while loading');
    console.error(error?.stack ?? error);
    process.exit(1);
  }
}

function takeNames(manifest) {
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.productName || manifest.name) app.name = manifest.productName || manifest.name;
  app.setDesktopName?.(manifest.desktopName || `${app.name}.desktop`);
}
