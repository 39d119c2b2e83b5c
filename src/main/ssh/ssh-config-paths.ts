/** The placeholders in paths of ~/.ssh/config. */

/** Whose configuration: an argument, so that it can be tested with another home. */
export interface LocalUser {
  readonly home: string;
  readonly user: string;
  readonly hostName: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface PathTokens {
  readonly local: LocalUser;
  readonly hostName: string;
  readonly alias: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias: string | null;
}

/** `~`, `%d` and its kin, `${VARIABLE}` and, for the agent, `$VARIABLE`; null where something has no value. */
export function expandPath(text: string, tokens: PathTokens): string | null {
  const { local, hostName, alias, port, user, hostKeyAlias } = tokens;
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    d: local.home,
    h: hostName,
    k: hostKeyAlias ?? alias,
    L: local.hostName.split('.')[0] ?? '',
    l: local.hostName,
    n: alias,
    p: String(port),
    r: user,
    u: local.user,
  };
  const missing: string[] = [];
  const need = (name: string, value: string | undefined): string => {
    if (value === undefined) missing.push(name);
    return value ?? '';
  };
  const withAgent = text === 'SSH_AUTH_SOCK' ? '${SSH_AUTH_SOCK}' : text.replace(/^\$(\w+)$/, '${$1}');
  const home = withAgent.replace(/^~(?=[/\\]|$)/, () => local.home);
  const path = home
    .replace(/\$\{(\w+)\}/g, (_, name: string) => need(name, local.env[name]))
    .replace(/%(.)/g, (_, token: string) => need(token, values[token]));
  return missing.length === 0 && path !== '' ? path : null;
}
