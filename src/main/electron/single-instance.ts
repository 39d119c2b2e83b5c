import { join } from 'node:path';
import { app } from 'electron';

/**
 * One tray application per data folder. Call before 'ready' and before anything else touches the folder: Electron's lock
 * lies in `userData`. False: another one runs and was told to show its window; end with `app.exit(0)` at once.
 */
export function takeInstanceLock(dataDir: string, onSecondStart: (argv: readonly string[]) => void): boolean {
  app.setPath('userData', dataDir);
  // Chromium's own files stay out of the way of ours.
  app.setPath('sessionData', join(dataDir, 'chromium'));
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => {
    onSecondStart(argv);
  });
  return true;
}
