/** The tray application: wiring, and nothing else. Loaded after the icon is in the tray. */
import { join } from 'node:path';
import { app, nativeTheme, session, type BrowserWindow, type Tray } from 'electron';
import { isRestarting } from '../../core/alert-policy';
import { initialState } from '../../core/monitor-state';
import { toSnapshot } from '../../core/snapshot';
import type { Snapshot } from '../../core/snapshot-types';
import { isFaultId } from '../../demo/faults';
import { createTranslator, pickLanguage, type Translator } from '../../shared/i18n';
import type { ViewContext } from '../../shared/ipc';
import type { Settings } from '../../core/settings';
import { createBackfill } from '../backfill-schedule';
import { createSystemClock } from '../clock';
import { finishTurn } from '../data/replace-data';
import { ensureDataDir, removePipes } from '../data-folder';
import { createDrill, isRealOutage } from '../drill';
import { runEffect } from '../effects';
import { createAppHandlers } from './app-handlers';
import { serveRenderer } from './app-protocol';
import { prepareDemo, type Demo, type DemoLook } from './demo';
import { createElectronStore } from './electron-store';
import type { DataHandlerDeps } from './data-handlers';
import { startIpc } from './ipc';
import { logFaults } from './log-faults';
import { createSilenceHandlers } from './silence-handlers';
import { createElectronChannel } from './notify-electron';
import { answerOf, followNotices } from './notice-use';
import { createRestartOrders } from './order-restart';
import { startPowerEvents } from './power';
import { refuseFolder } from './refuse-folder';
import { createSafeStorage } from './safe-storage';
import { systemProxy } from './system-proxy';
import { createTray } from './tray';
import { createTrayCommands } from './tray-commands';
import { showView } from '../show-target';
import { createMainWindow, type ShowTarget } from './window';
import { createHistory } from '../history/create-history';
import { maintainFor } from '../history/maintain';
import { createRoundRecorder } from '../history/record-rounds';
import { createLog } from '../log';
import { createAppUpdates } from './app-updates';
import { createNonce } from '../nonce';
import { createNodeNotifierChannel } from '../notifier/node-notifier';
import { createNotifier } from '../notifier/create-notifier';
import { createObserver, roundLimits, type Connect } from '../observe';
import { createPoller } from '../poller';
import { askWitnesses } from '../probes/witnesses';
import { probeHttps } from '../probes/https';
import { createRedactor } from '../redact';
import { recoverSavedState } from '../saved-state-recovery';
import { createSecrets } from '../secrets';
import { createServerRemoval } from '../server-removal';
import { createSetupProgressStore } from '../setup-progress';
import { createSettingsStore } from '../settings-store';
import { connectSsh } from '../ssh/connect';
import { createHostKeyStore } from '../ssh/host-keys';
import { createStateStore } from '../state-store';
import { isRestartLocked } from '../restart-lock';
import { createMonitorStore, type MonitorStore } from '../store';
import { startTimekeeper, systemTimeZone } from '../timekeeper';
import { createWindowSizeStore } from '../window-size';

const minuteMs = 60_000;
/** How soon sleep and a changed clock are noticed where the system tells nothing. */
const tickMs = 20_000;
const trayPatience = { asks: 11, everyMs: 2_000 };

export interface ApplicationOptions {
  readonly dataDir: string;
  /** What is watched instead of her servers, started when the folder is there. */
  readonly demo: (() => Promise<Demo>) | null;
  /** Shows her the demonstration in the place of this application. False: it did not start. */
  readonly visitDemo: (look: DemoLook) => Promise<boolean>;
  readonly data: Pick<DataHandlerDeps, 'replace' | 'replaceProblem'>;
  /** `hidden`: the system has started it, not she, so no window where there is a tray. */
  readonly opens: 'as-needed' | 'hidden' | 'answer' | 'settings-data';
  readonly tray: Tray;
  /** The window of the application that this one takes the place of. */
  readonly replaces: BrowserWindow | null;
}

export interface Application {
  /** A second start, or a click: the window comes forward. */
  show(): void;
  /** Something runs that must not be cut. */
  isBusy(): boolean;
  /** Watches and says nothing more. Its window stays as it stands, for whoever comes next to take its place. */
  stop(why: 'quits' | 'replaced'): Promise<BrowserWindow | null>;
}

/** Begins to watch. Resolves when everything that she can use is there. */
export async function startApplication({
  dataDir,
  demo: startDemo,
  visitDemo,
  data,
  opens,
  tray: trayItem,
  replaces,
}: ApplicationOptions): Promise<Application | null> {
  const clock = createSystemClock();
  const folder = ensureDataDir(dataDir);
  if (!folder.ok) {
    refuseFolder(folder.error, dataDir);
    return null;
  }
  removePipes(dataDir);
  const unfinishedTurn = finishTurn(dataDir);
  const redactor = createRedactor();
  const log = createLog({ dataDir, redactor, clock });
  if (unfinishedTurn !== null) log.error(`what was to be restored is not yet: ${unfinishedTurn}`);
  let isStopped = false;
  let isReplaced = false;
  const noLongerLogging = logFaults(log);
  const settings = createSettingsStore({ dataDir, createStore: createElectronStore, clock, watch: true });
  const secrets = createSecrets({ dataDir, safe: createSafeStorage(process.platform), clock, log: log.info });
  const hostKeys = createHostKeyStore({ file: join(dataDir, 'known_hosts') });
  const history = createHistory({ dataDir, redactor, clock });
  const stateStore = createStateStore({ dataDir, createStore: createElectronStore, clock });
  const demo = (await startDemo?.()) ?? null;
  if (demo !== null) prepareDemo(demo, { settings, hostKeys });
  const isDemo = demo !== null;

  const connect: Connect = async (server, signal) => {
    await secrets.load();
    warnAboutSecrets();
    return connectSsh({
      server,
      hostKeys,
      secrets: (what) => {
        const secret = secrets.recall(server, what);
        if (secret !== null) redactor.hide(secret);
        return secret;
      },
      timeoutMs: roundLimits.connectMs,
      clock,
      ...(signal === undefined ? {} : { signal }),
    });
  };
  function warnAboutSecrets(): void {
    const warning = secrets.warning();
    const shown = store
      .getState()
      .warnings.some(({ kind }) => kind === 'secrets-unavailable' || kind === 'secrets-unreadable');
    if (warning !== null && !shown) store.dispatch({ kind: 'warned', warning });
  }
  const observer = createObserver({
    clock,
    connect,
    probe: probeHttps,
    ask: askWitnesses,
    nonce: createNonce,
    resolveProxy: systemProxy,
  });

  let translator = makeTranslator(clock.now);
  let drillTranslator = makeTranslator(() => drill.now());
  function makeTranslator(now: () => number): Translator {
    const { language, address } = settings.current();
    const timeZone = systemTimeZone();
    return createTranslator({
      language: pickLanguage(language, app.getPreferredSystemLanguages()),
      now,
      timeZone,
      address,
    });
  }

  let settingsRevision = 0;
  const view = (): ViewContext => ({
    language: translator.language,
    address: settings.current().address,
    theme: settings.current().theme,
    platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
    version: app.getVersion(),
    timeZone: systemTimeZone(),
    settingsRevision,
    isDemoVisit: demo?.leave != null,
    update: updates.state(),
  });

  const notifier = createNotifier({
    channels: [
      createNodeNotifierChannel({ clock, platform: process.platform, arch: process.arch, env: process.env }),
      createElectronChannel({ clock, platform: process.platform }),
    ],
    setting: () => settings.current().notificationChannel,
    fallback: (notice, reason) => {
      store.dispatch({ kind: 'warned', warning: { kind: 'notices-blocked', reason } });
      window.show(answerOf(notice.id, store.getState()), { focus: false });
      return true;
    },
    log: log.warn,
  });

  /** What is there after it is not its own to write to; what a program that quits still learns is kept. */
  const isGone = (): boolean => isReplaced;
  const recordRounds = createRoundRecorder(history);
  const serverIds = settings.current().servers.map(({ id }) => id);
  const store: MonitorStore = createMonitorStore(
    initialState(settings.current(), recoverSavedState(stateStore, history.reader, serverIds), {
      demo: isDemo,
      timeZone: systemTimeZone(),
    }),
    (effect, state) => {
      if (isGone()) return;
      if (isRealOutage(effect)) drill.stop('real');
      runEffect(
        {
          clock,
          history,
          stateStore,
          notifier,
          translator: () => translator,
          dispatch: store.dispatch,
          log: log.info,
          look: (serverId) => {
            poller.lookSoon(serverId);
          },
        },
        effect,
        state,
      );
    },
    (state) => {
      if (isGone()) return;
      recordRounds(state);
      // The simulated portal keeps no records of hours without a look.
      if (!isDemo) {
        guard('back-fill', () => {
          backfill.follow(state);
        });
      }
      // What begins to fail stops a download at once.
      updates.consider();
      redraw();
    },
    (what) => {
      log.error(what);
    },
  );
  const drill = createDrill({
    clock,
    realState: store.getState,
    translator: () => drillTranslator,
    notifier,
    onChange: redraw,
    log: log.info,
  });
  /** By this process or another. */
  const isRestartOrdered = (serverId: string): boolean => isRestartLocked(dataDir, serverId, clock.now());
  const poller = createPoller({
    clock,
    observer,
    getState: store.getState,
    dispatch: store.dispatch,
    random: Math.random,
    isBusy: isRestartOrdered,
    log: log.error,
  });

  const backfill = createBackfill({
    clock,
    connect,
    nonce: createNonce,
    store: history,
    isBusy: isRestartOrdered,
    log: log.info,
  });

  const updates = createAppUpdates({
    clock,
    dataDir,
    isDemo,
    isOn: () => settings.current().updates,
    getState: store.getState,
    isDrill: drill.isRunning,
    isOrdered: isRestartOrdered,
    onChange: redraw,
    log: log.info,
  });
  const portalUrls = () => settings.current().servers.map(({ url }) => url);
  const window = createMainWindow({
    preload: join(app.getAppPath(), 'out/preload/index.cjs'),
    icon: join(app.getAppPath(), 'assets/app/icon-256.png'),
    size: createWindowSizeStore(dataDir),
    portalUrls,
    onClosed: () => {
      progress.flush();
      onWindowClosed();
    },
    onBroken: (reason) => {
      log.error(`the window could not be opened: ${reason}`);
    },
    log: log.warn,
    replaces,
  });
  const restart = createRestartOrders({
    clock,
    observer,
    connect,
    nonce: createNonce,
    dataDir,
    history,
    poller,
    witnesses: () => settings.current().witnesses,
    getState: store.getState,
    dispatch: store.dispatch,
    log: log.error,
  });

  const removal = createServerRemoval({
    clock,
    settings,
    secrets,
    history,
    applySettings,
    onChange: () => {
      settingsRevision += 1;
      redraw();
    },
  });
  const isBusy = (): boolean => store.getState().servers.some((server) => isRestarting(server, clock.now()));
  const silence = createSilenceHandlers({ clock, getState: store.getState, dispatch: store.dispatch });
  const progress = createSetupProgressStore(dataDir, clock);
  // The tray's commands go the same way as the window's.
  const { handlers: requests, onWindowClosed } = createAppHandlers({
    clock,
    dataDir,
    redactor,
    snapshot: shownSnapshot,
    dispatch: store.dispatch,
    poller,
    observer,
    settings,
    secrets,
    hostKeys,
    history,
    connect,
    notifier,
    translator: () => translator,
    view,
    push: window.send,
    restart,
    silence,
    drill,
    demo,
    visitDemo,
    progress,
    removal,
    updates,
    data,
    applySettings,
    isBusy,
  });

  serveRenderer(session.defaultSession, join(app.getAppPath(), 'out/renderer'));
  const ipc = startIpc({ window, handlers: requests, log: log.warn });
  const tray = createTray({
    tray: trayItem,
    clock,
    platform: process.platform,
    assets: join(app.getAppPath(), 'assets'),
    translator: () => (drill.isRunning() ? drillTranslator : translator),
    demoFaults: () =>
      demo === null ? null : { all: demo.portal.faults, active: demo.portal.active(), isVisit: demo.leave !== null },
    hasUpdate: updates.canRestart,
    onCommand: createTrayCommands({
      requests,
      show: window.show,
      getState: store.getState,
      portalUrls,
      drill,
      onFault: (id, on) => {
        if (demo !== null && isFaultId(id)) demo.portal.setFault(id, on);
        for (const { server } of store.getState().servers) void poller.checkNow(server.id);
        redraw();
      },
      onDemoLeave: () => demo?.leave?.(),
      quit: () => {
        app.quit();
      },
    }),
    log: log.warn,
  });

  /** The last step of the set-up, where she closed the window before it. */
  function unfinished(): ShowTarget | null {
    const kept = progress.read();
    const isThere = (serverId: string) => settings.current().servers.some(({ id }) => id === serverId);
    return kept?.step === 'notices' && isThere(kept.serverId) ? showView('setup-notices', kept.serverId) : null;
  }

  /** At login the desktop's own tray may come up after us: it is asked again, for as long as a slow one takes. */
  async function showWithoutTray(): Promise<void> {
    for (let asks = opens === 'hidden' ? trayPatience.asks : 1; !(await tray.isVisible()); asks -= 1) {
      if (asks > 1) await new Promise<void>((resolve) => clock.after(trayPatience.everyMs, resolve));
      else {
        if (!isStopped) window.show(null, { focus: false });
        return;
      }
    }
  }

  function shownSnapshot(): Snapshot {
    return drill.snapshot() ?? toSnapshot(store.getState(), clock.now());
  }

  function redraw(): void {
    if (isStopped) return;
    const snapshot = shownSnapshot();
    // A view that fails must not take the other with it, nor the watching.
    guard('tray', () => {
      tray.draw(snapshot);
    });
    guard('window', () => {
      window.send({ kind: 'snapshot', snapshot, view: view() });
    });
  }

  function guard(what: string, draw: () => void): void {
    try {
      draw();
    } catch (error) {
      log.error(`${what} failed: ${String(error)}`);
    }
  }

  const noLongerUsed = followNotices({
    notifier,
    getState: store.getState,
    drill,
    show: window.show,
    silence,
    requests,
  });
  function keepInterval({ intervalMinutes }: Settings): void {
    history.setInterval(intervalMinutes * minuteMs);
  }
  keepInterval(settings.current());
  /** From the window, or from another process that wrote the file. */
  function applySettings(changed: Settings): void {
    settingsRevision += 1;
    keepInterval(changed);
    translator = makeTranslator(clock.now);
    drillTranslator = makeTranslator(() => drill.now());
    nativeTheme.themeSource = changed.theme;
    store.dispatch({ kind: 'settings-changed', settings: changed });
    poller.settingsChanged();
    redraw();
  }
  function warnAboutSettings(): void {
    const warning = settings.warning();
    if (warning !== null) store.dispatch({ kind: 'warned', warning });
    if (warning?.kind !== 'settings-newer') store.dispatch({ kind: 'warning-cleared', warning: 'settings-newer' });
  }
  settings.onChange((changed) => {
    applySettings(changed);
    warnAboutSettings();
  });
  removal.finishLeftovers();
  nativeTheme.themeSource = settings.current().theme;
  warnAboutSettings();
  const timekeeper = startTimekeeper({ clock, tickMs, dispatch: store.dispatch, timeZone: systemTimeZone });
  const wake = () => {
    timekeeper.check();
    poller.catchUp();
  };
  const power = startPowerEvents({
    onSuspend: timekeeper.check,
    onResume: wake,
    onLock: () => undefined,
    onUnlock: () => {
      wake();
      store.dispatch({ kind: 'greeted', at: clock.now() });
    },
    onShutdown: () => {
      app.quit();
    },
  });
  // Ages in the tray, stale green, and rounds that sleep has delayed.
  const redrawing = setInterval(() => {
    poller.catchUp();
    redraw();
    maintainFor(history, clock);
    updates.consider();
  }, minuteMs);

  async function stop(why: 'quits' | 'replaced'): Promise<BrowserWindow | null> {
    if (isStopped) return null;
    isReplaced = why === 'replaced' || isDemo;
    removal.finish();
    progress.flush();
    clearInterval(redrawing);
    drill.stop('real');
    timekeeper.stop();
    poller.stop();
    power.stop();
    ipc.stop();
    backfill.stop();
    updates.stop();
    history.close();
    settings.stop();
    isStopped = true;
    noLongerUsed();
    tray.release();
    const left = window.leave();
    await demo?.portal.stop();
    // Until then something may still fail, and whoever comes next does not listen yet.
    noLongerLogging();
    return left;
  }

  redraw();
  poller.start();
  void notifier.check();
  if (opens === 'answer' || opens === 'settings-data') window.show(showView(opens), { focus: true });
  else if (opens !== 'hidden' && (unfinished() !== null || settings.current().servers.length === 0))
    window.show(unfinished() ?? showView('setup'), { focus: true });
  else void showWithoutTray();
  return {
    show: () => {
      window.show(unfinished(), { focus: true });
    },
    isBusy,
    stop,
  };
}
