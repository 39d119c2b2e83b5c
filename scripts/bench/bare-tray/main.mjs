// The least that a tray application on Electron can be: what Vigía's memory and start are compared with.
import { app, Menu, nativeImage, Tray } from 'electron';
import { fileURLToPath } from 'node:url';

let tray;
app.whenReady().then(() => {
  tray = new Tray(
    nativeImage.createFromPath(fileURLToPath(new URL('../../../assets/tray/calm-32.png', import.meta.url))),
  );
  tray.setToolTip('bare');
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
});
