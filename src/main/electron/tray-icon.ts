import { join } from 'node:path';
import { nativeImage, Tray, type NativeImage } from 'electron';

/** Nothing is known yet. */
const firstIcon = 'no-data';

/** The icon is in the tray at once, grey; what it means is loaded after it. */
export function firstTray(assets: string, platform: NodeJS.Platform): Tray {
  return new Tray(loadTrayIcon(assets, firstIcon, platform));
}

/** `name` is a status, or a status and `-checking`; `assets` the application's folder of that name. */
export function loadTrayIcon(assets: string, name: string, platform: NodeJS.Platform): NativeImage {
  const path = (file: string): string => join(assets, 'tray', file);
  // Electron takes `…Template@2x.png` beside it by itself.
  if (platform === 'darwin') return nativeImage.createFromPath(path(`${name}Template.png`));
  if (platform === 'win32') return nativeImage.createFromPath(path(`${name}.ico`));
  // Panels draw 16 to 32 pixels and scale down better than up.
  const image = nativeImage.createFromPath(path(`${name}-32.png`));
  const double = nativeImage.createFromPath(path(`${name}-64.png`));
  if (!double.isEmpty()) image.addRepresentation({ scaleFactor: 2, buffer: double.toPNG() });
  return image;
}
