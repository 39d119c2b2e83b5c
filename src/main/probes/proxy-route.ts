/** Which way a request takes: what the system, a PAC script or the environment say about one address. */
import { hostOf } from './address';

export interface HttpProxy {
  readonly kind: 'http';
  readonly host: string;
  readonly port: number;
  /** Spoken to over TLS. */
  readonly isTls: boolean;
  /** For the Proxy-Authorization header; never shown. */
  readonly authorization: string | null;
}

export type ProxyStep =
  HttpProxy | { readonly kind: 'socks'; readonly host: string; readonly port: number } | { readonly kind: 'direct' };

/** Ways in the order in which to try them. Empty: directly. */
export type ProxyRoute = readonly ProxyStep[];
export type ResolveProxy = (url: string) => Promise<ProxyRoute>;

/** As it is shown: without credentials. */
export function labelOf(proxy: { readonly host: string; readonly port: number }): string {
  return `${proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host}:${String(proxy.port)}`;
}

const pacKinds: Readonly<Record<string, readonly ['http' | 'https' | 'socks', number]>> = {
  PROXY: ['http', 80],
  HTTP: ['http', 80],
  HTTPS: ['https', 443],
  SOCKS: ['socks', 1080],
  SOCKS4: ['socks', 1080],
  SOCKS5: ['socks', 1080],
};

/** The answer of a PAC script, and of Chromium: "PROXY a:1; HTTPS b:2; SOCKS5 c:3; DIRECT". What is not understood is left out. */
export function parsePacAnswer(text: string): ProxyRoute {
  return text.split(';').flatMap((part): ProxyRoute => {
    const [word = '', place = ''] = part.trim().split(/\s+/);
    if (word.toUpperCase() === 'DIRECT') return [{ kind: 'direct' }];
    const [kind, defaultPort] = pacKinds[word.toUpperCase()] ?? [null, 0];
    const [, bracketed, plain, port] = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@]+))(?::(\d{1,5}))?$/i.exec(place) ?? [];
    const host = bracketed ?? plain;
    if (kind === null || host === undefined) return [];
    return [makeStep(kind, { host, port: port === undefined ? defaultPort : Number(port), authorization: null })];
  });
}

function makeStep(
  kind: 'http' | 'https' | 'socks',
  { host, port, authorization }: { host: string; port: number; authorization: string | null },
): ProxyStep {
  return kind === 'socks' ? { kind, host, port } : { kind: 'http', host, port, isTls: kind === 'https', authorization };
}

/** https_proxy, http_proxy, all_proxy and no_proxy as curl reads them, in small or capital letters. */
export function proxyFromEnvironment(env: Readonly<Record<string, string | undefined>>): ResolveProxy {
  const read = (name: string): string => (env[name] ?? env[name.toUpperCase()] ?? '').trim();
  return (address) => {
    const url = new URL(address);
    const value = read(`${url.protocol.slice(0, -1)}_proxy`) || read('all_proxy');
    const step = value === '' || isExcepted(url, read('no_proxy')) ? null : parseProxyUrl(value);
    return Promise.resolve(step === null ? [] : [step]);
  };
}

function parseProxyUrl(value: string): ProxyStep | null {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const kind = url.protocol.startsWith('socks') ? 'socks' : url.protocol === 'https:' ? 'https' : 'http';
  const defaultPort = { http: 80, https: 443, socks: 1080 }[kind];
  const credentials = `${decode(url.username)}:${decode(url.password)}`;
  const authorization = url.username === '' ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const host = hostOf(url);
  return host === ''
    ? null
    : makeStep(kind, { host, port: url.port === '' ? defaultPort : Number(url.port), authorization });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `*`, or names with or without a leading dot that also stand for what is below them, each with or without a port. */
function isExcepted(url: URL, list: string): boolean {
  const host = hostOf(url).toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const [, bracketed, plain = '', entryPort] =
        /^\*?\.?(?:\[([^\]]*)\]|([^:]*|[0-9a-f:]*))(?::(\d+))?$/.exec(entry) ?? [];
      const name = bracketed ?? plain;
      if (name === '' || (entryPort !== undefined && entryPort !== port)) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}
