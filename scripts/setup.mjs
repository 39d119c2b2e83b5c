// Everything that Vigía needs to run from a checkout: npm packages, system libraries, an Electron. Does nothing where all is there.
import { prepare } from './lib/prepare.mjs';

const { electron } = await prepare({
  system: process.argv.includes('--tests') ? 'tests' : 'runtime',
  electron: true,
  built: false,
});
if (electron === null) process.exit(1);
