import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { CertificateFacts, HttpFailure, HttpPhases } from '../../core/model';
import { probeAgent } from '../../core/own-probe';
import { err, ok } from '../../core/result';
import type { Result } from '../../core/result';
import type { WebBody } from '../../core/web-body';
import type { Clock } from '../clock';
import { readBody } from './body';
import { hostOf } from './address';
import { readCertificate } from './certificate';
import type { HttpProxy } from './proxy-route';
import { authorizationOf, openWay } from './proxy-way';
import { findHttpFailure, toHttpFailure } from './to-http-failure';
import type { HttpPhase } from './to-http-failure';
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
  /** Through a proxy, which has `wayMs` of the time to open the way. */
  readonly proxy?: { readonly proxy: HttpProxy; readonly wayMs: number };
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

/**
 * Asks one address once, over HTTP/1.1, on a connection of its own, without cookies or credentials. The certificate is
 * read and judged, never required: nothing secret is sent.
 */
export async function askOnce(options: HopOptions): Promise<Hop> {
  const progress = startProgress(options);
  if (options.proxy === undefined) return ask(options, progress, null);
  const { proxy, wayMs } = options.proxy;
  const way = await openWay(proxy, options.url, { ...options, limitMs: wayMs });
  const now = options.clock.monotonic();
  if (!way.ok) return toHop(progress, way, now);
  progress.connectedAt = now;
  progress.phase = isTls(options.url) ? 'tls' : 'response';
  const hop = await ask({ ...options, timeoutMs: options.timeoutMs - (now - progress.startedAt) }, progress, {
    socket: way.value,
    proxy,
  });
  way.value.destroy();
  return hop;
}

/** A connection that is already there. */
interface Carrier {
  readonly socket: Socket;
  readonly proxy: HttpProxy;
}

function ask(options: HopOptions, progress: Progress, carrier: Carrier | null): Promise<Hop> {
  return new Promise((resolve) => {
    const request = carrier === null ? send(options) : sendOver(carrier, options);
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
      void findHttpFailure(error, progress.phase).then((failure) => {
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
      progress.firstByteAt = options.clock.monotonic();
      // To a proxy that takes whole addresses, its own refusal comes as the answer.
      if (response.statusCode === 407 && carrier !== null) finish(err({ phase: 'proxy', reason: 'login' }));
      else void readAnswer(response, options).then(finish);
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
    phase: isIP(hostOf(options.url)) === 0 ? 'dns' : 'tcp',
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

const headers = {
  'user-agent': probeAgent,
  accept: '*/*',
  'accept-encoding': 'identity',
  'cache-control': 'no-cache',
};

function isTls(url: URL): boolean {
  return url.protocol === 'https:';
}

function send(options: HopOptions): ClientRequest {
  const { url, timeoutMs, lookup } = options;
  const common = {
    agent: false,
    host: hostOf(url),
    port: url.port === '' ? undefined : Number(url.port),
    path: url.pathname + url.search,
    maxHeaderSize: maxHeaderBytes,
    autoSelectFamily: true,
    // Node gives an address up after 250 ms, which a slow mobile connection needs for its first packet.
    autoSelectFamilyAttemptTimeout: Math.round(Math.max(250, Math.min(2_500, timeoutMs / 4))),
    headers,
    ...(lookup === undefined ? {} : { lookup }),
  };
  if (!isTls(url)) return httpRequest(common);
  // The types of https.request leave out the context, which it hands on to tls.connect all the same.
  const secure: typeof common & TlsOptions = { ...common, ...tlsOptions(options) };
  return httpsRequest(secure);
}

type TlsOptions = Pick<
  ConnectionOptions,
  'rejectUnauthorized' | 'checkServerIdentity' | 'secureContext' | 'servername'
>;

function tlsOptions({ url, caPem }: HopOptions): TlsOptions {
  return {
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    secureContext: trustedContextFor(caPem),
    // SNI knows no addresses.
    servername: isIP(hostOf(url)) === 0 ? hostOf(url) : '',
  };
}

function sendOver({ socket, proxy }: Carrier, options: HopOptions): ClientRequest {
  const { url } = options;
  const common = { maxHeaderSize: maxHeaderBytes, host: hostOf(url), port: url.port };
  if (isTls(url)) {
    const secured = connectTls({ socket, ...tlsOptions(options) });
    return httpRequest({
      ...common,
      path: url.pathname + url.search,
      headers: { ...headers, host: url.host },
      createConnection: () => secured,
    });
  }
  return httpRequest({
    ...common,
    path: url.origin + url.pathname + url.search,
    headers: { ...headers, host: url.host, ...authorizationOf(proxy) },
    createConnection: () => socket,
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
    progress.connectedAt = clock.monotonic();
    progress.address = socket.remoteAddress ?? null;
    progress.phase = isTls(url) ? 'tls' : 'response';
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
