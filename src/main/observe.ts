import { isSilent } from '../core/diagnosis/view';
import type { AuthMethod, RemoteError } from '../core/errors';
import type { HttpProbe, Observation, SshOutcome, WitnessReport } from '../core/model';
import { parseRoundAnswer } from '../core/remote-answer';
import type { RemoteFacts, SudoAnswer } from '../core/remote-facts';
import { buildRoundScript } from '../core/remote-script';
import type { Result } from '../core/result';
import type { ServerSettings, WitnessSettings } from '../core/settings';
import { readBoundedFile } from './bounded-file';
import type { Clock } from './clock';
import { upTunnels } from './probes/interfaces';
import type { askWitnesses } from './probes/witnesses';
import type { ResolveProxy } from './probes/proxy-route';
import type { probeHttps } from './probes/https';
import type { SshConnection } from './ssh/connect';

/** All deadlines of a round: nothing in it can take longer. */
export const roundLimits = {
  webMs: 10_000,
  sshMs: 25_000,
  connectMs: 12_000,
  witnessMs: 4_000,
  outputBytes: 512 * 1024,
} as const;
/** The script's own share. */
const commandMs = roundLimits.sshMs - 2_000;
/** Refused once, the server is not asked again by itself for so long: fail2ban counts refusals. */
const authHoldMs = 30 * 60_000;
const sudoFreshMs = 60 * 60_000;

export type Connect = (server: ServerSettings, signal?: AbortSignal) => Promise<Result<SshConnection, RemoteError>>;

export interface ObserverDeps {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly probe: typeof probeHttps;
  readonly ask: typeof askWitnesses;
  readonly nonce: () => string;
  /** Names of VPN interfaces; this machine's own unless told. */
  readonly tunnels?: () => readonly string[];
  /** The system's proxies; none unless told. */
  readonly resolveProxy?: ResolveProxy;
}

export interface Observer {
  /** One round: everything is looked at at once, and everything has ended when it resolves. Never rejects. */
  observe(server: ServerSettings, witnesses: readonly WitnessSettings[]): Promise<Observation>;
  /** The look inside over a connection that is already open. */
  lookInside(
    connection: SshConnection,
    server: ServerSettings,
    askSudo: boolean,
  ): Promise<Result<RemoteFacts, RemoteError>>;
  probeWeb(server: ServerSettings): Promise<{ readonly portal: HttpProbe; readonly api: HttpProbe }>;
  /** She asked for it herself: a refused login may be tried again. */
  release(serverId: string): void;
}

interface AuthHold {
  readonly until: number;
  readonly user: string;
  readonly tried: AuthMethod;
  readonly access: string;
}

export function createObserver(deps: ObserverDeps): Observer {
  const holds = new Map<string, AuthHold>();
  const sudo = new Map<string, { readonly answer: SudoAnswer; readonly at: number }>();
  const releases = new Map<string, number>();
  /** Sets the hold, unless she released it since the round began: that refusal was of what she had before. */
  const holderOf = (serverId: string) => {
    const begunAfter = releases.get(serverId);
    return (hold: AuthHold) => {
      if (releases.get(serverId) === begunAfter) holds.set(serverId, hold);
    };
  };
  const look = (connection: SshConnection, server: ServerSettings, askSudo: boolean) =>
    lookInside(deps, connection, server, { askSudo, limitMs: commandMs });
  return {
    observe: (server, witnesses) =>
      observeRound(deps, server, witnesses, () => observeSsh(deps, server, { holds, sudo, hold: holderOf(server.id) })),
    lookInside: look,
    probeWeb: (server) => probeWeb(deps, server),
    release: (serverId) => {
      releases.set(serverId, (releases.get(serverId) ?? 0) + 1);
      holds.delete(serverId);
    },
  };
}

async function observeRound(
  deps: ObserverDeps,
  server: ServerSettings,
  witnesses: readonly WitnessSettings[],
  ssh: () => Promise<SshOutcome>,
): Promise<Observation> {
  const startedAt = deps.clock.now();
  let report: Promise<WitnessReport> | null = null;
  // Asked in the seconds of the failure, not on a timer: a witness of before or after proves nothing.
  const askOnFailure = (probe: HttpProbe) => {
    if (needsWitness(probe))
      report ??= deps.ask({
        witnesses,
        timeoutMs: roundLimits.witnessMs,
        now: deps.clock.now,
        resolveProxy: deps.resolveProxy,
      });
    return probe;
  };
  const web = startWeb(deps, server);
  const [portal, api, outcome] = await Promise.all([web.portal.then(askOnFailure), web.api.then(askOnFailure), ssh()]);
  const asked = report as Promise<WitnessReport> | null;
  const answer = asked === null ? null : await asked;
  return {
    serverId: server.id,
    startedAt,
    endedAt: deps.clock.now(),
    portal,
    api,
    ssh: outcome,
    witnesses: answer,
    // Also when all is well: that is when it is learnt which of them the server needs.
    tunnels: (deps.tunnels ?? upTunnels)(),
  };
}

/** Silence, or a page that a network in between may have put there. */
function needsWitness(probe: HttpProbe): boolean {
  if (isSilent(probe)) return true;
  const foreign = probe.outcome.kind === 'answered' && probe.outcome.body === 'foreign';
  return foreign || (probe.certificate !== null && probe.certificate.problem !== null);
}

async function probeWeb(deps: ObserverDeps, server: ServerSettings): Promise<{ portal: HttpProbe; api: HttpProbe }> {
  const web = startWeb(deps, server);
  const [portal, api] = await Promise.all([web.portal, web.api]);
  return { portal, api };
}

function startWeb(
  deps: ObserverDeps,
  server: ServerSettings,
): { readonly portal: Promise<HttpProbe>; readonly api: Promise<HttpProbe> } {
  const caPem = readCa(server.caFile);
  const probe = (url: string, expect: 'json' | 'page') =>
    deps.probe({
      url,
      expect,
      caPem,
      timeoutMs: roundLimits.webMs,
      now: deps.clock.now,
      resolveProxy: deps.resolveProxy,
    });
  return { portal: probe(server.url, 'page'), api: probe(apiUrl(server), 'json') };
}

/** The API's public address. */
function apiUrl(server: ServerSettings): string {
  return new URL(server.api.path, server.url).href;
}

/** The systems' own lists of authorities have 250 kB. */
const maxCaBytes = 1_000_000;

/** A missing file adds no authority: the certificate is then judged by the usual ones. */
function readCa(file: string | null): string | null {
  if (file === null) return null;
  try {
    const text = readBoundedFile(file, maxCaBytes);
    return text.ok ? text.value : null;
  } catch {
    return null;
  }
}

interface SshMemory {
  readonly holds: Map<string, AuthHold>;
  readonly sudo: Map<string, { readonly answer: SudoAnswer; readonly at: number }>;
  readonly hold: (hold: AuthHold) => void;
}

async function observeSsh(
  deps: ObserverDeps,
  server: ServerSettings,
  { holds, sudo, hold: setHold }: SshMemory,
): Promise<SshOutcome> {
  const startedMs = deps.clock.monotonic();
  const elapsed = () => Math.round(deps.clock.monotonic() - startedMs);
  const hold = holds.get(server.id);
  if (hold !== undefined && hold.until > deps.clock.now() && hold.access === accessKey(server)) {
    const error: RemoteError = { kind: 'auth-held', user: hold.user, tried: hold.tried, until: hold.until };
    return { kind: 'failed', error, ms: elapsed() };
  }
  holds.delete(server.id);
  const connection = await deps.connect(server);
  if (!connection.ok) {
    const refused = toHold(deps, server, connection.error);
    if (refused !== null) setHold(refused);
    return { kind: 'failed', error: connection.error, ms: elapsed() };
  }
  const connectMs = elapsed();
  const known = sudo.get(server.id);
  const askSudo = known === undefined || known.answer !== 'allowed' || deps.clock.now() - known.at > sudoFreshMs;
  // What connecting took is missing here: both together have an end.
  const facts = await lookInside(deps, connection.value, server, { askSudo, limitMs: roundLimits.sshMs - connectMs });
  connection.value.end();
  if (!facts.ok) return { kind: 'failed', error: facts.error, ms: elapsed() };
  if (facts.value.sudo !== 'not-asked') sudo.set(server.id, { answer: facts.value.sudo, at: deps.clock.now() });
  const answer = sudo.get(server.id)?.answer ?? facts.value.sudo;
  return { kind: 'facts', facts: { ...facts.value, sudo: answer }, connectMs, totalMs: elapsed() };
}

/** Null: it was no refused login. */
function toHold(deps: ObserverDeps, server: ServerSettings, error: RemoteError): AuthHold | null {
  const refusal = error.kind === 'jump-failed' ? error.cause : error;
  if (refusal.kind !== 'auth-failed') return null;
  const until = deps.clock.now() + authHoldMs;
  return { until, user: refusal.user, tried: refusal.tried, access: accessKey(server) };
}

/** Changed settings are a reason to try at once. */
function accessKey(server: ServerSettings): string {
  return JSON.stringify([server.host, server.port, server.user, server.auth]);
}

async function lookInside(
  deps: ObserverDeps,
  connection: SshConnection,
  server: ServerSettings,
  { askSudo, limitMs }: { readonly askSudo: boolean; readonly limitMs: number },
): Promise<Result<RemoteFacts, RemoteError>> {
  const nonce = deps.nonce();
  const { command, stdin } = buildRoundScript(server, { nonce, askSudo });
  const sentAt = deps.clock.now();
  const answer = await connection.exec(command, {
    stdin,
    timeoutMs: Math.min(commandMs, limitMs),
    maxBytes: roundLimits.outputBytes,
  });
  if (!answer.ok) return answer;
  const stdout = answer.value.stdout.toString('utf8');
  return parseRoundAnswer(stdout, { nonce, server, sentAt, receivedAt: deps.clock.now() });
}
