/** What ~/.ssh/config says about a host: where to connect, as whom, with which keys, through which other hosts. */
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { isGlobMatch } from './known-hosts';
import { loadSshConfig, type IgnoredConfig, type SshConfig } from './ssh-config-file';
import { expandPath, type LocalUser } from './ssh-config-paths';

export interface ResolvedTarget {
  /** What was asked for: an alias or a host name. */
  readonly alias: string;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias: string | null;
  readonly identityFiles: readonly string[];
  /** A path, `none`, or null where the configuration says nothing. */
  readonly identityAgent: string | null;
  readonly identitiesOnly: boolean;
}

export interface ResolvedRoute {
  /** Hosts to pass through, nearest first. */
  readonly jumps: readonly ResolvedTarget[];
  readonly target: ResolvedTarget;
  /** What the configuration says and Vigía does not do. */
  readonly ignored: readonly IgnoredConfig[];
}

/** Null: not said in the settings, the configuration decides. */
export interface AskedTarget {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
}

export function currentLocalUser(): LocalUser {
  return { home: homedir(), user: localUserName(), hostName: hostname(), env: process.env };
}

function localUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an account, as in some containers.
    return process.env['USER'] ?? process.env['USERNAME'] ?? '';
  }
}

const maxJumps = 8;

/** Never fails: without a usable configuration the host is what was typed, port 22, the local user. */
export function resolveTarget(
  asked: AskedTarget,
  configFile?: string,
  local: LocalUser = currentLocalUser(),
): ResolvedRoute {
  const config = loadSshConfig(configFile ?? join(local.home, '.ssh', 'config'), local.home);
  const ignored: IgnoredConfig[] = [...config.ignored];
  const target = resolveOne(config, asked, local, ignored);
  const jumps = resolveJumps(config, asked.host, local, ignored, [asked.host]);
  // `Host *` with a ProxyJump applies to the jump host too, which must not jump through itself.
  const useful = jumps.filter((jump) => jump.hostName !== target.hostName || jump.port !== target.port);
  return { jumps: useful.slice(-maxJumps), target, ignored };
}

/** The names in the configuration that stand for one host each, for the set-up form. */
export function listSshHosts(configFile?: string, home = homedir()): readonly string[] {
  const { lines } = loadSshConfig(configFile ?? join(home, '.ssh', 'config'), home);
  const names = lines.flatMap((line) => line.conditions.flat()).filter((name) => !/[*?!]/.test(name));
  return [...new Set(names)].slice(0, 200);
}

function resolveOne(config: SshConfig, asked: AskedTarget, local: LocalUser, ignored: IgnoredConfig[]): ResolvedTarget {
  const values = valuesFor(config, asked.host);
  const first = (name: string): string | null => values.get(name)?.[0] ?? null;
  const hostName = (first('hostname') ?? asked.host).replaceAll('%h', asked.host).replaceAll('%%', '%');
  const port = asked.port ?? toPort(first('port')) ?? 22;
  const user = asked.user ?? first('user') ?? local.user;
  const hostKeyAlias = first('hostkeyalias');
  const expand = (text: string): string | null => {
    const path = expandPath(text, { local, hostName, alias: asked.host, port, user, hostKeyAlias });
    if (path === null) ignored.push({ kind: 'unsupported', what: text });
    return path;
  };
  const agent = first('identityagent');
  return {
    alias: asked.host,
    hostName,
    port,
    user,
    hostKeyAlias,
    identityFiles: (values.get('identityfile') ?? [])
      .filter((file) => file.toLowerCase() !== 'none')
      .flatMap((file) => expand(file) ?? []),
    identityAgent: agent === null ? null : agent.toLowerCase() === 'none' ? 'none' : expand(agent),
    identitiesOnly: first('identitiesonly')?.toLowerCase() === 'yes',
  };
}

/** All values of each option that applies to the host, in order; the first one wins except for IdentityFile. */
function valuesFor(config: SshConfig, host: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const line of config.lines) {
    if (!line.conditions.every((patterns) => isPatternListMatch(patterns, host))) continue;
    values.set(line.name, [...(values.get(line.name) ?? []), line.value]);
  }
  return values;
}

function isPatternListMatch(patterns: readonly string[], host: string): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && isGlobMatch(pattern.slice(1), host))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && isGlobMatch(pattern, host));
}

/** Whichever of ProxyJump and ProxyCommand comes first decides, as in ssh. Commands are never run. */
function resolveJumps(
  config: SshConfig,
  host: string,
  local: LocalUser,
  ignored: IgnoredConfig[],
  seen: readonly string[],
): readonly ResolvedTarget[] {
  const values = valuesFor(config, host);
  const proxy = config.lines.find(
    (line) =>
      (line.name === 'proxyjump' || line.name === 'proxycommand') &&
      line.conditions.every((patterns) => isPatternListMatch(patterns, host)),
  );
  if (proxy === undefined || proxy.value.toLowerCase() === 'none') return [];
  if (proxy.name === 'proxycommand') {
    ignored.push({ kind: 'unsupported', what: 'ProxyCommand' });
    return [];
  }
  const asked = (values.get('proxyjump')?.[0] ?? '').split(',').map((text) => parseJump(text.trim()));
  const known = asked.flatMap((jump) => (jump === null ? [] : [jump]));
  const [nearest] = known;
  if (nearest === undefined || known.length < asked.length) {
    ignored.push({ kind: 'unsupported', what: `ProxyJump ${proxy.value}` });
    return [];
  }
  // Only the nearest one is reached by its own configuration; the others are reached through it.
  const isNew = !seen.includes(nearest.host) && seen.length < maxJumps;
  const before = isNew ? resolveJumps(config, nearest.host, local, ignored, [...seen, nearest.host]) : [];
  const jumps = known.map((jump) => resolveOne(config, jump, local, ignored));
  return [...before.filter((jump) => jump.hostName !== jumps[0]?.hostName || jump.port !== jumps[0].port), ...jumps];
}

/** `[user@]host[:port]` or `ssh://…`; null for anything else. */
function parseJump(text: string): AskedTarget | null {
  const match = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^:@\s[\]]+))(?::(\d+))?\/?$/.exec(text);
  const host = match?.[2] ?? match?.[3];
  if (match === null || host === undefined) return null;
  const port = match[4] === undefined ? null : toPort(match[4]);
  return match[4] !== undefined && port === null ? null : { host, port, user: match[1] ?? null };
}

function toPort(text: string | null): number | null {
  const port = text !== null && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}
