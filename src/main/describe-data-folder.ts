import type { Translator } from '../shared/i18n';
import type { DataFolderError } from './data-folder';

/** The same sentence on the terminal and in the box of the tray application. */
export function describeDataFolder(error: DataFolderError, path: string, t: Translator): string {
  const isOthers = error.kind === 'not-own' || error.kind === 'open-to-others';
  return isOthers ? t.text(`cli.error.dataDir.${error.kind}`, { path }) : t.text('cli.error.dataDir', { path });
}
