import { app, dialog } from 'electron';
import { createTranslator, pickLanguage } from '../../shared/i18n';
import type { DataFolderError } from '../data-folder';
import { describeDataFolder } from '../describe-data-folder';

/** Nothing can be kept there: said once, and ended. */
export function refuseFolder(error: DataFolderError, dataDir: string): void {
  const t = createTranslator({
    language: pickLanguage('system', app.getPreferredSystemLanguages()),
    now: Date.now,
    timeZone: 'UTC',
    address: 'neutral',
  });
  dialog.showErrorBox('Vigía', describeDataFolder(error, 'path' in error ? error.path : dataDir, t));
  app.exit(1);
}
