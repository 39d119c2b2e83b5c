// Everything that may break, and what became of it: `npm run test:faults`. Ends with a status other than 0 where a fault was not survived.
// Some only: `npm run test:faults -- network disk`.
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const chosen = process.argv.slice(2).map((name) => `test/faults/${name}`);
const { electron } = await prepare({ system: 'tests', electron: true, built: true });
const table = inRoot('scripts/lib/vitest-faults.mjs');
const args = ['run', '--project', 'faults', '--reporter=default', `--reporter=${table}`, ...chosen];
process.exitCode = await run(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), ...args], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, VIGIA_ALL_FAULTS: '1', ...(electron === null ? {} : { VIGIA_ELECTRON: electron.path }) },
});
