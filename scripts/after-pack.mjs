import { rm } from 'node:fs/promises';
import path from 'node:path';

/** electron-builder calls this after copying: Electron's default app is for development, a shipped application must not be able to load another. */
export default async function removeDefaultApp({ appOutDir }) {
  await rm(path.join(appOutDir, 'resources/default_app.asar'), { force: true });
}
