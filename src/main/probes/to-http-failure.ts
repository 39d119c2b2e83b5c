import type { HttpFailure } from '../../core/model';
import { assertNever } from '../../core/result';
import { isOwnRouteMissing, isRouteCode } from '../route';

/** How far a request had come. What goes wrong with a proxy is told apart before (tunnel.ts). */
export type HttpPhase = Exclude<HttpFailure['phase'], 'proxy'>;

/** The failure, with a missing way only where it is this machine that misses it. */
export async function findHttpFailure(error: unknown, phase: HttpPhase): Promise<HttpFailure> {
  const failure = toHttpFailure(error, phase);
  if (failure.phase !== 'tcp' || failure.reason !== 'no-route') return failure;
  return (await isOwnRouteMissing(error)) ? failure : { phase: 'tcp', reason: 'unreachable' };
}

/** What an exception of Node's sockets, TLS or HTTP parser means, given how far the request had come. */
export function toHttpFailure(error: unknown, phase: HttpPhase): HttpFailure {
  const codes = codesOf(error);
  switch (phase) {
    case 'dns':
      return { phase, reason: dnsReason(codes) };
    case 'tcp':
      return { phase, reason: tcpReason(codes) };
    case 'tls':
      return { phase, reason: tlsReason(error, codes) };
    case 'response':
      return { phase, reason: responseReason(codes) };
    default:
      return assertNever(phase);
  }
}

function dnsReason(codes: readonly string[]): (HttpFailure & { phase: 'dns' })['reason'] {
  if (codes.includes('ENOTFOUND') || codes.includes('ENODATA')) return 'not-found';
  return codes.includes('ETIMEOUT') ? 'timeout' : 'failed';
}

// Several addresses were tried: what says most about the machine comes first.
function tcpReason(codes: readonly string[]): (HttpFailure & { phase: 'tcp' })['reason'] {
  if (codes.includes('ECONNREFUSED')) return 'refused';
  if (codes.includes('ECONNRESET')) return 'reset';
  if (codes.includes('ETIMEDOUT')) return 'timeout';
  // Not where an address of the other family had a way and nobody answered.
  return codes.length > 0 && codes.every((code) => isRouteCode(code)) ? 'no-route' : 'unreachable';
}

function tlsReason(error: unknown, codes: readonly string[]): (HttpFailure & { phase: 'tls' })['reason'] {
  if (codes.includes('ETIMEDOUT')) return 'timeout';
  if (!codes.some((code) => code === 'EPROTO' || code.startsWith('ERR_SSL_'))) return 'reset';
  // Most handshake errors come as EPROTO with the reason in the message, in words (OpenSSL) or capitals (BoringSSL).
  const message = error instanceof Error ? error.message : '';
  const isAlert = /alert number/i.test(message);
  return !isAlert && notTls.test([...codes, message].join(' ')) ? 'not-tls' : 'no-common-algorithm';
}

/** What the TLS library says of bytes that are no TLS record. Any other complaint is about TLS itself. */
const notTls =
  /wrong.version.number|packet.length|length.too.long|unexpected.message|unknown.protocol|https?.(?:proxy.)?request|record.(?:layer.failure|too.large)|decode.error|bad.(?:packet.)?length/i;

function responseReason(codes: readonly string[]): (HttpFailure & { phase: 'response' })['reason'] {
  if (codes.includes('HPE_HEADER_OVERFLOW')) return 'too-much-header';
  if (codes.some((code) => code.startsWith('HPE_'))) return 'garbage';
  return codes.includes('ETIMEDOUT') ? 'timeout' : 'reset';
}

/** Codes of the error, of what caused it and of the attempts that it sums up. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...inner];
}
