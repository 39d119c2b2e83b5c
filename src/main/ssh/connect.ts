/**
 * One SSH connection to a server: name and port → (jump hosts) → TCP → identification → host key → login → commands.
 * Each step has its own error; nothing is tried twice; everything ends with `end()`, the deadline or the signal.
 */
import type { Duplex } from 'node:stream';
import type { RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { ServerSettings } from '../../core/settings';
import { createSystemClock, type Clock } from '../clock';
import type { AskSecret } from './authentication';
import { followCommand, type FollowedCommand, type FollowHandlers } from './follow-command';
import type { HostKeyStore } from './host-keys';
import { expandHome } from './keys';
import type { Link } from './link';
import { logIn } from './log-in';
import { onAbort } from './on-abort';
import { openThrough } from './open-through';
import { runCommand, type CommandOptions, type CommandOutput } from './run-command';
import { currentLocalUser, resolveTarget, type ResolvedTarget } from './ssh-config';
import { openTcp } from './tcp';
import { cancelledError } from './to-remote-error';

export interface SshConnection {
  /** One command; output collected up to maxBytes; ends when the remote process does, even if a daemon keeps the channel open. */
  exec(command: string, options: CommandOptions): Promise<Result<CommandOutput, RemoteError>>;
  /** A command that runs until closed. onEnd is called exactly once. */
  stream(command: string, handlers: FollowHandlers): FollowedCommand;
  /** Null while it lives. */
  over(): RemoteError | null;
  /** Calls once when the connection is over, for whatever reason; returns the function that forgets it. */
  onOver(call: (reason: RemoteError) => void): () => void;
  /** Commands that still run end with `disconnected`. */
  end(): void;
}

export interface ConnectOptions {
  readonly server: Pick<ServerSettings, 'host' | 'port' | 'user' | 'auth'>;
  readonly hostKeys: HostKeyStore;
  /** Answers from memory; null: nobody may be asked now. */
  readonly secrets: AskSecret;
  /** A live connection that is silent for so long is given up (three unanswered questions). 30 s unless told. */
  readonly readTimeoutMs?: number;
  /** From the beginning until logged in, jump hosts included. */
  readonly timeoutMs: number;
  /** Ends the attempt and, later, the connection: `other: cancelled`. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** ~/.ssh/config unless told. */
  readonly sshConfigFile?: string;
}

/** Connects and logs in, once. */
export async function connectSsh(options: ConnectOptions): Promise<Result<SshConnection, RemoteError>> {
  const clock = options.clock ?? createSystemClock();
  const endAt = clock.monotonic() + options.timeoutMs;
  const local = currentLocalUser();
  const route = resolveTarget(options.server, options.sshConfigFile, local);
  const auth = withExpandedHome(options.server.auth, local.home);
  const hops = [
    ...route.jumps.map((jump) => ({ target: jump, auth: authForJump(auth, jump) })),
    { target: route.target, auth },
  ];
  let through: Hop['through'] = null;
  for (const [index, hop] of hops.entries()) {
    const limitMs = Math.max(1, endAt - clock.monotonic());
    const next: Result<Link, RemoteError> = await openHop({ ...hop, through, limitMs, clock, options });
    const before: Link | undefined = through?.link;
    if (!next.ok) {
      before?.end({ kind: 'disconnected' });
      return err(inJump(next.error, route.jumps[index]));
    }
    next.value.onOver((reason) => {
      before?.end(reason);
    });
    through = { link: next.value, alias: hop.target.alias };
  }
  return through === null ? err({ kind: 'disconnected' }) : ok(toConnection(through.link, clock, options.signal));
}

/** `jump` undefined: the last hop, which is the server itself. */
function inJump(error: RemoteError, jump: ResolvedTarget | undefined): RemoteError {
  if (jump === undefined || error.kind === 'jump-failed' || error === cancelledError) return error;
  return { kind: 'jump-failed', jumpHost: jump.alias, cause: error };
}

interface Hop {
  readonly target: ResolvedTarget;
  readonly auth: ServerSettings['auth'];
  readonly through: { readonly link: Link; readonly alias: string } | null;
  readonly limitMs: number;
  readonly clock: Clock;
  readonly options: ConnectOptions;
}

async function openHop(hop: Hop): Promise<Result<Link, RemoteError>> {
  const { target, through, clock, options } = hop;
  const startedAt = clock.monotonic();
  const place = {
    host: target.hostName,
    port: target.port,
    limitMs: hop.limitMs,
    clock,
    signal: options.signal ?? null,
  };
  const sock: Result<Duplex, RemoteError> =
    through === null ? await openTcp(place) : await openThrough(through.link, { ...place, jumpHost: through.alias });
  if (!sock.ok) return sock;
  return logIn({
    sock: sock.value,
    target,
    auth: hop.auth,
    secrets: options.secrets,
    hostKeys: options.hostKeys,
    askedAs: { host: options.server.host, port: options.server.port },
    limitMs: Math.max(1, hop.limitMs - (clock.monotonic() - startedAt)),
    toldLimitMs: options.timeoutMs,
    keepaliveMs: Math.max(1, Math.floor((options.readTimeoutMs ?? 30_000) / 3)),
    clock,
    signal: options.signal ?? null,
  });
}

/** A jump host is another machine: the server's password is never sent to it. */
function authForJump(auth: ServerSettings['auth'], jump: ResolvedTarget): ServerSettings['auth'] {
  const [file] = jump.identityFiles;
  if (auth.kind !== 'agent' && file !== undefined) return { kind: 'key', file };
  return auth.kind === 'password' ? { kind: 'agent' } : auth;
}

function withExpandedHome(auth: ServerSettings['auth'], home: string): ServerSettings['auth'] {
  return auth.kind === 'key' ? { kind: 'key', file: expandHome(auth.file, home) } : auth;
}

function toConnection(link: Link, clock: Clock, signal: AbortSignal | undefined): SshConnection {
  const forgetSignal = onAbort(signal, () => {
    link.end(cancelledError);
  });
  link.onOver(forgetSignal);
  return {
    exec: (command, options) => runCommand(link, command, options, clock),
    stream: (command, handlers) => followCommand(link, command, handlers, clock),
    over: link.over,
    onOver: link.onOver,
    end: () => {
      link.end({ kind: 'disconnected' });
    },
  };
}
