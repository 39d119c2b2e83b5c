import { session } from 'electron';
import { direct, parseProxyList, type ProxyRoute } from '../probes/proxy-route';

/** What a browser on this machine would use, PAC files included. Asked for each request: networks change. */
export async function systemProxy(url: string): Promise<readonly ProxyRoute[]> {
  try {
    return parseProxyList(await session.defaultSession.resolveProxy(url));
  } catch {
    return [direct];
  }
}
