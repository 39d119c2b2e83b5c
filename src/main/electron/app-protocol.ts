import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Session } from 'electron';

/** Where the window's page lives: an origin of its own, so that nothing else in the world shares it. */
export const pageUrl = 'app://vigia/index.html';
const origin = 'app://vigia';

export function isPageUrl(url: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The logs are held and searched in workers of our own.
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Serves the built page from its folder, read-only, and lets the page reach nothing else. */
export function serveRenderer(session: Session, folder: string): void {
  if (session.protocol.isProtocolHandled('app')) return;
  session.protocol.handle('app', (request) => answer(request, folder));
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !isPageUrl(details.url) && !/^(?:devtools|data|blob):/.test(details.url) });
  });
  // WebRTC asks neither that nor the policy: all that is not the page goes to a proxy that nobody is.
  void session.setProxy({ proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

async function answer(request: Request, folder: string): Promise<Response> {
  const path = toFile(request.url, folder);
  const type = path === null ? undefined : types[extname(path)];
  if (path === null || type === undefined || request.method !== 'GET') return new Response('', { status: 404 });
  try {
    return new Response(await readFile(path), {
      headers: { 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
    });
  } catch {
    return new Response('', { status: 404 });
  }
}

/** null: not ours, or outside the folder. */
function toFile(text: string, folder: string): string | null {
  try {
    const url = new URL(text);
    if (url.host !== 'vigia') return null;
    const path = normalize(join(folder, decodeURIComponent(url.pathname)));
    return path.startsWith(normalize(folder + sep)) ? path : null;
  } catch {
    return null;
  }
}
