import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BaseWindow, dialog, type OpenDialogOptions } from 'electron';
import type { FileChooser } from './history-handlers';

/** The system's own dialogs, over the window where it is open. */
export function createFileChooser(): FileChooser & {
  /** Whatever file, hidden ones too. */
  any(folder: string): Promise<string | null>;
} {
  let folder: string | null = null;
  return {
    async save({ name, title, extension }) {
      const options = {
        title,
        defaultPath: join(folder ?? documents(), name),
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      };
      const parent = BaseWindow.getAllWindows()[0];
      const { canceled, filePath } = await (parent === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      if (canceled || filePath === '') return null;
      folder = join(filePath, '..');
      // On Linux the dialog adds nothing to a name that she typed.
      return /\.[a-z]+$/i.test(filePath) ? filePath : `${filePath}.${extension}`;
    },
    async any(folder) {
      const options: OpenDialogOptions = { properties: ['openFile', 'showHiddenFiles'], defaultPath: folder };
      const parent = BaseWindow.getAllWindows()[0];
      const { filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return filePaths[0] ?? null;
    },
    async open({ title, extension }) {
      const options = {
        title,
        defaultPath: folder ?? documents(),
        properties: ['openFile' as const],
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      };
      const parent = BaseWindow.getAllWindows()[0];
      const { filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return filePaths[0] ?? null;
    },
  };
}

function documents(): string {
  try {
    return app.getPath('documents');
  } catch {
    return homedir();
  }
}
