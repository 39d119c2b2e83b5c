import { session } from 'electron';
import { parsePacAnswer, type ProxyRoute } from '../probes/proxy-route';

/** What a browser on this machine would use, PAC files included. Asked for each request: networks change. */
export async function systemProxy(url: string): Promise<ProxyRoute> {
  try {
    return parsePacAnswer(await session.defaultSession.resolveProxy(url));
  } catch {
    return [{ kind: 'direct' }];
  }
}
