// Pictures: every state of the window into screenshots/, and those of the README into docs/images/.
// `npm run screenshots -- PATTERN` takes only the states whose name fits, e.g. "answer.*es-dark"; "readme" the README's.
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';
import { run, stopWith } from './lib/run.mjs';

const [pattern] = process.argv.slice(2);
const { electron } = await prepare({ system: 'tests', electron: true, built: true });
if (electron === null) stopWith('There is no Electron to take pictures of.');
process.exitCode = await run(
  process.execPath,
  [
    inRoot('node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'screenshots',
    ...(pattern === 'readme' ? ['readme.shots.ts'] : []),
  ],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      VIGIA_ELECTRON: electron.path,
      ...(pattern === undefined ? {} : { VIGIA_SCREENSHOTS_ONLY: pattern }),
    },
  },
);
