/** The updates of this very program, wired: what it is, what may be in the way, and where the library is loaded. */
import { join } from 'node:path';
import { app } from 'electron';
import type { MonitorState } from '../../core/monitor-state';
import { updateObstacle } from '../../core/update-policy';
import type { Clock } from '../clock';
import { programFile } from '../login-start/login-start';
import { createAskedAt } from '../updates/asked-at';
import { feedFileOf, policyFileOf, readUpdatePlace } from '../updates/place';
import { createUpdates, type Updates } from '../updates/updates';

export interface AppUpdatesOptions {
  readonly clock: Clock;
  readonly dataDir: string;
  readonly isDemo: boolean;
  readonly isOn: () => boolean;
  readonly getState: () => MonitorState;
  readonly isDrill: () => boolean;
  /** Also by the command line. */
  readonly isOrdered: (serverId: string) => boolean;
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

export function createAppUpdates(options: AppUpdatesOptions): Updates {
  const { clock, dataDir, isDemo, isOrdered, log } = options;
  const { platform, env, execPath, resourcesPath, argv } = process;
  const policyFile = policyFileOf(platform, env);
  return createUpdates({
    clock,
    place: readUpdatePlace({ platform, env, execPath, resourcesPath, isPackaged: app.isPackaged, isDemo, policyFile }),
    isOn: options.isOn,
    obstacle: () => updateObstacle(options.getState(), { at: clock.now(), isDrill: options.isDrill(), isOrdered }),
    askedAt: createAskedAt(dataDir),
    load: async (by) => {
      const { loadUpdater } = await import('./updater');
      const image = programFile({ platform, env, execPath });
      const cacheDir = join(dataDir, 'updates');
      return loadUpdater({ by, feedFile: feedFileOf(resourcesPath), image, cacheDir, args: argv.slice(1), log });
    },
    random: Math.random,
    onChange: options.onChange,
    log,
  });
}
