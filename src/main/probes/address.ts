import { isIP } from 'node:net';

/** Host of an address as sockets want it: without the brackets of IPv6. */
export function hostOf(url: URL): string {
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 6 ? bare : url.hostname;
}

interface RedirectAnswer {
  readonly status: number;
  readonly location: string | null;
}

/** Where a redirect leads; null for any other answer, and for one that names no address. */
export function redirectTarget(answer: RedirectAnswer, base: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(answer.status) || answer.location === null) return null;
  return URL.canParse(answer.location, base) ? new URL(answer.location, base) : null;
}

/** The same host, any port, over HTTP or HTTPS. */
export function isSameSite(target: URL, origin: URL): boolean {
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  return isWeb && hostOf(target) === hostOf(origin);
}

/** Without the credentials, codes and tokens that a foreign redirect may carry, and not endless. */
export function showUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.search = '';
  shown.hash = '';
  return shown.href.slice(0, 2_048);
}
