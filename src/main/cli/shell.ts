import { join } from 'node:path';
import type { ServerSettings, Settings } from '../../core/settings';
import type { SavedState } from '../../core/monitor-state';
import { err, ok, type Result } from '../../core/result';
import { recoverSavedState } from '../saved-state-recovery';
import type { Translator } from '../../shared/i18n';
import type { Clock } from '../clock';
import { createConfStore } from '../conf-store';
import { createHistory } from '../history/create-history';
import type { History } from '../history/history';
import { createNonce } from '../nonce';
import { createObserver, roundLimits, type Connect, type Observer } from '../observe';
import { askWitnesses } from '../probes/witnesses';
import { probeHttps } from '../probes/https';
import { proxyFromEnvironment } from '../probes/proxy-route';
import { createRedactor, type Redactor } from '../redact';
import { createSettingsStore, type SettingsStore } from '../settings-store';
import { connectSsh } from '../ssh/connect';
import { createHostKeyStore, type HostKeyStore } from '../ssh/host-keys';
import { createStateStore, type StateStore } from '../state-store';
import type { Complaint } from './complain';

/** Where the answer goes, and what is for people. */
export interface Io {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/** What every command needs: the same parts as the tray application, without Electron. */
export interface CliShell {
  readonly io: Io;
  readonly t: Translator;
  readonly clock: Clock;
  readonly dataDir: string;
  readonly settings: SettingsStore;
  readonly hostKeys: HostKeyStore;
  /** Not opened before it is used. */
  readonly history: History;
  readonly stateStore: StateStore;
  readonly connect: Connect;
  readonly observer: Observer;
  readonly nonce: () => string;
  saved(): SavedState;
  /** The secret for this process only: from the environment or standard input. */
  giveSecret(secret: string | null): void;
  /** The one server that it is for, where it is a password; null: whatever server the command is about. */
  meanSecretFor(serverId: string | null): void;
}

export function createCliShell(options: {
  readonly io: Io;
  readonly t: Translator;
  readonly clock: Clock;
  readonly dataDir: string;
  /** For the proxies that it names. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secret?: string | null;
  readonly redactor?: Redactor;
  readonly watch: boolean;
}): CliShell {
  const { io, t, clock, dataDir, redactor = createRedactor() } = options;
  let secret: string | null = null;
  let meantFor: string | null = null;
  const giveSecret = (given: string | null): void => {
    secret = given;
    if (given !== null) redactor.hide(given);
  };
  giveSecret(options.secret ?? null);
  const hostKeys = createHostKeyStore({ file: join(dataDir, 'known_hosts') });
  const connect: Connect = (server, signal) =>
    connectSsh({
      server,
      hostKeys,
      // A passphrase stays on this computer; a password goes to the server that it was given for, and to no other.
      secrets: (what) => (what === 'password' && meantFor !== null && meantFor !== server.id ? null : secret),
      timeoutMs: roundLimits.connectMs,
      clock,
      ...(signal === undefined ? {} : { signal }),
    });
  const stateStore = createStateStore({ dataDir, createStore: createConfStore, clock });
  const settings = createSettingsStore({ dataDir, createStore: createConfStore, clock, watch: options.watch });
  const history = createHistory({ dataDir, redactor, clock });
  return {
    io,
    t,
    clock,
    dataDir,
    settings,
    hostKeys,
    history,
    stateStore,
    connect,
    observer: createObserver({
      clock,
      connect,
      probe: probeHttps,
      ask: askWitnesses,
      nonce: createNonce,
      resolveProxy: proxyFromEnvironment(options.env),
    }),
    nonce: createNonce,
    saved: () => {
      const serverIds = settings.current().servers.map(({ id }) => id);
      return recoverSavedState(stateStore, history.reader, serverIds);
    },
    giveSecret,
    meanSecretFor: (serverId) => {
      meantFor = serverId;
    },
  };
}

/**
 * What is printed holds nothing that was given as a secret, and nothing that a terminal would obey or that would turn the
 * reading direction, whoever says it. It is written as \uXXXX instead, which in JSON is the same text.
 */
export function guardOutput(io: Io, redactor: Redactor): Io {
  const guarded = (line: string): string => redactor.withoutHidden(line).replace(obeyed, toEscape);
  return {
    out: (line) => {
      io.out(guarded(line));
    },
    err: (line) => {
      io.err(guarded(line));
    },
    stdin: io.stdin,
  };
}

const obeyed = /(?!\r?\n|\t)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * For whom one password is meant: for the server that the command names; where it watches all, for the only one that
 * takes a password. With several of them, for none: each would be told another one's password.
 */
export function meantServer(servers: readonly ServerSettings[], named: string | null): string {
  const byPassword = servers.filter(({ auth }) => auth.kind === 'password');
  return named ?? (byPassword.length === 1 ? (byPassword[0]?.id ?? '') : '');
}

/** The server that a command is about, or why there is none. */
export function chooseServer(settings: Settings, id: string | null, t: Translator): Result<ServerSettings, Complaint> {
  if (settings.servers.length === 0) return err({ reason: 'no-server', text: t.text('cli.error.noServer') });
  const found = id === null ? settings.servers[0] : settings.servers.find((server) => server.id === id);
  if (found !== undefined) return ok(found);
  const values = { server: id ?? '', servers: settings.servers.map((server) => server.id) };
  return err({ reason: 'unknown-server', text: t.text('cli.error.unknownServer', values) });
}
