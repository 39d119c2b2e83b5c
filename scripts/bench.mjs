// What Vigía costs, as ratios measured in one run: `npm run bench`, or one part: `npm run bench -- ssh`, `-- tray`, `-- history`, `-- logs`.
import { runnerImport } from 'vite';
import { isRoot } from './lib/display.mjs';
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';
import { run, stopWith } from './lib/run.mjs';

const chosen = process.argv.slice(2);
const wants = (part) => chosen.length === 0 || chosen.includes(part);
const needsDesktop = wants('ssh') || wants('tray') || wants('logs');
const { electron } = await prepare({
  system: needsDesktop ? 'tests' : null,
  electron: needsDesktop,
  built: wants('tray'),
});
if (needsDesktop && isRoot()) await run('mkdir', ['-p', '-m', '755', '/run/sshd']);
let exceeded = 0;

if (wants('ssh')) {
  const { compareSshRounds } = await load('test/bench/ssh-round.ts');
  const { cold, open } = await compareSshRounds();
  tell('SSH part of a round, cold, against ssh', cold.oursMs, cold.clientMs, 'ms', 1.3);
  tell('the same on an open connection, against ControlMaster', open.oursMs, open.clientMs, 'ms', 0.6);
}
if (wants('tray')) {
  if (electron === null) stopWith('Without an Electron the tray cannot be measured.');
  const { compareFootprints } = await load('test/bench/tray-footprint.ts');
  const { bare, vigia } = await compareFootprints(electron.path);
  tell('time to tray, against a bare tray application', vigia.trayMs, bare.trayMs, 'ms', 1.3);
  tell('memory (PSS of all processes), against the same', vigia.memoryMb, bare.memoryMb, 'MB', 1.3);
}
if (wants('history')) {
  const { compareHistory } = await load('test/bench/history.ts');
  const figures = compareHistory();
  const { plain } = figures;
  console.log(`history: ${figures.rows.toLocaleString('en')} measurements, SQLite: ${figures.driver}`);
  console.log(`built in ${seconds(figures.buildMs)}, as a plain table in ${seconds(figures.plainBuildMs)}`);
  tellLimit('opening the history view', figures.openMs, 'ms', 100, plain.openMs);
  console.log(`  the first time in a process: ${figures.openColdMs.toFixed(0)} ms`);
  tellLimit("a year's availability", figures.yearMs, 'ms', 50, plain.yearMs);
  tellLimit('one round on the disk', figures.roundMs, 'ms', 10, plain.roundMs);
  console.log(`  the slowest of them: ${figures.slowestRoundMs.toFixed(1)} ms`);
  tellLimit('size of a measurement', figures.bytesPerRow, 'bytes', 30, plain.bytesPerRow);
}
if (wants('logs')) {
  const { compareFirstLines, measureThroughput } = await load('test/bench/logs.ts');
  const { oursMs, clientMs } = await compareFirstLines();
  tell('the last 500 lines of 200 MB, against ssh … tail -n 500', oursMs, clientMs, 'ms', 1.3);
  const { lines, workMs, plainMs } = measureThroughput();
  // Of one processor, where 2,000 lines come in a second.
  const share = (workMs / lines) * 200;
  if (share > 5) exceeded += 1;
  console.log(
    `${lines.toLocaleString('en')} lines parsed, explained and folded: ${seconds(workMs)}, only split: ${seconds(plainMs)}; 2,000 in a second take ${share.toFixed(1)} % (at most 5 %${share > 5 ? ': EXCEEDED' : ''})`,
  );
}
process.exit(exceeded === 0 ? 0 : 1);

async function load(file) {
  return (await runnerImport(inRoot(file), { configFile: false, root: inRoot() })).module;
}

function tell(what, ours, other, unit, limit) {
  const ratio = ours / other;
  if (ratio > limit) exceeded += 1;
  console.log(
    `${what}: ${ours.toFixed(0)} / ${other.toFixed(0)} ${unit} = ${ratio.toFixed(2)} (at most ${limit}${ratio > limit ? ': EXCEEDED' : ''})`,
  );
}

function tellLimit(what, ours, unit, limit, plain) {
  if (ours > limit) exceeded += 1;
  console.log(
    `${what}: ${ours.toFixed(1)} ${unit} (at most ${limit}${ours > limit ? ': EXCEEDED' : ''}); plain sqlite3 ${plain.toFixed(1)}, ratio ${(ours / plain).toFixed(2)}`,
  );
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
