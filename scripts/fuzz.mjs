// Damaged inputs for everything that reads what comes from outside: `npm run fuzz`. `-- --cases 20000` for each reader,
// `--seed 7`, `--target "log lines"`.
import { parseArgs } from 'node:util';
import { load } from './lib/load.mjs';
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';

const { values } = parseArgs({
  options: { cases: { type: 'string' }, seed: { type: 'string' }, target: { type: 'string' } },
});
await prepare({ system: null, electron: false, built: false });
const { runFuzz, targetNames } = await load('test/fuzz/run-fuzz.ts');
if (values.target !== undefined && !targetNames.includes(values.target)) {
  console.error(`There is no target named "${values.target}"; there are:\n  ${targetNames.join('\n  ')}`);
  process.exit(1);
}
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}\n\n${'target'.padEnd(34)}   cases   slowest     peak`);
const rows = await runFuzz({
  seed,
  casesPerTarget: Number(values.cases ?? 4000),
  only: values.target ?? null,
  failures: inRoot('fuzz-failures'),
  processes: 2,
  onRow: (row) => {
    const figures = `${String(row.cases).padStart(7)}${`${row.slowestMs.toFixed(0)} ms`.padStart(10)}${`${row.peakMb.toFixed(0)} MB`.padStart(9)}`;
    console.log(`${row.target.padEnd(34)} ${figures}`);
    if (row.failure !== null) console.log(`  FAILED: ${row.failure}\n  the input: ${row.input}`);
  },
});
const failed = rows.filter(({ failure }) => failure !== null);
const cases = rows.reduce((sum, row) => sum + row.cases, 0);
console.log(`\n${cases.toLocaleString('en')} inputs, ${rows.length} readers, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
