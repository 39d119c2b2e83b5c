// All tests, or the parts that are named: `npm test`, `npm test -- core shell`. The last line is `N passed, N failed, N skipped`.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensurePackaged, missingPackers } from './lib/packaged.mjs';
import { prepare } from './lib/prepare.mjs';
import { hasInRoot, inRoot } from './lib/root.mjs';
import { ensureNewerNode } from './lib/newer-node.mjs';
import { capture, run, say, stopWith } from './lib/run.mjs';

const VITEST = inRoot('node_modules/vitest/vitest.mjs');
// The parts whose libraries meet something else in Electron: another crypto (BoringSSL), and a file in WebAssembly.
const ELECTRON_FOLDERS = ['test/main/ssh', 'test/main/probes', 'test/main/history'];
// What runs on another SQLite where the runtime has its own: Node 24 stands for Electron 45.
const NEWER_NODE_FOLDERS = ['test/main/history'];
const PARTS = ['core', 'shell', 'electron', 'node24', 'packaged', 'e2e', 'faults'];
// Started once more from the checkout, where all others start the packed program.
const ALSO_FROM_CHECKOUT = 'test/e2e/first-run.test.ts';

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) stopWith(`There is no part named ${unknown.join(', ')}; there are: ${PARTS.join(', ')}.`);
const parts = chosen.length === 0 ? PARTS : PARTS.filter((part) => chosen.includes(part));

const newerNode = parts.includes('node24') ? await ensureNewerNode() : null;
const onlyCore = parts.every((part) => part === 'core');
const { electron } = await prepare({ system: onlyCore ? null : 'tests', electron: !onlyCore, built: !onlyCore });
const packaged = parts.includes('packaged') && obstacleFor('packaged') === null ? await ensurePackaged(electron) : null;
const temporary = mkdtempSync(path.join(os.tmpdir(), 'vigia-test-'));
const tallies = [];
for (const part of parts) {
  console.log(`\n— ${part} —`);
  tallies.push(await runPart(part));
}
rmSync(temporary, { recursive: true, force: true });
report(tallies);

function runPart(part) {
  const obstacle = obstacleFor(part);
  if (obstacle !== null) return skipWhole(part, obstacle);
  if (part === 'node24') return runVitest(part, newerNode, ['--project', 'shell', ...NEWER_NODE_FOLDERS], {});
  if (part === 'packaged' && packaged === null) return { passed: 0, failed: 1, skipped: [] };
  if (part === 'packaged') return runVitest(part, process.execPath, ['--project', part], packagedEnv());
  if (part === 'e2e') return runE2e();
  if (part !== 'electron') return runVitest(part, process.execPath, ['--project', part], {});
  const folders = ELECTRON_FOLDERS.filter((folder) => hasInRoot(folder));
  return runVitest(part, electron.path, ['--project', 'shell', ...folders], { ELECTRON_RUN_AS_NODE: '1' });
}

/** What starts the real application starts it packed, where it was packed. */
async function runE2e() {
  const whole = await runVitest('e2e', process.execPath, ['--project', 'e2e'], packagedEnv());
  if (packaged === null) return whole;
  const again = await runVitest('e2e-checkout', process.execPath, ['--project', 'e2e', ALSO_FROM_CHECKOUT], {});
  return add(whole, again);
}

function packagedEnv() {
  if (packaged === null) return {};
  return {
    VIGIA_PACKAGES: packaged.folder,
    VIGIA_SEALED: packaged.sealed,
    VIGIA_PACKAGED: packaged.debuggable,
  };
}

function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: [...one.skipped, ...other.skipped],
  };
}

/** Why a part cannot run here, or null. */
function obstacleFor(part) {
  if (part === 'core' || part === 'shell') return null;
  if (part === 'node24') return newerNode === null ? 'no Node 24 could be had here' : null;
  if (electron === null) return 'no Electron could be had here';
  if (part === 'electron') return null;
  if (process.platform !== 'linux') return 'the test desktop is for Linux';
  const desktop = ['Xvfb', 'dbus-daemon', 'xfce4-panel', 'openbox', 'import'].filter(
    (tool) => capture('sh', ['-c', `command -v ${tool}`]) === null,
  );
  const absent = [...desktop, ...(part === 'packaged' ? missingPackers() : [])];
  return absent.length === 0 ? null : `not installed: ${absent.join(', ')}`;
}

async function runVitest(part, command, args, env) {
  const file = path.join(temporary, `${part}.json`);
  const reporters = ['--reporter=default', `--reporter=${inRoot('scripts/lib/vitest-tally.mjs')}`];
  const code = await run(command, [VITEST, 'run', ...args, ...reporters], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env, VIGIA_TALLY: file, ...(electron === null ? {} : { VIGIA_ELECTRON: electron.path }) },
  });
  if (!existsSync(file)) {
    say(`The tests of ${part} did not get as far as running (exit code ${code}).`);
    return { passed: 0, failed: 1, skipped: [] };
  }
  const tally = JSON.parse(readFileSync(file, 'utf8'));
  // The runner's word counts too: it may have failed after the last test.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** Every test of a part that cannot run is counted, and says why. */
function skipWhole(part, reason) {
  const folders = { electron: ELECTRON_FOLDERS, node24: NEWER_NODE_FOLDERS }[part];
  const args = [VITEST, 'list', '--json', '--project', folders === undefined ? part : 'shell', ...(folders ?? [])];
  const listed = JSON.parse(capture(process.execPath, args) ?? '[]');
  return { passed: 0, failed: 0, skipped: listed.map(({ name }) => ({ title: `${part}: ${name}`, reason })) };
}

function report(all) {
  const skipped = all.flatMap((tally) => tally.skipped);
  if (skipped.length > 0) console.log('\nSkipped:');
  for (const { title, reason } of skipped) console.log(`  ${title}: ${reason}`);
  const passed = sum(all, (tally) => tally.passed);
  const failed = sum(all, (tally) => tally.failed);
  if (passed + failed === 0) console.log('\nNo test ran.');
  console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function sum(all, of) {
  return all.reduce((total, tally) => total + of(tally), 0);
}
