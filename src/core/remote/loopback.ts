import type { ServerSettings } from '../settings';

/** The public address of the API: the path below the same scheme, host and port. */
export function apiUrl(server: Pick<ServerSettings, 'url' | 'api'>): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(server.url)?.[0] ?? server.url;
  return `${origin}${server.api.path}`;
}

/**
 * How curl is told to ask the server itself instead of the public address, keeping name and port as a browser sends
 * them. An address instead of a name is not looked up, so it takes the newer option (curl 7.49).
 */
export function loopbackRoute(url: string): { readonly option: string; readonly value: string } {
  const [, scheme = 'https', host = '', port] = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?/i.exec(url) ?? [];
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return { option: '--connect-to', value: '::127.0.0.1:' };
  const number = port ?? (scheme.toLowerCase() === 'http' ? '80' : '443');
  return { option: '--resolve', value: `${host}:${number}:127.0.0.1` };
}

/** Where the server's own TLS listens, and under which name it is asked (none for an address); '' for plain HTTP. */
export function loopbackTls(url: string): { readonly where: string; readonly name: string } {
  const [, scheme = '', host = '', port = '443'] = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?/i.exec(url) ?? [];
  if (scheme.toLowerCase() !== 'https') return { where: '', name: '' };
  return { where: `127.0.0.1:${port}`, name: host.startsWith('[') || /^[\d.]+$/.test(host) ? '' : host };
}
