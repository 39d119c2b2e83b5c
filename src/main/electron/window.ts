import { app, BrowserWindow, nativeTheme, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { Push } from '../../shared/ipc';
import type { ShowTarget } from '../show-target';
import type { WindowSizeStore } from '../window-size';
import { isPageUrl, pageUrl } from './app-protocol';
import { openExternal } from './external-link';

export type { ShowTarget };

/** The one window. It exists only while it is open: closed, nothing of it is left in memory. */
export interface MainWindow {
  /** Opens, or brings forward, at a view. `focus` only when she asked for it herself. */
  show(target: ShowTarget | null, options: { readonly focus: boolean }): void;
  /** Sent when the window is open, else forgotten: the page asks for the snapshot when it begins. */
  send(push: Push): void;
  isOpen(): boolean;
  /** Whether a call comes from our own page. */
  isOurs(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean;
  /** The page listens from now on: what it was to show is sent. */
  pageIsListening(): void;
  close(): void;
  /** Shows and answers nothing more. What is open stays as it stands, for whoever takes its place. */
  leave(): BrowserWindow | null;
}

export interface MainWindowOptions {
  /** Absolute path of the built preload script. */
  readonly preload: string;
  readonly icon: string;
  readonly size: WindowSizeStore;
  /** Addresses of the configured portals: the only ones that may be opened in the browser. */
  readonly portalUrls: () => readonly string[];
  /** Called once the window is gone, e.g. to stop following logs. */
  readonly onClosed: () => void;
  /** The page crashed or did not load, twice. */
  readonly onBroken: (reason: string) => void;
  readonly log: (line: string) => void;
  /** Left open by whom this one takes the place of: there it opens, and then that one goes. */
  readonly replaces: BrowserWindow | null;
}

interface OpenWindow {
  readonly browser: BrowserWindow;
  listening: boolean;
  waiting: ShowTarget | null;
  reopened: boolean;
  /** Between 'close' and 'closed' its page may be gone already: touching it ends the program. */
  closing: boolean;
  /** Asked for while it closed: opened anew once it is gone. */
  again: { readonly target: ShowTarget | null; readonly focus: boolean } | null;
}

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let open: OpenWindow | null = null;
  let { replaces } = options;

  function create(target: ShowTarget | null, focus: boolean, reopened: boolean): void {
    const browser = makeBrowserWindow(options);
    const before = replaces?.isDestroyed() === false ? replaces : null;
    replaces = null;
    if (before !== null) browser.setBounds(before.getBounds());
    const own: OpenWindow = { browser, listening: false, waiting: target, reopened, closing: false, again: null };
    open = own;
    restrict(browser.webContents, options);
    browser.once('ready-to-show', () => {
      if (focus) browser.show();
      else browser.showInactive();
      before?.destroy();
    });
    browser.on('close', () => {
      const { width, height } = browser.getNormalBounds();
      options.size.save({ width, height });
      own.closing = true;
    });
    // Windows ends the session, and asks nobody: 'before-quit' would not come by itself.
    browser.on('session-end', () => {
      app.quit();
    });
    browser.once('closed', () => {
      const isLast = open === own;
      if (isLast) open = null;
      options.onClosed();
      if (isLast && own.again !== null) create(own.again.target, own.again.focus, false);
    });
    watchHealth(own, (reason) => {
      replaceBroken(own, reason, focus);
    });
    void browser.loadURL(pageUrl).catch(() => undefined);
  }

  function replaceBroken(broken: OpenWindow, reason: string, focus: boolean): void {
    if (open !== broken) return;
    options.log(`window: ${reason}`);
    open = null;
    broken.browser.destroy();
    if (broken.reopened) options.onBroken(reason);
    else create(broken.waiting, focus, true);
  }

  function deliver(): void {
    if (open?.waiting === null || open?.listening !== true || open.closing) return;
    open.browser.webContents.send('vigia:push', { kind: 'show', ...open.waiting } satisfies Push);
    open.waiting = null;
  }

  return {
    show: (target, { focus }) => {
      if (open === null) {
        create(target, focus, false);
        return;
      }
      if (open.closing) {
        open.again = { target: target ?? open.again?.target ?? null, focus };
        return;
      }
      open.waiting = target ?? open.waiting;
      deliver();
      bringForward(open.browser, focus);
    },
    send: (push) => {
      if (open?.listening === true && !open.closing) open.browser.webContents.send('vigia:push', push);
    },
    isOpen: () => open !== null,
    isOurs: ({ sender, senderFrame }) =>
      open?.closing === false &&
      sender === open.browser.webContents &&
      senderFrame === open.browser.webContents.mainFrame &&
      isPageUrl(senderFrame.url),
    pageIsListening: () => {
      if (open === null) return;
      open.listening = true;
      deliver();
    },
    close: () => {
      open?.browser.close();
    },
    leave: () => {
      const left = open?.browser ?? null;
      open = null;
      return left;
    },
  };
}

function makeBrowserWindow({ preload, icon, size }: MainWindowOptions): BrowserWindow {
  const browser = new BrowserWindow({
    ...(size.load() ?? { width: 960, height: 680 }),
    minWidth: 480,
    minHeight: 340,
    show: false,
    title: 'Vigía',
    icon,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1c1c1e' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
      spellcheck: false,
      disableDialogs: true,
    },
  });
  browser.removeMenu();
  return browser;
}

/** The page stays where it is and opens nothing. */
function restrict(contents: WebContents, { portalUrls }: MainWindowOptions): void {
  // Together with the session's proxy: it would send to whatever address, and no other wall is asked.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  // It has no say in whether its window closes, nor in whether the program ends.
  contents.on('will-prevent-unload', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url, portalUrls());
    return { action: 'deny' };
  });
}

function watchHealth(own: OpenWindow, onBroken: (reason: string) => void): void {
  const contents = own.browser.webContents;
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') onBroken(`page gone: ${details.reason}`);
  });
  contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    // -3: given up because another load began.
    if (isMainFrame && code !== -3) onBroken(`page not loaded: ${description || String(code)}`);
  });
  // A reload by the page itself begins without listeners. One that was denied only began: the page is still there.
  contents.on('did-navigate', () => {
    own.listening = false;
  });
}

function bringForward(browser: BrowserWindow, focus: boolean): void {
  if (browser.isMinimized()) browser.restore();
  if (!focus) {
    if (!browser.isVisible()) browser.showInactive();
    return;
  }
  browser.show();
  browser.focus();
}
