// Ten thousand rounds with random faults, and what is left of them in memory: `npm run soak`, or `npm run soak -- ROUNDS SEED SHARE`
// (SHARE: how many of the rounds go over real sockets, 0 to 1). Ends with a status other than 0 where something grows.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { load } from './lib/load.mjs';
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';

if (globalThis.gc === undefined) {
  await prepare({ system: null, electron: false, built: false });
  const args = ['--expose-gc', '--no-warnings', inRoot('scripts/soak.mjs'), ...process.argv.slice(2)];
  // In memory: ten thousand rounds would mostly wait for the disk.
  const env = existsSync('/dev/shm') ? { ...process.env, TMPDIR: '/dev/shm' } : process.env;
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1);
}
const [rounds = 10_000, seed = Date.now() % 1_000_000, realShare = 0.2] = process.argv.slice(2).map(Number);
const { runSoak } = await load('test/soak/soak.ts');
const judge = await load('test/soak/judge.ts');
console.log(`soak: ${rounds} rounds, seed ${seed}, ${(realShare * 100).toFixed(0)} % of them over real sockets`);
const startedMs = performance.now();
const result = await runSoak({
  rounds,
  seed,
  realShare,
  collect: () => globalThis.gc(),
  onProgress: (done) =>
    process.stderr.write(`\r${done} rounds, ${((performance.now() - startedMs) / 1000).toFixed(0)} s `),
});
process.stderr.write('\n');
console.log(
  `${result.rounds} rounds (${result.realRounds} over real sockets), ${result.faults} faults, ${result.notices} notices, ` +
    `${result.kept} rounds in the history, ${((performance.now() - startedMs) / 1000).toFixed(0)} s`,
);
const names = [...judge.memoryNames, ...judge.countNames];
const rows = names.map((name) => {
  const quarters = judge.toQuarters(result.samples, name);
  const show = (value) => (name.endsWith('Bytes') ? `${(value / 1e6).toFixed(1)} MB` : String(value));
  return [name.replace('Bytes', ''), ...quarters.map(show)];
});
for (const cells of [['median of', 'quarter 1', 'quarter 2', 'quarter 3', 'quarter 4'], ...rows])
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(12) : cell.padStart(10))).join(' '));
const grown = judge.findGrowth(result.samples, names);
console.log(
  grown.length === 0 ? 'nothing grows' : `GROWS: ${grown.map((name) => name.replace('Bytes', '')).join(', ')}`,
);
process.exit(grown.length === 0 ? 0 : 1);
