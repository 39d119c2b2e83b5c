/** From an open socket to a logged-in connection: identification, key exchange, host key, one login attempt. */
import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import type { RemoteError } from '../../core/errors';
import { ok, type Result } from '../../core/result';
import type { ServerSettings } from '../../core/settings';
import type { Clock } from '../clock';
import { offeredAlgorithms } from './algorithms';
import { startAttempt } from './attempt';
import { createAuthentication, type Authentication, type AskSecret } from './authentication';
import { watchGreeting, type GreetingWatch } from './greeting-watch';
import type { HostKeyStore } from './host-keys';
import { createLink, type Link } from './link';
import type { ResolvedTarget } from './ssh-config';
import { fromHandshakeError, isLoginRefusedBooting } from './to-remote-error';
import { keyTypeOf } from './wire';

export interface LogInOptions {
  readonly sock: Duplex;
  readonly target: ResolvedTarget;
  readonly auth: ServerSettings['auth'];
  readonly secrets: AskSecret;
  readonly hostKeys: HostKeyStore;
  /** What settings call the server that all this is for: a refused key is remembered under that name. */
  readonly askedAs: { readonly host: string; readonly port: number | null };
  readonly limitMs: number;
  /** What a time-out reports as the limit: the whole connection's. */
  readonly toldLimitMs: number;
  readonly keepaliveMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
}

const maxBannerLength = 4096;

export function logIn(options: LogInOptions): Promise<Result<Link, RemoteError>> {
  const { sock, target, auth, clock, limitMs, signal } = options;
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let greeting: GreetingWatch = { state: () => 'silent', text: () => '' };
    const timedOut = (): RemoteError => timeoutError(options, greeting);
    const attempt = startAttempt<Link>({ resolve: closingOnFailure(sock, resolve), clock, limitMs, timedOut, signal });
    const authentication = createAuthentication({ ...options, fail: attempt.fail });
    attempt.cleanUp(authentication.close);
    const said = createBanner(authentication);
    client.on('ready', () => {
      attempt.settle(ok(createLink(client, sock)));
    });
    client.on('banner', said.add);
    client.on('change password', () => {
      attempt.fail({ kind: 'auth-failed', user: target.user, tried: auth.kind });
    });
    client.on('close', () => {
      attempt.fail(closedEarly(options, greeting, said));
    });
    // Stays for ever, as the link's own does: ssh2 may report a reset after the end.
    client.on('error', (error: Error) => {
      if (attempt.isSettled() || isAgentRefusal(error)) return;
      const isTold = greeting.state() !== 'ssh' || isLoginRefusedBooting(said.text());
      attempt.fail(isTold ? closedEarly(options, greeting, said) : fromHandshakeError(error, target.user, auth.kind));
    });
    try {
      client.connect(clientConfig(options, authentication, attempt.fail));
      greeting = watchGreeting(sock, () => {
        attempt.fail(notSsh(target));
      });
    } catch (error) {
      attempt.fail(fromHandshakeError(error, target.user, auth.kind));
    }
  });
}

function closingOnFailure(sock: Duplex, resolve: (result: Result<Link, RemoteError>) => void): typeof resolve {
  return (result) => {
    if (!result.ok) sock.destroy();
    resolve(result);
  };
}

function clientConfig(
  options: LogInOptions,
  authentication: Authentication,
  fail: (error: RemoteError) => void,
): ssh2.ConnectConfig {
  const { sock, target, hostKeys } = options;
  const place = hostKeyPlace(target);
  return {
    sock,
    username: target.user,
    // Our own deadline tells more than ssh2's.
    readyTimeout: 0,
    keepaliveInterval: options.keepaliveMs,
    keepaliveCountMax: 3,
    algorithms: offeredAlgorithms(hostKeys.knownTypes(place.name, place.port)),
    authHandler: authentication.handler,
    hostVerifier: createHostVerifier(options, fail),
  };
}

/** ssh2 asks again at every new exchange of keys: the first answer stands, for that same key. */
function createHostVerifier(options: LogInOptions, fail: (error: RemoteError) => void): (key: Buffer) => boolean {
  const { target, hostKeys, askedAs } = options;
  const place = hostKeyPlace(target);
  let accepted: Buffer | null = null;
  return (key) => {
    if (accepted !== null) return accepted.equals(key);
    const verdict = hostKeys.check(place.name, place.port, key);
    if (verdict.kind === 'known') {
      accepted = Buffer.from(key);
      return true;
    }
    const { fingerprint } = verdict;
    const keyType = keyTypeOf(key);
    if (verdict.kind !== 'revoked') {
      hostKeys.notePending({ ...askedAs, hostKeyName: place.name, hostKeyPort: place.port, key: Buffer.from(key) });
    }
    if (verdict.kind === 'unknown') fail({ kind: 'host-key-unknown', fingerprint, keyType });
    else {
      const known = verdict.kind === 'changed' ? verdict.known : '@revoked';
      fail({ kind: 'host-key-changed', fingerprint, known, keyType });
    }
    return false;
  };
}

/** As OpenSSH names hosts in known_hosts: an alias stands alone, a host name with its port. */
export function hostKeyPlace(target: Pick<ResolvedTarget, 'hostName' | 'port' | 'hostKeyAlias'>): {
  readonly name: string;
  readonly port: number;
} {
  return target.hostKeyAlias === null
    ? { name: target.hostName, port: target.port }
    : { name: target.hostKeyAlias, port: 22 };
}

interface Banner {
  add(text: string): void;
  text(): string;
  /** What the server said after it had our proof is its reason for not letting us in. */
  isAfterSecret(): boolean;
}

function createBanner(authentication: Authentication): Banner {
  let text = '';
  let isAfterSecret = false;
  return {
    add: (more) => {
      text = (text + more).slice(-maxBannerLength);
      isAfterSecret ||= authentication.isSecretSent();
    },
    text: () => text,
    isAfterSecret: () => isAfterSecret,
  };
}

/** An agent may refuse to sign with one key (locked, declined) and still have another; ssh2 goes on by itself. */
function isAgentRefusal(error: Error): boolean {
  return 'level' in error && error.level === 'agent' && !error.message.includes('SHA-1');
}

function timeoutError({ target, toldLimitMs }: LogInOptions, greeting: GreetingWatch): RemoteError {
  if (greeting.state() === 'foreign') return notSsh(target);
  return { kind: 'timeout', host: target.hostName, port: target.port, limitMs: toldLimitMs };
}

function closedEarly(options: LogInOptions, greeting: GreetingWatch, said: Banner): RemoteError {
  const { target, auth } = options;
  if (isLoginRefusedBooting(said.text())) return { kind: 'login-refused-booting' };
  if (greeting.state() === 'silent') return { kind: 'disconnected' };
  // OpenSSH says this instead of its identification when it turns a connection away.
  const turnedAway = /^(?:Exceeded MaxStartups|Not allowed at this time)/.exec(greeting.text())?.[0];
  if (turnedAway !== undefined) return { kind: 'other', detail: turnedAway };
  if (greeting.state() === 'foreign') return notSsh(target);
  if (said.isAfterSecret()) return { kind: 'auth-failed', user: target.user, tried: auth.kind };
  return { kind: 'disconnected' };
}

function notSsh(target: ResolvedTarget): RemoteError {
  return { kind: 'not-ssh', host: target.hostName, port: target.port };
}
