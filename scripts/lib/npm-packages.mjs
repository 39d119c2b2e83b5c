import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from './root.mjs';
import { npmCommand, say } from './run.mjs';

// npm's names for: no name service, nobody there, no answer.
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/;
const STAMP = 'node_modules/.vigia-setup';

/** Installs the npm packages when they are absent or the lock file has changed; false when that failed (the reason was said). */
export async function ensureNpmPackages() {
  const lock = readFileSync(inRoot('package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (readIfThere(STAMP) === hash) return true;
  if (!isInstalled(JSON.parse(lock.toString('utf8')))) {
    const complaint = install();
    if (complaint !== null) {
      say(complaint);
      return false;
    }
  }
  writeFileSync(inRoot(STAMP), hash);
  return true;
}

/** Whether what npm wrote down about node_modules agrees with the lock file (someone may have run `npm ci` without us). */
function isInstalled(lock) {
  const installed = readIfThere('node_modules/.package-lock.json');
  if (installed === null) return false;
  const there = JSON.parse(installed).packages;
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    if (folder === '') return true;
    const found = there[folder];
    // Packages for other systems are optional and stay away.
    return found === undefined
      ? wanted.optional === true || wanted.devOptional === true
      : found.version === wanted.version;
  });
}

/** `npm ci`; one sentence when it fails, else null. */
function install() {
  say('Installing npm packages…');
  const npm = npmCommand();
  const args = [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retry-mintimeout=2000'];
  const done = spawnSync(npm.command, args, {
    cwd: root,
    shell: npm.shell,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (done.status === 0) return null;
  if (done.error?.code === 'ENOENT') {
    return 'npm was not found. Install Node.js with npm (20.19, 22.13, 24 or newer), then run this again.';
  }
  const said = String(done.stderr);
  if (NO_NETWORK.test(said)) {
    return 'The npm registry could not be reached, and Vigía needs its packages once. Connect to the network, then run this again.';
  }
  return `The npm packages could not be installed. npm says:\n${firstLines(said, 8)}`;
}

function firstLines(text, count) {
  return text.trim().split('\n').slice(0, count).join('\n');
}

function readIfThere(file) {
  return existsSync(inRoot(file)) ? readFileSync(inRoot(file), 'utf8') : null;
}
