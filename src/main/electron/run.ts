/**
 * The application, and what takes its place in the same process, with the same icon: the demonstration for as long as she
 * looks at it, over a folder of its own of which nothing is left; and itself anew, over data that she restored.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, type Tray } from 'electron';
import { faultText } from '../fault-text';
import { startApplication, type Application, type ApplicationOptions } from './application';
import { startPortal, type Demo, type DemoLook } from './demo';
import { endSoon } from './quit';
import { renewWithoutHelpers } from './renew';
import { createSuccession } from './succession';

export type Shown = Pick<Application, 'show'>;

interface StartOptions {
  readonly dataDir: string;
  readonly isDemo: boolean;
  readonly isHidden: boolean;
  readonly tray: Tray;
}

export async function startVigia({ dataDir, isDemo, isHidden, tray }: StartOptions): Promise<Shown> {
  const succession = createSuccession({
    start: startApplication,
    onFailed: (error) => {
      // Without this, an icon would stay that watches nothing.
      process.stderr.write(`Vigía could not start: ${faultText(error)}\n`);
      app.exit(1);
    },
  });
  const visited = new Set<string>();

  let replaceProblem: string | null = null;
  /** Nobody has the data open while they are replaced. */
  const replace = (act: () => string | null): void => {
    if (!succession.claim()) return;
    // Her click is answered first, by the application that she made it in.
    setImmediate(() => {
      void succession.turnTo((left) => {
        replaceProblem = act();
        return own('settings-data', left);
      });
    });
  };

  const own = (opens: ApplicationOptions['opens'], replaces: BrowserWindow | null): ApplicationOptions => ({
    dataDir,
    demo: isDemo ? async () => ({ portal: await startPortal(dataDir), look: null, leave: null }) : null,
    visitDemo,
    data: { replace, replaceProblem },
    opens,
    tray,
    replaces,
  });

  async function visitDemo(look: DemoLook): Promise<boolean> {
    if (!succession.claim()) return false;
    // Before anything is given up for it.
    const begun = await beginVisit(visited);
    if (begun === null) {
      succession.release();
      return false;
    }
    const { folder, portal } = begun;
    const leave = (): void => {
      if (!succession.claim()) return;
      void succession
        .turnTo((replaces) => own('as-needed', replaces))
        .then(() => {
          removeFolder(folder);
        });
    };
    const demo: Demo = { portal, look, leave };
    // Her click is answered first, by the application that she made it in.
    setImmediate(() => {
      void succession.turnTo((replaces) => ({
        ...own('answer', replaces),
        dataDir: folder,
        demo: () => Promise.resolve(demo),
        visitDemo: () => Promise.resolve(false),
      }));
    });
    return true;
  }

  app.on('before-quit', () => {
    succession.quit();
    tray.destroy();
    endSoon();
  });
  // What was still on its way when a visit ended may have been written after it.
  process.on('exit', () => {
    for (const folder of visited) removeFolder(folder);
  });
  succession.claim();
  await succession.turnTo(() => own(isHidden ? 'hidden' : 'as-needed', null));
  renewWithoutHelpers({
    isBusy: () => succession.current()?.isBusy() ?? true,
    log: (line) => {
      process.stderr.write(`Vigía: ${line}\n`);
    },
  });
  return { show: () => succession.current()?.show() };
}

async function beginVisit(
  visited: Set<string>,
): Promise<{ readonly folder: string; readonly portal: Demo['portal'] } | null> {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'vigia-demo-'));
    visited.add(folder);
    return { folder, portal: await startPortal(folder) };
  } catch {
    return null;
  }
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // It lies among the files that the system clears away by itself.
  }
}
