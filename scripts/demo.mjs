// Vigía watching a simulated portal: in the tray where there is a display, else in the terminal.
import { hasDisplay, isRoot } from './lib/display.mjs';
import { prepare } from './lib/prepare.mjs';
import { inRoot, root } from './lib/root.mjs';
import { becomeProgram, say } from './lib/run.mjs';

const args = process.argv.slice(2).filter((argument) => argument !== '--no-sandbox');
const graphical = hasDisplay() && !args.includes('--terminal');
const { electron } = await prepare({ system: graphical ? 'runtime' : null, electron: graphical, built: true });
if (graphical && electron !== null) startTray(electron.path);
else startTerminal(graphical ? 'without an Electron' : 'without a display');

function startTray(executable) {
  if (isRoot()) say("Running as root, so without Chromium's sandbox: fine for a look at the demo, not for daily use.");
  say(
    'The demo is starting: look for its icon in the tray. Faults can be switched on from its menu. Ctrl-C here ends it.',
  );
  becomeProgram(executable, [...(isRoot() ? ['--no-sandbox'] : []), root, '--demo', ...args]);
}

function startTerminal(why) {
  say(`The demo runs in this terminal (${why}).`);
  const rest = args.filter((argument) => argument !== '--terminal');
  becomeProgram(process.execPath, [inRoot('bin/vigia.mjs'), 'demo', ...rest]);
}
