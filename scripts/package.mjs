// Packs the application for this machine with the Electron at hand: `npm run package` makes dist/*-unpacked;
// `npm run package -- AppImage deb` makes those (electron-builder fetches the tools that it needs for them).
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';
import { run, say, stopWith } from './lib/run.mjs';

// What a shipped application must not be able to do, by the names that @electron/fuses reads.
const SEALED = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  OnlyLoadAppFromAsar: true,
};
const PLATFORM = { linux: '--linux', win32: '--win', darwin: '--mac' }[process.platform];

const targets = process.argv.slice(2);
const { electron } = await prepare({ system: null, electron: true, built: true });
if (electron === null) stopWith('There is no Electron to pack with.');
const code = await run(process.execPath, [
  inRoot('node_modules/electron-builder/cli.js'),
  PLATFORM,
  ...(targets.length === 0 ? ['dir'] : targets),
  '--publish=never',
  `--config.electronVersion=${electron.version}`,
  // The official one is fetched by electron-builder for each target; another is taken as it is.
  ...(electron.source === 'official' ? [] : [`--config.electronDist=${path.dirname(electron.path)}`]),
]);
if (code !== 0) stopWith('Packing failed.');
if (process.platform === 'linux') await checkSealed();

/** Electron-builder sets the fuses; this reads them back from the program that was made. */
async function checkSealed() {
  const folder = readdirSync(inRoot('dist')).find((name) => /^linux.*-unpacked$/.test(name));
  const program = inRoot('dist', folder, 'vigia');
  const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  const wrong = Object.entries(SEALED).filter(
    ([name, on]) => wire[FuseV1Options[name]] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
  );
  if (wrong.length > 0) stopWith(`The packed program is not sealed: ${wrong.map(([name]) => name).join(', ')}.`);
  say(`Packed: ${program}`);
}
