import { build } from './build.mjs';
import { isRoot } from './display.mjs';
import { ensureElectron } from './electron.mjs';
import { linkCommand } from './link-command.mjs';
import { complainAboutNode } from './node-version.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { run, say, stopWith } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * All that has to be there before something can run, got in order and only where it is missing.
 * `system` is null, 'runtime' or 'tests'; `electron` false leaves Electron out (the command line needs none); `built` false does not build.
 * Answers `{ electron }` (null without one) or ends the process with a sentence.
 */
export async function prepare({ system, electron, built }) {
  const complaint = complainAboutNode();
  if (complaint !== null) stopWith(complaint);
  if (!(await ensureNpmPackages())) process.exit(1);
  linkCommand();
  if (system !== null) await prepareSystem(system);
  // sshd started by root wants this folder, which its service would make.
  if (system === 'tests' && isRoot() && process.platform === 'linux')
    await run('mkdir', ['-p', '-m', '755', '/run/sshd']);
  const runtime = electron ? await ensureElectron() : null;
  if (runtime !== null) say(`Electron ${runtime.version} (${runtime.source}).`);
  if (built && !(await build())) process.exit(1);
  return { electron: runtime };
}

async function prepareSystem(system) {
  const { ok, command } = await ensureSystemPackages(system);
  if (ok) return;
  const purpose = system === 'tests' ? 'The tests need' : 'The application needs';
  say(`${purpose} system packages that are not installed. To install them:\n\n    ${command}\n`);
}
