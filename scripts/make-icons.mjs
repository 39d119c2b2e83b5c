// Draws every icon that the application ships from the SVG files in assets/icons. Run it after changing one, and commit what it makes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasDisplay } from './lib/display.mjs';
import { prepare } from './lib/prepare.mjs';
import { inRoot } from './lib/root.mjs';
import { run, stopWith } from './lib/run.mjs';
import { toIcns, toIco } from './icons/containers.mjs';

const STATUSES = ['calm', 'attention', 'down', 'no-data', 'maintenance'];
const TRAY_SIZES = [16, 20, 22, 24, 32, 44, 48, 64];
// What Windows asks for at 100 % to 400 %.
const TRAY_ICO_SIZES = [16, 20, 24, 32, 48, 64];
const APP_SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512, 1024];
const APP_ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
// Below this the drawing with fewer lines is the clearer one.
const SMALL_APP_ICON = 22;

const temporary = mkdtempSync(path.join(os.tmpdir(), 'vigia-icons-'));
const trayNames = STATUSES.flatMap((status) => [status, `${status}-checking`]);
for (const folder of ['tray', 'app']) {
  rmSync(inRoot('assets', folder), { recursive: true, force: true });
  mkdirSync(inRoot('assets', folder), { recursive: true });
}
await render([...trayJobs(), ...templateJobs(), ...appJobs()]);
for (const name of trayNames) {
  writeFileSync(inRoot('assets/tray', `${name}.ico`), toIco(TRAY_ICO_SIZES.map((size) => entry('tray', name, size))));
}
const appEntries = (sizes) => sizes.map((size) => entry('app', 'app', size));
writeFileSync(inRoot('assets/app/icon.ico'), toIco(appEntries(APP_ICO_SIZES)));
writeFileSync(inRoot('assets/app/icon.icns'), toIcns(appEntries(APP_SIZES)));
rmSync(temporary, { recursive: true });

function trayJobs() {
  return trayNames.flatMap((name) => TRAY_SIZES.map((size) => job(`tray-${name}`, size, `tray/${name}-${size}.png`)));
}

/** macOS takes 16 points, and the doubled file beside it on a Retina screen. */
function templateJobs() {
  return trayNames.flatMap((name) => [
    job(`tray-${name}Template`, 16, `tray/${name}Template.png`),
    job(`tray-${name}Template`, 32, `tray/${name}Template@2x.png`),
  ]);
}

function appJobs() {
  return APP_SIZES.map((size) =>
    job(size <= SMALL_APP_ICON ? 'app-icon-small' : 'app-icon', size, `app/app-${size}.png`),
  );
}

function job(drawing, size, file) {
  return { svg: inRoot('assets/icons', `${drawing}.svg`), size, png: inRoot('assets', file) };
}

function entry(folder, name, size) {
  return { size, png: readFileSync(inRoot('assets', folder, `${name}-${size}.png`)) };
}

async function render(jobs) {
  const { electron } = await prepare({ system: 'runtime', electron: true, built: false });
  if (electron === null) stopWith('The icons are drawn by Electron, and there is none.');
  const list = path.join(temporary, 'jobs.json');
  writeFileSync(list, JSON.stringify(jobs));
  const headless = hasDisplay() ? [] : ['--ozone-platform=headless'];
  const args = ['--no-sandbox', '--force-device-scale-factor=1', ...headless, inRoot('scripts/icons/render-main.mjs')];
  const code = await run(electron.path, args, { env: { ...process.env, VIGIA_ICON_JOBS: list }, timeoutMs: 60_000 });
  if (code !== 0) stopWith('The icons could not be drawn.');
}
