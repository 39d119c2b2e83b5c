// The smallest application with a tray: what the test desktop is tried with.
import { app, Menu, nativeImage, Notification, Tray } from 'electron';
import path from 'node:path';

const STATUSES = ['calm', 'attention', 'down', 'no-data', 'maintenance'];
let tray;
app.whenReady().then(() => {
  const show = (name) => tray.setImage(nativeImage.createFromPath(path.resolve(`assets/tray/${name}-32.png`)));
  tray = new Tray(nativeImage.createEmpty());
  show('calm');
  tray.setToolTip('all is well');
  const fail = () => {
    show('down');
    tray.setToolTip('it fails');
    new Notification({ title: 'It fails', body: 'since just now' }).show();
  };
  const icons = STATUSES.flatMap((status) => [status, `${status}-checking`]).map((label) => ({
    label,
    click: () => show(label),
  }));
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Fail', click: fail },
      { type: 'separator' },
      { label: 'Never', enabled: false },
      { label: 'Icons', submenu: icons },
    ]),
  );
});
