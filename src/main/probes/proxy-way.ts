import { request } from 'node:http';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HttpFailure } from '../../core/model';
import { probeAgent } from '../../core/own-probe';
import { err, ok } from '../../core/result';
import type { Result } from '../../core/result';
import type { Clock } from '../clock';
import { hostOf } from './address';
import type { HttpProxy } from './proxy-route';
import { trustedContextFor } from './trusted-context';

export type ProxyFailure = HttpFailure & { readonly phase: 'proxy' };

export interface WayOptions {
  readonly caPem: string | null;
  readonly limitMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A connection on which to ask for `target`: to the proxy itself for HTTP, which takes whole addresses, and through it
 * (CONNECT) for HTTPS. Whatever the proxy says instead of a way through is the proxy's failure, not the target's answer.
 */
export function openWay(proxy: HttpProxy, target: URL, options: WayOptions): Promise<Result<Socket, ProxyFailure>> {
  return new Promise((resolve) => {
    let isDone = false;
    const socket = proxy.isTls
      ? connectTls({
          host: proxy.host,
          port: proxy.port,
          secureContext: trustedContextFor(options.caPem),
          servername: isIP(proxy.host) === 0 ? proxy.host : '',
        })
      : connect({ host: proxy.host, port: proxy.port });
    const finish = (result: Result<Socket, ProxyFailure>): void => {
      if (isDone) return;
      isDone = true;
      cancelTimer();
      options.signal?.removeEventListener('abort', giveUp);
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const fail = (reason: ProxyFailure['reason']): void => {
      finish(err({ phase: 'proxy', reason }));
    };
    const giveUp = (): void => {
      fail('timeout');
    };
    const cancelTimer = options.clock.after(Math.max(0, options.limitMs), giveUp);
    options.signal?.addEventListener('abort', giveUp);
    // Stays for the socket's whole life: an error after the end must not go unheard.
    socket.on('error', (error: Error) => {
      fail(connectReason(error));
    });
    socket.once('close', () => {
      fail('failed');
    });
    socket.once(proxy.isTls ? 'secureConnect' : 'connect', () => {
      if (target.protocol === 'http:') finish(ok(socket));
      else askThrough(socket, proxy, target, (reason) => (reason === null ? finish(ok(socket)) : fail(reason)));
    });
    if (options.signal?.aborted === true) giveUp();
  });
}

/** Null: the way is open. */
function askThrough(
  socket: Socket,
  proxy: HttpProxy,
  target: URL,
  done: (reason: ProxyFailure['reason'] | null) => void,
): void {
  const host = hostOf(target);
  const place = `${isIP(host) === 6 ? `[${host}]` : host}:${target.port === '' ? '443' : target.port}`;
  const asked = request({
    method: 'CONNECT',
    path: place,
    headers: { host: place, 'user-agent': probeAgent, ...authorizationOf(proxy) },
    createConnection: () => socket,
  });
  asked.on('connect', (response) => {
    done(statusReason(response.statusCode ?? 0));
  });
  asked.on('error', () => {
    done('failed');
  });
  asked.end();
}

export function authorizationOf({ authorization }: HttpProxy): Readonly<Record<string, string>> {
  return authorization === null ? {} : { 'proxy-authorization': authorization };
}

/** What a proxy's refusal means. Signing in can be asked for with a redirect, too. */
function statusReason(status: number): ProxyFailure['reason'] | null {
  if (status >= 200 && status < 300) return null;
  if (status === 407 || status === 401 || status === 511 || (status >= 300 && status < 400)) return 'login';
  if (status === 403 || status === 451) return 'forbidden';
  return status >= 500 ? 'bad-gateway' : 'failed';
}

function connectReason(error: Error): ProxyFailure['reason'] {
  const attempts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const codes = [error, ...attempts].map(codeOf);
  if (codes.includes('ECONNREFUSED')) return 'refused';
  if (codes.includes('ETIMEDOUT')) return 'timeout';
  const isNetwork = codes.some((code) => /^E(?:NOTFOUND|AI_|NETUNREACH|HOSTUNREACH|HOSTDOWN|ADDRNOTAVAIL)/.test(code));
  return isNetwork ? 'unreachable' : 'failed';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
