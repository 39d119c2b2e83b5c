import { session } from 'electron';
import { parsePacAnswer, type ProxyRoute } from '../probes/proxy-route';

/**
 * What a browser on this machine would use, PAC files included. Asked for each request: networks change. Not of the
 * page's session, which leads nowhere.
 */
export async function systemProxy(url: string): Promise<ProxyRoute> {
  try {
    return parsePacAnswer(await session.fromPartition('routes').resolveProxy(url));
  } catch {
    return [{ kind: 'direct' }];
  }
}
