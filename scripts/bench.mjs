// What Vigía costs, as ratios measured in one run: `npm run bench`, or one part: `npm run bench -- ssh`, `-- tray`, `-- idle`, `-- fleet`,
// `-- window`, `-- logs`, `-- history`, `-- backfill`.
import { load } from './lib/load.mjs';
import { prepare } from './lib/prepare.mjs';
import { stopWith } from './lib/run.mjs';

const chosen = process.argv.slice(2);
const wants = (part) => chosen.length === 0 || chosen.includes(part);
const needsDesktop =
  wants('ssh') || wants('tray') || wants('idle') || wants('fleet') || wants('window') || wants('logs');
const { electron } = await prepare({
  system: needsDesktop ? 'tests' : null,
  electron: needsDesktop,
  built: wants('tray') || wants('idle') || wants('fleet') || wants('window'),
});
let exceeded = 0;

if (wants('ssh')) {
  const { compareSshRounds } = await load('test/bench/ssh-round.ts');
  const { cold, open } = await compareSshRounds();
  tell('SSH part of a round, cold, against ssh', cold.oursMs, cold.clientMs, 'ms', 1.3);
  tell('the same on an open connection, against ControlMaster', open.oursMs, open.clientMs, 'ms', 0.6);
}
if (wants('tray')) {
  const { compareFootprints } = await load('test/bench/tray-footprint.ts');
  const { bare, vigia } = await compareFootprints(electronFor('tray'));
  tell('time to tray, against a bare tray application', vigia.trayMs, bare.trayMs, 'ms', 1.3);
  tell('memory (PSS of all processes), against the same', vigia.memoryMb, bare.memoryMb, 'MB', 1.25);
}
if (wants('idle')) {
  const { compareIdle } = await load('test/bench/idle.ts');
  const idle = await compareIdle(electronFor('tray'));
  for (const [name, one] of Object.entries(idle)) {
    if (one === null) console.log(`  ${name}: not installed here (Debian's package of that name)`);
    else
      console.log(
        `  ${name}: ${one.cpuPercent.toFixed(3)} % of one core while nothing is due, ${one.memoryMb.toFixed(0)} MB`,
      );
  }
  const { cpuPercent } = idle.vigia;
  if (cpuPercent > 0.1) exceeded += 1;
  console.log(
    `idle between rounds: ${cpuPercent.toFixed(3)} % of one core (at most 0.1${cpuPercent > 0.1 ? ': EXCEEDED' : ''}), bare ${idle.bare.cpuPercent.toFixed(3)} %`,
  );
}
if (wants('fleet')) {
  const { measureFleet } = await load('test/bench/fleet.ts');
  const { servers, minutes, rounds, late, notCalm, cpuPercent, memoryMb } = await measureFleet(electronFor('tray'));
  if (cpuPercent > 5 || late > 0 || notCalm > 0) exceeded += 1;
  console.log(
    `${servers} servers for ${minutes} minutes: ${cpuPercent.toFixed(1)} % of one core (at most 5${cpuPercent > 5 ? ': EXCEEDED' : ''}), ${rounds} rounds, ${late} late (none may be), ${notCalm} not calm, ${memoryMb.toFixed(0)} MB`,
  );
}
if (wants('window')) {
  process.env.VIGIA_ELECTRON = electronFor('window');
  const { measureWindow } = await load('test/bench/window-open.ts');
  const { openMs, slowestMs, processesLeft } = await measureWindow();
  if (openMs > 300) exceeded += 1;
  console.log(`from the tray to the answer on the screen: ${openMs.toFixed(0)} ms (at most 300)`);
  console.log(`  the slowest: ${slowestMs.toFixed(0)} ms; processes left by closed windows: ${processesLeft}`);
}
if (wants('logs')) {
  process.env.VIGIA_ELECTRON = electronFor('window');
  const { measureLogWindow } = await load('test/bench/log-window.ts');
  const figures = await measureLogWindow();
  const { frames } = figures;
  tellMost('a million lines searched for a text', figures.textMs, 'ms', 500);
  tellMost('the same for a regular expression', figures.regexMs, 'ms', 500);
  console.log(`  decoded and searched plainly, in one thread: ${figures.plainMs.toFixed(0)} ms`);
  console.log(`  found: ${figures.matches.join(' and ')}; the million came in within ${seconds(figures.loadMs)}`);
  console.log(
    `held: ${figures.lines.toLocaleString('en')} lines, ${figures.megabytes} MB of text, window ${figures.memoryMb.toFixed(0)} MB`,
  );
  tellMost(
    `the longest frame while following ${figures.linesPerSecond.toFixed(0)} lines a second`,
    frames.max,
    'ms',
    50,
  );
  console.log(
    `  while nothing comes in: p99 ${figures.idle.p99.toFixed(1)} ms, the longest ${figures.idle.max.toFixed(0)} ms`,
  );
  console.log(
    `  ${frames.count} frames: p50 ${frames.p50.toFixed(1)} ms, p99 ${frames.p99.toFixed(1)} ms; longest task ${figures.longestTaskMs.toFixed(0)} ms`,
  );
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
if (wants('backfill')) {
  const { measureBackfill } = await load('test/bench/backfill.ts');
  for (const { what, size, ms, fourfoldMs } of measureBackfill())
    tell(
      `back-fill, ${what}: ${(4 * size).toLocaleString('en')} against ${size.toLocaleString('en')}`,
      fourfoldMs,
      ms,
      'ms',
      8,
    );
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

function electronFor(what) {
  if (electron === null) stopWith(`Without an Electron the ${what} cannot be measured.`);
  return electron.path;
}

function tell(what, ours, other, unit, limit) {
  const ratio = ours / other;
  if (ratio > limit) exceeded += 1;
  console.log(
    `${what}: ${ours.toFixed(0)} / ${other.toFixed(0)} ${unit} = ${ratio.toFixed(2)} (at most ${limit}${ratio > limit ? ': EXCEEDED' : ''})`,
  );
}

function tellMost(what, ours, unit, limit) {
  if (ours > limit) exceeded += 1;
  console.log(`${what}: ${ours.toFixed(0)} ${unit} (at most ${limit}${ours > limit ? ': EXCEEDED' : ''})`);
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
