/** electron-updater behind our port. Loaded when it is asked for the first time: the library is on nobody's way before. */
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { UpdateInstaller } from '../../core/update-policy';
import { stageImage, startAfterUs, type StagedImage } from '../updates/app-image';
import type { Updater } from '../updates/updates';

export interface UpdaterOptions {
  readonly by: UpdateInstaller;
  /** Where newer versions are, as electron-builder wrote it. */
  readonly feedFile: string;
  /** The file that an AppImage was started from. */
  readonly image: string;
  /** Where what is fetched lies, below a folder of the library's own. */
  readonly cacheDir: string;
  /** What to start the new one with. */
  readonly args: readonly string[];
  readonly log: (line: string) => void;
}

export async function loadUpdater({ by, feedFile, image, cacheDir, args, log }: UpdaterOptions): Promise<Updater> {
  const library = await import('electron-updater');
  const { AppImageUpdater, CancellationToken, MacUpdater, NsisUpdater } = library.default;
  const make: Readonly<Record<UpdateInstaller, () => AppUpdater>> = {
    appimage: () => new AppImageUpdater(),
    mac: () => new MacUpdater(),
    nsis: () => new NsisUpdater(),
  };
  const updater = make[by]();
  const say = (line: unknown): void => {
    log(`update: ${String(line).split('\n')[0] ?? ''}`);
  };
  updater.logger = { info: () => undefined, warn: say, error: () => undefined };
  updater.updateConfigPath = feedFile;
  // Beside her data, so that nothing is left elsewhere when it is removed. On Windows it stays where the set-up program has
  // put itself, of which the library fetches only what differs; there the removal takes it away (installer.nsh).
  if (by !== 'nsis') Object.defineProperty(updater['app'], 'baseCachePath', { value: cacheDir });
  // Whether this copy may is decided by update-policy.ts.
  updater.forceDevUpdateConfig = true;
  updater.autoDownload = false;
  updater.allowPrerelease = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // An AppImage is replaced by ourselves.
  updater.autoInstallOnAppQuit = by !== 'appimage';

  let staged: StagedImage | null = null;
  let isWanted = false;
  app.on('quit', () => {
    takePlace();
  });
  function takePlace(): void {
    if (staged === null || !isWanted) return;
    try {
      staged.takePlace();
    } catch (error) {
      say(error);
      staged.drop();
    }
    staged = null;
  }

  return {
    find: async () => {
      const found = await updater.checkForUpdates();
      return found?.isUpdateAvailable === true ? found.updateInfo.version : null;
    },
    download: async (signal) => {
      const token = new CancellationToken();
      signal.addEventListener('abort', () => {
        token.cancel();
      });
      if (signal.aborted) token.cancel();
      const [file] = await updater.downloadUpdate(token);
      if (by === 'appimage' && file !== undefined && !signal.aborted) staged = await stageImage(file, image);
    },
    keep: (wanted) => {
      isWanted = wanted;
      if (by !== 'appimage') updater.autoInstallOnAppQuit = wanted;
    },
    restart: () => {
      if (by === 'appimage') {
        startAfterUs(image, args, process.env);
        app.quit();
      } else updater.quitAndInstall(true, true);
    },
  };
}
