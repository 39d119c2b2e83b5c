/** The one place where errors of sockets and of ssh2 become a RemoteError. */
import type { RemoteError } from '../../core/errors';
import { isOwnRouteMissing, isRouteCode } from '../route';

/** Aborted by whoever asked: nobody is told. */
export const cancelledError: RemoteError = { kind: 'other', detail: 'cancelled' };

/** An error of name resolution or of connecting. `limitMs` is how long it was tried. */
export function fromConnectError(
  error: unknown,
  place: { readonly host: string; readonly port: number; readonly limitMs: number },
): RemoteError {
  const { host, port, limitMs } = place;
  const codes = codesOf(error);
  const has = (...wanted: readonly string[]): boolean => codes.some((code) => wanted.includes(code));
  // A host with several addresses fails with an error for each: an answer from any of them says most.
  if (has('ECONNREFUSED')) return { kind: 'refused', host, port };
  if (has('ECONNRESET')) return { kind: 'disconnected' };
  if (codes.some((code) => /^(?:ENOTFOUND|ENODATA|EAI_.*)$/.test(code))) return { kind: 'name-not-found', host };
  if (has('ETIMEDOUT')) return { kind: 'timeout', host, port, limitMs };
  if (codes.length > 0 && codes.every(isRouteCode)) return { kind: 'no-route', host, port };
  if (has('EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EINVAL', 'EACCES', 'EPERM')) {
    return { kind: 'unreachable', host, port };
  }
  return fromUnexpected(error);
}

/** The same, with a missing way only where it is this machine that misses it. */
export async function findConnectError(
  error: unknown,
  place: { readonly host: string; readonly port: number; readonly limitMs: number },
): Promise<RemoteError> {
  const found = fromConnectError(error, place);
  if (found.kind !== 'no-route' || (await isOwnRouteMissing(error))) return found;
  return { kind: 'unreachable', host: found.host, port: found.port };
}

/** An error of ssh2 before the login was complete, where nothing more precise is known. */
export function fromHandshakeError(error: unknown, user: string, tried: 'key' | 'agent' | 'password'): RemoteError {
  const message = error instanceof Error ? error.message : String(error);
  const missing = /no matching (.+)$/.exec(message)?.[1];
  if (missing !== undefined) return { kind: 'no-common-algorithm', what: missing };
  if (message.includes(sha1Refusal)) return { kind: 'no-common-algorithm', what: 'RSA signature (SHA-2)' };
  if (isLoginRefusedBooting(message)) return { kind: 'login-refused-booting' };
  if (/too many authentication failures/i.test(message)) return { kind: 'auth-failed', user, tried };
  if (levelOf(error) === 'agent') return { kind: 'auth-failed', user, tried };
  if (levelOf(error) === 'client-socket' || /connection lost|keepalive/i.test(message)) return { kind: 'disconnected' };
  return fromUnexpected(error);
}

/** Why a channel (a command, or a way through a jump host) was not opened. */
export function fromChannelError(error: unknown): RemoteError {
  const message = error instanceof Error ? error.message : '';
  return /no response|not connected/i.test(message) ? { kind: 'disconnected' } : { kind: 'session-refused' };
}

/** pam_nologin and shutdown's own words, as a banner, a disconnect reason or a session's only output. */
export function isLoginRefusedBooting(text: string): boolean {
  return /system is booting up|(?:system|it) is going down|is going down (?:for|on|at)|unprivileged users are not permitted|\bnologin\b/i.test(
    text,
  );
}

/** What `assets/server/vigia-gate` says, and how it ends, instead of a script. */
export function isGateRefusal(code: number | null, stderr: string): boolean {
  return code === 126 && /^vigia-gate: refused/m.test(stderr);
}

/** Said by our own signer when a server would only take RSA signatures made with SHA-1. */
export const sha1Refusal = 'SHA-1 signature refused';

function fromUnexpected(error: unknown): RemoteError {
  const text = error instanceof Error ? error.message || error.name : String(error);
  // A server may have written parts of it: one short printable line.
  return {
    kind: 'other',
    detail: text
      .replace(/[^\x20-\x7e]+/g, ' ')
      .trim()
      .slice(0, 200),
  };
}

function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return 'code' in error && typeof error.code === 'string' ? [...inner, error.code] : inner;
}

function levelOf(error: unknown): string | null {
  return error instanceof Error && 'level' in error && typeof error.level === 'string' ? error.level : null;
}
