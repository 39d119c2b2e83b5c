import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { pack } from './pack.mjs';
import { inRoot } from './root.mjs';
import { capture, run, say } from './run.mjs';

// Beside the packages that are handed out, and never among them.
const OUTPUT = 'dist/tests';
const STAMP = path.join(OUTPUT, '.made');
const STEERING = [
  'out/.sources',
  'electron-builder.yml',
  'package.json',
  'package-lock.json',
  'scripts/after-pack.mjs',
];
const PACKAGING = ['scripts/packaging', 'assets/app', 'assets/tray'];

/**
 * Makes the packages that the tests try, where something has changed since: tar.gz, and deb and rpm where they can be made.
 * Answers `{ sealed, debuggable, folder }`: the program out of the tar.gz as it is handed out, and a copy of it whose only
 * difference is the fuse that Playwright needs (one byte); or null, and why was said.
 */
export async function ensurePackaged(electron) {
  const startedAt = performance.now();
  const stamp = hashInputs(electron);
  if (!existsSync(inRoot(STAMP)) || readFileSync(inRoot(STAMP), 'utf8') !== stamp) {
    rmSync(inRoot(OUTPUT), { recursive: true, force: true });
    const problem =
      (await pack({ electron, targets: targetsHere(), output: OUTPUT, env: packEnv() })) ?? (await unpack());
    if (problem !== null) {
      say(problem);
      return null;
    }
    writeFileSync(inRoot(STAMP), stamp);
    say(`Packed for the tests in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  }
  return {
    folder: inRoot(OUTPUT),
    sealed: inRoot(OUTPUT, 'sealed/vigia'),
    debuggable: inRoot(OUTPUT, 'debuggable/vigia'),
  };
}

/** The tools by which the packages are made without a download; those that are missing. */
export function missingPackers() {
  return ['7za', 'xz'].filter((tool) => !has(tool));
}

function targetsHere() {
  return ['tar.gz', ...(has('dpkg-deb') ? ['deb'] : []), ...(has('rpmbuild') ? ['rpm'] : [])];
}

function has(tool) {
  return capture('sh', ['-c', `command -v ${tool}`]) !== null;
}

/** electron-builder would fetch its own packers. */
function packEnv() {
  return {
    ...process.env,
    ELECTRON_BUILDER_7ZIP_PATH: capture('sh', ['-c', 'command -v 7za'])?.trim(),
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
    CUSTOM_FPM_PATH: inRoot('test/support/fpm-shim.sh'),
  };
}

async function unpack() {
  const archive = readdirSync(inRoot(OUTPUT)).find((name) => name.endsWith('.tar.gz'));
  mkdirSync(inRoot(OUTPUT, 'sealed'));
  const code = await run('tar', [
    '-xzf',
    inRoot(OUTPUT, archive),
    '-C',
    inRoot(OUTPUT, 'sealed'),
    '--strip-components=1',
  ]);
  if (code !== 0) return 'The packed archive could not be unpacked.';
  await makeDebuggable();
  return null;
}

async function makeDebuggable() {
  const [from, to] = [inRoot(OUTPUT, 'sealed'), inRoot(OUTPUT, 'debuggable')];
  cpSync(from, to, { recursive: true });
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(path.join(to, 'vigia'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

function hashInputs({ path: program, version }) {
  const folders = PACKAGING.flatMap((folder) => readdirSync(inRoot(folder)).map((name) => path.join(folder, name)));
  return hashFiles([...STEERING, ...folders.sort(), 'test/support/fpm-shim.sh'], `${program} ${version}\0`);
}
