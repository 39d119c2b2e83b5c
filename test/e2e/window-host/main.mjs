// An Electron that shows nothing by itself: the tests open the window in it, with a bridge of their own.
import { app } from 'electron';

app.on('window-all-closed', () => undefined);
