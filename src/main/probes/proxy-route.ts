/** Which way a request takes, as the system or the environment says: directly, or through a proxy. */
import { hostOf } from './address';

export type ProxyRoute =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'proxy';
      /** The connection to the proxy itself is TLS. */
      readonly isSecure: boolean;
      readonly host: string;
      readonly port: number;
      /** `user:password` as the environment gives it; never shown, never stored. */
      readonly credentials: string | null;
    }
  /** A kind of proxy that Vigía does not speak (SOCKS). */
  | { readonly kind: 'unsupported'; readonly name: string };

/** Ways to an address, the preferred one first. Never rejects. */
export type ResolveProxy = (url: string) => Promise<readonly ProxyRoute[]>;

export const direct: ProxyRoute = { kind: 'direct' };

/** What this machine asks of itself never leaves it. */
export function isLoopbackUrl(url: URL): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(hostOf(url));
}

/** "host:port", for people; null: directly. */
export function labelOf(route: ProxyRoute): string | null {
  if (route.kind === 'direct') return null;
  return route.kind === 'proxy' ? `${route.host}:${String(route.port)}` : route.name;
}

/** Chromium's answer: `PROXY a:3128; HTTPS b:443; SOCKS5 c:1080; DIRECT`. */
export function parseProxyList(text: string): readonly ProxyRoute[] {
  const routes = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 5)
    .map(parseEntry);
  return routes.length === 0 ? [direct] : routes;
}

function parseEntry(entry: string): ProxyRoute {
  const [kind = '', place = ''] = entry.split(/\s+/);
  if (kind.toUpperCase() === 'DIRECT') return direct;
  const isSecure = kind.toUpperCase() === 'HTTPS';
  if (!isSecure && kind.toUpperCase() !== 'PROXY') return { kind: 'unsupported', name: kind.slice(0, 20) };
  return parseProxyUrl(`${isSecure ? 'https' : 'http'}://${place}`) ?? { kind: 'unsupported', name: kind };
}

function parseProxyUrl(text: string): ProxyRoute | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') return { kind: 'unsupported', name: url.protocol.replace(':', '') };
  const credentials =
    url.username === '' ? null : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    kind: 'proxy',
    isSecure,
    host: hostOf(url),
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    credentials,
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that curl and most tools read: `https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`, in either case. */
export function proxyFromEnvironment(env: Environment): ResolveProxy {
  return (text) => Promise.resolve(URL.canParse(text) ? [routeFromEnvironment(new URL(text), env)] : [direct]);
}

function routeFromEnvironment(url: URL, env: Environment): ProxyRoute {
  const read = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  // A CGI server would take HTTP_PROXY from a visitor's header; curl reads only the small letters for the same reason.
  const own = url.protocol === 'https:' ? read('https_proxy') : (env['http_proxy'] ?? '');
  const proxy = own === '' ? read('all_proxy') : own;
  if (proxy === '' || isExcluded(url, read('no_proxy'))) return direct;
  return parseProxyUrl(proxy.includes('://') ? proxy : `http://${proxy}`) ?? direct;
}

function isExcluded(url: URL, list: string): boolean {
  const host = hostOf(url).toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}
