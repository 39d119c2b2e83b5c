// Runs inside Electron: draws SVG files at given sizes with Chromium, the same engine that draws them in the window.
// Reads a list of { svg, size, png } from the file named by VIGIA_ICON_JOBS.
import { readFileSync, writeFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';

const jobs = JSON.parse(readFileSync(process.env.VIGIA_ICON_JOBS, 'utf8'));
app.disableHardwareAcceleration();
app.whenReady().then(() => renderAll().then(() => app.exit(0), fail));

async function renderAll() {
  // Off screen: so it works without a display too.
  const window = new BrowserWindow({ show: false, webPreferences: { offscreen: true } });
  await window.loadURL('about:blank');
  for (const { svg, size, png } of jobs) {
    const source = `data:image/svg+xml;base64,${readFileSync(svg).toString('base64')}`;
    const url = await window.webContents.executeJavaScript(`(${draw.toString()})(${JSON.stringify(source)}, ${size})`);
    writeFileSync(png, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  }
}

/** Runs in the page. */
async function draw(source, size) {
  const image = new Image(size, size);
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  canvas.getContext('2d').drawImage(image, 0, 0, size, size);
  return canvas.toDataURL('image/png');
}

function fail(error) {
  console.error(error);
  app.exit(1);
}
