import { app, dialog } from 'electron';
import { createTranslator, pickLanguage } from '../../shared/i18n';

/** Nothing can be kept there: said once, and ended. */
export function refuseFolder(path: string): void {
  const t = createTranslator({
    language: pickLanguage('system', app.getPreferredSystemLanguages()),
    now: Date.now,
    timeZone: 'UTC',
    address: 'neutral',
  });
  dialog.showErrorBox('Vigía', t.text('cli.error.dataDir', { path }));
  app.exit(1);
}
