/**
 * The entry of the tray application: one instance, the grey icon at once, then everything else. What it loads before the
 * icon is what the icon waits for.
 */
import inspector from 'node:inspector';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { app } from 'electron';
import { defaultDataDir, takeDataDirOption } from './data-folder';
import { registerAppScheme } from './electron/app-scheme';
import { startCommandLine } from './electron/command-line';
import { quitOnSignals } from './electron/quit';
import type { Shown } from './electron/run';
import { takeInstanceLock } from './electron/single-instance';
import { firstTray } from './electron/tray-icon';
import { faultText } from './fault-text';
import { takeSecretFromEnvironment } from './secret-in-environment';
import { demoArgument, hasDisplay, hiddenArgument, isCommandLine } from './start-arguments';

// V8 would take 16 MB for what lives only a moment, while it loads the application, and hold them for minutes.
setFlagsFromString('--semi-space-growth-factor=1');

const given = process.argv.slice(1);
const args = takeDataDirOption(given, process.cwd());

let application: Shown | null = null;
app.setName('Vigía');
// A tray icon and a window of text need no graphics card.
app.disableHardwareAcceleration();
// For the command line. Whatever is started from here has no use for it.
const secret = takeSecretFromEnvironment(process.env);
if (app.isPackaged && isOpenToDebuggers()) {
  process.stderr.write('Vigía does not run with a debugger.\n');
  app.exit(1);
} else if (!hasDisplay(process.platform, process.env) || isCommandLine(args.ok ? args.value.rest : given))
  startCommandLine(given, secret);
else startTray();

/** A page that others may steer can order what she can. Only a copy made for tests lets Node be looked into. */
function isOpenToDebuggers(): boolean {
  const switches = ['remote-debugging-port', 'remote-debugging-pipe'];
  return switches.some((name) => app.commandLine.hasSwitch(name)) && inspector.url() === undefined;
}

function startTray(): void {
  // What is written here is for its owner alone, Chromium's own files too.
  process.umask(0o077);
  const isDemo = given.includes(demoArgument);
  const usualDir = defaultDataDir(process.env, process.platform, homedir());
  const dataDir = (args.ok ? args.value.dataDir : null) ?? (isDemo ? `${usualDir}-demo` : usualDir);
  // Header values are ASCII: with the name's í in it, no page of ours would load.
  app.userAgentFallback = 'Vigia';
  app.setAppUserModelId('co.vigia.app');
  // Chromium ends the whole application when its process for graphics, which stays all the same, has fallen six times.
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  registerAppScheme();
  if (!takeInstanceLock(dataDir, showUnlessHidden)) {
    app.exit(0);
    return;
  }
  // Closing the window ends the window, not the watching.
  app.on('window-all-closed', () => undefined);
  void app
    .whenReady()
    .then(() => start(dataDir, isDemo))
    .catch((error: unknown) => {
      // Without this, an icon would stay that watches nothing.
      process.stderr.write(`Vigía could not start: ${faultText(error)}\n`);
      app.exit(1);
    });
}

/** A second start; not where the system restores a session in which we run already. */
function showUnlessHidden(argv: readonly string[]): void {
  if (!argv.includes(hiddenArgument)) application?.show();
}

async function start(dataDir: string, isDemo: boolean): Promise<void> {
  quitOnSignals();
  const tray = firstTray(join(app.getAppPath(), 'assets'), process.platform);
  // macOS gives what it starts at login no argument.
  const isAtLogin = process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  const isHidden = isAtLogin || given.includes(hiddenArgument);
  const { startVigia } = await import('./electron/run');
  application = await startVigia({ dataDir, isDemo, isHidden, tray });
}
