// The real application, from the checkout: `npm start -- --data-dir DIR`.
import { hasDisplay, isRoot } from './lib/display.mjs';
import { prepare } from './lib/prepare.mjs';
import { root } from './lib/root.mjs';
import { becomeProgram, stopWith } from './lib/run.mjs';

const args = process.argv.slice(2);
if (!hasDisplay())
  stopWith('There is no display here to show a tray on. In a terminal, use: node bin/vigia.mjs --help');
if (isRoot() && !args.includes('--no-sandbox')) {
  stopWith(
    'As root, Chromium has no sandbox, and Vigía does not switch it off by itself. Start it as an ordinary user, or, on a machine for tests: npm start -- --no-sandbox',
  );
}
const { electron } = await prepare({ system: 'runtime', electron: true, built: true });
if (electron === null) stopWith('Without an Electron only the command line works: node bin/vigia.mjs --help');
// Electron takes its own switches before the application's folder.
const own = args.filter((argument) => argument === '--no-sandbox');
becomeProgram(electron.path, [...own, root, ...args.filter((argument) => !own.includes(argument))]);
