/** A way through a proxy: CONNECT, as every browser does it for HTTPS. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { HttpFailure } from '../../core/model';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { hostOf } from './address';
import type { ProxyRoute } from './proxy-route';
import { toHttpFailure } from './to-http-failure';

type Proxy = Extract<ProxyRoute, { kind: 'proxy' }>;

/** A socket that leads to the target, or what the proxy did instead. Ends within `timeoutMs`. */
export function openTunnel(options: {
  readonly proxy: Proxy;
  readonly target: URL;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}): Promise<Result<Socket, HttpFailure>> {
  const { proxy, target, clock, signal } = options;
  return new Promise((resolve) => {
    const send = proxy.isSecure ? httpsRequest : httpRequest;
    const host = hostOf(target);
    const port = target.port === '' ? '443' : target.port;
    const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    const request = send({
      agent: false,
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, 'user-agent': 'Vigia/0.1', ...authorizationOf(proxy) },
    });
    let isDone = false;
    const finish = (result: Result<Socket, HttpFailure>): void => {
      if (isDone) return;
      isDone = true;
      cancelTimer();
      signal?.removeEventListener('abort', giveUp);
      if (!result.ok) request.destroy();
      resolve(result);
    };
    const giveUp = (): void => {
      finish(err({ phase: 'proxy', reason: 'timeout' }));
    };
    const cancelTimer = clock.after(Math.max(0, options.timeoutMs), giveUp);
    signal?.addEventListener('abort', giveUp);
    request.on('error', (error) => {
      finish(err(toHttpFailure(error, 'proxy')));
    });
    request.on('connect', (response, socket: Socket) => {
      const { statusCode = 0 } = response;
      if (statusCode >= 200 && statusCode < 300) {
        finish(ok(socket));
        return;
      }
      socket.destroy();
      finish(err({ phase: 'proxy', reason: reasonOf(statusCode) }));
    });
    // A proxy that answers CONNECT with a page of its own.
    request.on('response', (response) => {
      finish(err({ phase: 'proxy', reason: reasonOf(response.statusCode ?? 0) }));
    });
    if (signal?.aborted === true) giveUp();
    else request.end();
  });
}

export function authorizationOf({ credentials }: Proxy): Readonly<Record<string, string>> {
  if (credentials === null) return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** What the proxy means by its status: a password, its own rules, or that it did not get through either. */
function reasonOf(status: number): Extract<HttpFailure, { phase: 'proxy' }>['reason'] {
  if (status === 407) return 'login';
  if (status === 401 || status === 403 || status === 451) return 'forbidden';
  if (status === 502 || status === 503 || status === 504) return 'bad-gateway';
  return 'failed';
}
