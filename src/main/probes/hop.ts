import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { CertificateFacts, HttpFailure, HttpPhases } from '../../core/model';
import { err, ok } from '../../core/result';
import type { Result } from '../../core/result';
import type { WebBody } from '../../core/web-body';
import type { Clock } from '../clock';
import { readBody } from './body';
import { hostOf } from './address';
import { readCertificate } from './certificate';
import { toHttpFailure } from './to-http-failure';
import type { HttpPhase } from './to-http-failure';
import { isOwnRouteError } from '../route';
import type { ProxyRoute } from './proxy-route';
import { authorizationOf, openTunnel } from './tunnel';
import { trustedContextFor } from './trusted-context';

export interface HopOptions {
  readonly url: URL;
  readonly caPem: string | null;
  /** The whole request, body included, ends in this time. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  /** Whether an answer with this status is worth reading further. */
  readonly wantsBody: (status: number) => boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly lookup?: LookupFunction | undefined;
  /** Null or absent: directly. */
  readonly proxy?: Extract<ProxyRoute, { kind: 'proxy' }> | null;
}

export interface HopAnswer {
  readonly status: number;
  readonly location: string | null;
  /** Null: not read. */
  readonly body: WebBody | null;
}

/** One request and what became of it: how long each phase took, and where it failed. */
export interface Hop {
  readonly phases: HttpPhases;
  readonly address: string | null;
  readonly certificate: CertificateFacts | null;
  readonly answer: Result<HopAnswer, HttpFailure>;
}

const maxHeaderBytes = 16_384;
const ownHeaders = {
  'user-agent': 'Vigia/0.1',
  accept: '*/*',
  'accept-encoding': 'identity',
  'cache-control': 'no-cache',
};

/**
 * Asks one address once, over HTTP/1.1, on a connection of its own, without cookies or credentials. The certificate is
 * read and judged, never required: nothing secret is sent.
 */
export async function askOnce(options: HopOptions): Promise<Hop> {
  const { proxy = null, url, clock } = options;
  const progress = startProgress(options);
  if (proxy === null || url.protocol === 'http:') return ask(options, progress, null);
  const tunnel = await openTunnel({ proxy, target: url, timeoutMs: options.timeoutMs, clock, signal: options.signal });
  if (!tunnel.ok) return toHop(progress, tunnel, clock.monotonic());
  progress.connectedAt = clock.monotonic();
  progress.phase = 'tls';
  return ask(
    { ...options, timeoutMs: options.timeoutMs - (progress.connectedAt - progress.startedAt) },
    progress,
    tunnel.value,
  );
}

function ask(options: HopOptions, progress: Progress, tunnel: Socket | null): Promise<Hop> {
  return new Promise((resolve) => {
    const request = send(options, tunnel);
    const finish = (answer: Result<HopAnswer, HttpFailure>): void => {
      if (progress.isDone) return;
      progress.isDone = true;
      cancelTimer();
      options.signal?.removeEventListener('abort', giveUp);
      // Also when all went well: what is left of the body is not wanted, and nobody else uses the connection.
      request.destroy();
      resolve(toHop(progress, answer, options.clock.monotonic()));
    };
    const giveUp = (): void => {
      finish(err({ phase: progress.phase, reason: 'timeout' }));
    };
    const cancelTimer = options.clock.after(Math.max(0, options.timeoutMs), giveUp);
    options.signal?.addEventListener('abort', giveUp);
    // Stays for good: a destroyed request may still report an error, which nobody may leave unheard.
    request.on('error', (error) => {
      void nameFailure(error, progress.phase).then((failure) => {
        finish(err(failure));
      });
    });
    request.on('socket', (socket) => {
      followSocket(socket, progress, options);
    });
    request.on('upgrade', () => {
      finish(err({ phase: 'response', reason: 'garbage' }));
    });
    request.on('response', (response) => {
      if (options.proxy != null && tunnel === null && response.statusCode === 407) {
        finish(err({ phase: 'proxy', reason: 'login' }));
        return;
      }
      progress.firstByteAt = options.clock.monotonic();
      void readAnswer(response, options).then(finish);
    });
    if (options.signal?.aborted === true) giveUp();
    else request.end();
  });
}

interface Progress {
  phase: HttpPhase;
  isDone: boolean;
  readonly startedAt: number;
  resolvedAt: number | null;
  connectedAt: number | null;
  securedAt: number | null;
  firstByteAt: number | null;
  address: string | null;
  certificate: CertificateFacts | null;
}

function startProgress(options: HopOptions): Progress {
  return {
    phase: options.proxy != null ? 'proxy' : isIP(hostOf(options.url)) === 0 ? 'dns' : 'tcp',
    isDone: false,
    startedAt: options.clock.monotonic(),
    resolvedAt: null,
    connectedAt: null,
    securedAt: null,
    firstByteAt: null,
    address: null,
    certificate: null,
  };
}

/** An error of this machine's own kernel is told from one that a router far away reports. */
async function nameFailure(error: Error, phase: HttpPhase): Promise<HttpFailure> {
  const failure = toHttpFailure(error, phase);
  if (failure.phase !== 'tcp' || failure.reason !== 'unreachable') return failure;
  return (await isOwnRouteError(error)) ? { phase: 'tcp', reason: 'no-route' } : failure;
}

function send(options: HopOptions, tunnel: Socket | null): ClientRequest {
  const { url, timeoutMs, lookup, proxy = null } = options;
  if (proxy !== null && tunnel === null) return sendByProxy(url, proxy);
  const common = {
    agent: false,
    host: hostOf(url),
    port: url.port === '' ? undefined : Number(url.port),
    path: url.pathname + url.search,
    maxHeaderSize: maxHeaderBytes,
    autoSelectFamily: true,
    // Node gives an address up after 250 ms, which a slow mobile connection needs for its first packet.
    autoSelectFamilyAttemptTimeout: Math.round(Math.max(250, Math.min(2_500, timeoutMs / 4))),
    headers: ownHeaders,
    ...(lookup === undefined ? {} : { lookup }),
  };
  if (url.protocol === 'http:') return httpRequest(common);
  // The types of https.request leave out the context, which it hands on to tls.connect all the same.
  const secure: typeof common & ConnectionOptions = {
    ...common,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    secureContext: trustedContextFor(options.caPem),
    // SNI knows no addresses.
    servername: isIP(common.host) === 0 ? common.host : '',
  };
  if (tunnel === null) return httpsRequest(secure);
  const { rejectUnauthorized, checkServerIdentity, secureContext, servername } = secure;
  return httpsRequest({
    ...secure,
    createConnection: () =>
      connectTls({ socket: tunnel, rejectUnauthorized, checkServerIdentity, secureContext, servername }),
  });
}

/** Plain HTTP needs no tunnel: the proxy is given the whole address. */
function sendByProxy(url: URL, proxy: Extract<ProxyRoute, { kind: 'proxy' }>): ClientRequest {
  return (proxy.isSecure ? httpsRequest : httpRequest)({
    agent: false,
    host: proxy.host,
    port: proxy.port,
    path: url.href,
    maxHeaderSize: maxHeaderBytes,
    headers: { ...ownHeaders, host: url.host, ...authorizationOf(proxy) },
  });
}

function followSocket(socket: Socket, progress: Progress, options: HopOptions): void {
  const { clock, url } = options;
  socket.on('lookup', (error: Error | null) => {
    if (error !== null || progress.phase !== 'dns') return;
    progress.resolvedAt = clock.monotonic();
    progress.phase = 'tcp';
  });
  socket.on('connect', () => {
    // To the proxy: nothing is known of the way beyond it.
    if (progress.phase === 'proxy') {
      progress.phase = 'response';
      return;
    }
    progress.connectedAt = clock.monotonic();
    progress.address = socket.remoteAddress ?? null;
    progress.phase = url.protocol === 'https:' ? 'tls' : 'response';
  });
  socket.on('secureConnect', () => {
    progress.securedAt = clock.monotonic();
    progress.phase = 'response';
    if (!(socket instanceof TLSSocket)) return;
    progress.certificate = readCertificate(socket, { host: hostOf(url), at: clock.now(), caPem: options.caPem });
  });
}

async function readAnswer(response: IncomingMessage, options: HopOptions): Promise<Result<HopAnswer, HttpFailure>> {
  const status = response.statusCode ?? 0;
  const location = response.headers.location ?? null;
  if (!options.wantsBody(status)) {
    response.on('error', () => undefined);
    return ok({ status, location, body: null });
  }
  const body = await readBody(response, options.maxBodyBytes);
  return body.ok ? ok({ status, location, body: body.value }) : err(toHttpFailure(body.error, 'response'));
}

function toHop(progress: Progress, answer: Hop['answer'], endedAt: number): Hop {
  const { startedAt, resolvedAt, connectedAt, securedAt, firstByteAt, address, certificate } = progress;
  return {
    phases: {
      dnsMs: between(startedAt, resolvedAt),
      tcpMs: between(resolvedAt ?? startedAt, connectedAt),
      tlsMs: between(connectedAt, securedAt),
      firstByteMs: between(securedAt ?? connectedAt, firstByteAt),
      totalMs: Math.round(endedAt - startedAt),
    },
    address,
    certificate,
    answer,
  };
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.round(to - from);
}
