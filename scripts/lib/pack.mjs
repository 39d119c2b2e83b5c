import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

// What a shipped application must not be able to do, by the names that @electron/fuses reads.
const SEALED = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
};
const PLATFORM = { linux: '--linux', win32: '--win', darwin: '--mac' };

/** Packs out/ with electron-builder into `output`. Null, or a sentence on what went wrong. */
export async function pack({ electron, targets, output = 'dist', platform = process.platform, env = process.env }) {
  const feed = env.VIGIA_UPDATES_URL;
  const code = await run(
    process.execPath,
    [
      inRoot('node_modules/electron-builder/cli.js'),
      PLATFORM[platform],
      ...targets,
      '--publish=never',
      `--config.directories.output=${output}`,
      `--config.electronVersion=${electron.version}`,
      ...(feed ? [`--config.publish.provider=generic`, `--config.publish.url=${feed}`] : []),
      // Without any signature nothing starts on Apple silicon; with one of nobody's it starts, and Gatekeeper asks.
      ...(platform === 'darwin' && !env.CSC_LINK && !env.CSC_NAME ? ['--config.mac.identity=-'] : []),
      // The official one is fetched by electron-builder for each target; another is taken as it is.
      ...(electron.source === 'official' ? [] : [`--config.electronDist=${path.dirname(electron.path)}`]),
    ],
    { env },
  );
  if (code !== 0) return 'Packing failed.';
  const program = packedProgram(output);
  if (program === null) return null;
  const open = await openFuses(program);
  return open.length === 0 ? null : `The packed program is not sealed: ${open.join(', ')}.`;
}

/** The program in the folder that was packed, on the systems whose folder is known; else null. */
export function packedProgram(output) {
  const folders = readdirSync(inRoot(output));
  const find = (pattern) => folders.find((name) => pattern.test(name));
  const [linux, windows, mac] = [find(/^linux.*-unpacked$/), find(/^win.*-unpacked$/), find(/^mac(-universal)?$/)];
  if (linux !== undefined) return inRoot(output, linux, 'vigia');
  if (windows !== undefined) return inRoot(output, windows, 'Vigia.exe');
  return mac === undefined ? null : inRoot(output, mac, 'Vigia.app');
}

/** Electron-builder sets the fuses; this reads them back from the program that was made. */
async function openFuses(program) {
  const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  return Object.entries(SEALED)
    .filter(([name, on]) => wire[FuseV1Options[name]] !== (on ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([name]) => name);
}
