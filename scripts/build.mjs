// Builds out/ (main, command line, preload, window); `--force` builds even where nothing has changed.
import { build } from './lib/build.mjs';
import { prepare } from './lib/prepare.mjs';

await prepare({ system: null, electron: false, built: false });
if (!(await build({ force: process.argv.includes('--force') }))) process.exit(1);
