/** What a page that was taken over could do, tried from the page of the real application and from a window that is not its own. */
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, type Settings } from '../../src/core/settings';
import { requests } from '../../src/shared/requests';
import { startDesktop, type Desktop } from '../support/desktop/desktop';
import { launchVigia, type LaunchedApp } from '../support/desktop/launch';
import { waitUntil } from '../support/wait-until';

type Bridge = { readonly vigia: { request(name: unknown, argument: unknown): Promise<unknown> } };

describe('the walls around the window', () => {
  let desktop: Desktop;
  let app: LaunchedApp;
  let page: Page;
  let web: Server;
  /** What was asked of a server that the page must not reach. */
  const reached: string[] = [];
  let address = '';
  const dataDir = mkdtempSync(join(tmpdir(), 'vigia-walls-'));
  const log = () => readFileSync(join(dataDir, 'vigia.log'), 'utf8');

  beforeAll(async () => {
    web = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.end('<!doctype html><title>foreign</title>');
    });
    await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
    const place = web.address();
    address = `http://127.0.0.1:${String(typeof place === 'object' ? place?.port : 0)}`;
    const server = { ...portalProfile, host: '127.0.0.1', port: 1, url: 'https://127.0.0.1:1/' };
    const settings: Settings = { ...defaultSettings, witnesses: [], servers: [server] };
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
    desktop = await startDesktop({ notifications: 'recorder' });
    app = await launchVigia({ desktop, dataDir, language: 'en' });
    const tray = await app.tray();
    await waitUntil('its menu', async () => (await tray.labels()).includes('Open Vigía'));
    await tray.click('Open Vigía');
    page = await app.electron.firstWindow();
    await page.locator('main').first().waitFor();
  });
  afterAll(async () => {
    await app.stop();
    await desktop.stop();
    web.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  test('the page is sandboxed, isolated and has nothing of Node', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // Electron's own account of what the page was started with.
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } =
        contents.getLastWebPreferences();
      const { webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures } =
        contents.getLastWebPreferences();
      return {
        ...{ sandbox, contextIsolation, nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames },
        ...{ webSecurity, webviewTag, allowRunningInsecureContent, experimentalFeatures },
      };
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true });
    expect(
      Object.entries(preferences).filter(
        ([name, on]) => /^node|webview|Insecure|experimental/.test(name) && on === true,
      ),
    ).toEqual([]);
    const globals = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', '__dirname', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(globals).toEqual([]);
  });

  test('its policy is this header, and nothing looser', async () => {
    const header = await app.electron.evaluate(async ({ net }) => {
      const answer = await net.fetch('app://vigia/index.html');
      return [answer.headers.get('content-security-policy'), answer.headers.get('x-content-type-options')];
    });
    expect(header).toEqual([
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'nosniff',
    ]);
  });

  test.each([
    '../package.json',
    '%2e%2e/main/index.js',
    '..%2f..%2fpackage.json',
    '/etc/passwd',
    'x/../../main/index.js',
  ])('its scheme gives nothing but the page: %s', async (path) => {
    const status = await app.electron.evaluate(
      async ({ net }, file) => (await net.fetch(`app://vigia/${file}`)).status,
      path,
    );
    expect(status).toBe(404);
  });

  test('no script of text, none from elsewhere, no frame, no connection', async () => {
    const done = await page.evaluate(async (foreign) => {
      const tried: Record<string, boolean> = {};
      const element = async (name: string, attributes: Record<string, string>) => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        const over = new Promise<boolean>((resolve) => {
          made.onload = () => {
            resolve(true);
          };
          made.onerror = () => {
            resolve(false);
          };
          // A frame that may not load says that it has loaded nothing.
          setTimeout(() => {
            resolve(false);
          }, 1_000);
        });
        document.body.append(made);
        const loaded = await over;
        made.remove();
        return loaded;
      };
      const inline = document.createElement('script');
      inline.textContent = 'window.inlineRan = true';
      document.body.append(inline);
      tried['inline'] = 'inlineRan' in window;
      // Not by evaluating here: what a debugger runs may evaluate text.
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that is what is tried
      setTimeout('window.textRan = true', 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      tried['text'] = 'textRan' in window;
      tried['script'] = await element('script', { src: `${foreign}/script.js` });
      tried['image'] = await element('img', { src: `${foreign}/image.png` });
      tried['style'] = await element('link', { rel: 'stylesheet', href: `${foreign}/style.css` });
      await element('iframe', { src: `${foreign}/frame` });
      await element('webview', { src: `${foreign}/webview` });
      await element('object', { data: `${foreign}/object` });
      tried['fetch'] = await fetch(`${foreign}/fetch`).then(
        () => true,
        () => false,
      );
      tried['beacon'] = navigator.sendBeacon(`${foreign}/beacon`);
      tried['socket'] = await new Promise<boolean>((resolve) => {
        try {
          const socket = new WebSocket(`${foreign.replace('http', 'ws')}/socket`);
          socket.onopen = () => {
            resolve(true);
          };
          socket.onerror = () => {
            resolve(false);
          };
        } catch {
          resolve(false);
        }
      });
      return Object.entries(tried).flatMap(([name, worked]) => (worked && name !== 'beacon' ? [name] : []));
    }, address);
    expect([done, reached]).toEqual([[], []]);
  });

  test('no connection that asks no policy: WebRTC, by UDP and by TCP', async () => {
    const got: string[] = [];
    const udp = createSocket('udp4', () => got.push('udp'));
    const tcp = createTcpServer((socket) => {
      got.push('tcp');
      socket.destroy();
    });
    await new Promise<void>((done) => udp.bind(0, '127.0.0.1', done));
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done));
    const place = tcp.address();
    const ports = [udp.address().port, typeof place === 'object' ? (place?.port ?? 0) : 0] as const;
    try {
      // It says when it has tried all that it was given, and from where it could send.
      const found = await page.evaluate(async ([udpPort, tcpPort]) => {
        const gather = (iceServers: RTCIceServer[]) =>
          new Promise<unknown>((done) => {
            const connection = new RTCPeerConnection({ iceServers });
            connection.createDataChannel('out');
            connection.onicegatheringstatechange = () => {
              if (connection.iceGatheringState === 'complete')
                done(/^a=candidate.*/m.exec(connection.localDescription?.sdp ?? 'no description')?.[0]);
            };
            void connection.createOffer().then((offer) => connection.setLocalDescription(offer));
          });
        const turn = { username: 'what', credential: 'leaks' };
        return Promise.all([
          gather([]),
          gather([{ urls: `stun:127.0.0.1:${String(udpPort)}` }]),
          gather([{ urls: `turn:127.0.0.1:${String(tcpPort)}?transport=tcp`, ...turn }]),
        ]);
      }, ports);
      expect([found.filter((place) => place != null), got]).toEqual([[], []]);
    } finally {
      udp.close();
      tcp.close();
    }
  });

  test('it goes nowhere, opens nothing, and stays what it is', async () => {
    await page.evaluate((foreign) => {
      window.open(`${foreign}/opened`);
      const link = document.createElement('a');
      link.href = `${foreign}/link`;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      const form = document.createElement('form');
      form.action = `${foreign}/form`;
      document.body.append(form);
      form.submit();
      location.href = `${foreign}/left`;
    }, address);
    await page.evaluate(() => {
      location.href = 'file:///etc/passwd';
    });
    expect(await page.evaluate(() => [location.origin, document.title.includes('Vig')])).toEqual(['app://vigia', true]);
    const windows = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect([windows, reached]).toEqual([1, []]);
  });

  test('every permission is denied, asked or looked up', async () => {
    const states = await page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'persistent-storage',
      ];
      const all = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => state,
            () => 'denied',
          ),
        ),
      );
      const media = await navigator.mediaDevices
        .getUserMedia({ audio: true, video: true })
        .then(() => 'granted')
        .catch(() => 'denied');
      const place = await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve('granted');
          },
          () => {
            resolve('denied');
          },
        );
      });
      const notices = await Notification.requestPermission();
      return [...all, media, place, notices];
    });
    expect(states.filter((state) => state !== 'denied')).toEqual([]);
  });

  /** What no request takes. `null` is the argument of some. */
  const garbage: readonly unknown[] = [
    undefined,
    'text',
    42,
    [],
    [null],
    {},
    { serverId: '../x' },
    { serverId: { toString: 'x' }, service: 'api' },
    { serverId: 'portal-mme; reboot', service: 'api; reboot', confirmed: true },
    {
      serverId: '/etc',
      sources: ['/etc/passwd'],
      span: { kind: 'last', lines: 1 },
      follow: false,
      continues: null,
    },
    { __proto__: { serverId: 'portal-mme' } },
    { stream: 0.5, batch: -1, search: '1' },
    { path: '/etc/passwd', text: 5, on: 'yes', minutes: 1e9, until: 'never', by: 7 },
  ];

  test.each(Object.keys(requests))('%s takes nothing that is not its own', async (name) => {
    const schema = requests[name as keyof typeof requests];
    const takesNull = schema.type === 'null';
    const answers = await page.evaluate(
      async ([request, values]) => {
        const all = await Promise.all(
          values.map((value) =>
            (globalThis as unknown as Bridge).vigia.request(request, value).then(
              () => `taken: ${JSON.stringify(value)}`,
              (error: unknown) => String(error),
            ),
          ),
        );
        return [...new Set(all)];
      },
      [name, [...garbage, ...(takesNull ? [] : [null])]] as const,
    );
    expect(answers.filter((answer) => !/refused$/.test(answer) && !isNoChange(schema, answer))).toEqual([]);
  });

  test.each(['constructor', '__proto__', 'toString', 'settings:get ', '', 'shell:exec', { toString: 'x' }, null, 5])(
    'there is no request %j',
    async (name) => {
      const answer = await page.evaluate(
        (request) =>
          (globalThis as unknown as Bridge).vigia.request(request, null).then(
            () => 'taken',
            (error: unknown) => String(error),
          ),
        name,
      );
      expect(answer).toMatch(/refused$/);
    },
  );

  test('another window with the very same bridge is answered nothing, and neither is a frame', async () => {
    const before = log().split('foreign sender').length;
    const answers = await app.electron.evaluate(async ({ BrowserWindow, app: own }, names) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${own.getAppPath()}/out/preload/index.cjs`, sandbox: true, contextIsolation: true },
      });
      await window.loadURL('data:text/html,<title>foreign</title>');
      const all = (await window.webContents.executeJavaScript(
        `Promise.all(${JSON.stringify(names)}.map((name) => vigia.request(name, null).then(() => 'taken ' + name, String)))`,
      )) as string[];
      // The same page even, in a window that is not the one.
      await window.loadURL('app://vigia/index.html');
      const same = (await window.webContents.executeJavaScript(
        `vigia.request('snapshot:get', null).then(() => 'taken', String)`,
      )) as string;
      window.destroy();
      return [...all, same];
    }, Object.keys(requests));
    expect(answers.filter((answer) => !answer.endsWith('refused'))).toEqual([]);
    expect(answers).toHaveLength(Object.keys(requests).length + 1);
    // The page that was opened there asks by itself, too.
    expect(log().split('foreign sender').length - before).toBeGreaterThanOrEqual(answers.length);
  });

  test('a key or authority that the page names is never read back to it', async () => {
    const secret = 'canary-of-a-file-5d1e';
    const file = join(dataDir, 'private.txt');
    writeFileSync(file, secret, { mode: 0o600 });
    const seen = await page.evaluate(
      async ([paths]) => {
        const pushes: unknown[] = [];
        (globalThis as unknown as { vigia: { onPush(call: (push: unknown) => void): void } }).vigia.onPush((push) => {
          pushes.push(push);
        });
        for (const path of paths) {
          await (globalThis as unknown as Bridge).vigia.request('setup:test', {
            serverId: null,
            host: '127.0.0.1',
            port: 1,
            user: 'ana',
            auth: { kind: 'key', file: path },
            secret: null,
            url: 'https://127.0.0.1:1/',
            caFile: path,
          });
          const isOver = () =>
            pushes.some(
              (push) => (push as { kind: string }).kind === 'setup' && (push as { finished: boolean }).finished,
            );
          while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return JSON.stringify(pushes);
      },
      [[file, join(dataDir, 'settings.json')]] as const,
    );
    expect(seen).toContain('"finished":true');
    expect(seen).not.toContain(secret);
  });
});

/** All fields of `settings:set` may be missing: what has none of them changes nothing. */
function isNoChange(schema: (typeof requests)[keyof typeof requests], answer: string): boolean {
  if (schema !== requests['settings:set'] || !answer.startsWith('taken: ')) return false;
  return Object.keys(v.parse(schema, JSON.parse(answer.slice('taken: '.length)))).length === 0;
}

/** That they hold in what is handed out is shown by `test/packaged/sealed.test.ts`. */
test('the packed program is configured closed: no Node of its own, no other code, nothing to attach to', () => {
  const lines = readFileSync('electron-builder.yml', 'utf8').split('\n');
  const begin = lines.indexOf('electronFuses:') + 1;
  const own = lines.slice(begin, begin + lines.slice(begin).findIndex((line) => !line.startsWith(' ')));
  expect(Object.fromEntries(own.map((line) => line.trim().split(': ')))).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    loadBrowserProcessSpecificV8Snapshot: 'false',
    grantFileProtocolExtraPrivileges: 'false',
  });
  expect(readFileSync('src/main/electron/window.ts', 'utf8')).toContain('devTools: !app.isPackaged');
});
