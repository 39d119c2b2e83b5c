/** What a change of a server's access means for what is trusted and what is kept. The window says it, the shell does it. */
import type { ServerSettings } from './settings';

export type Access = Pick<ServerSettings, 'host' | 'port' | 'user' | 'auth'>;

/** Another place, in which nobody is trusted yet: her confirmation is bound to host and port. */
export function isElsewhere(before: Access, after: Access): boolean {
  return before.host !== after.host || before.port !== after.port;
}

export type SecretKind = 'passphrase' | 'password';

/**
 * What a secret is for: the passphrase of this key, the password of this account on this machine. It is kept with the
 * secret, so that whoever writes another host into the settings gets no password that was given for the old one.
 */
export function secretPlace({ host, port, user, auth }: Access, kind: SecretKind): string {
  return JSON.stringify(kind === 'password' ? [host, port, user] : auth.kind === 'key' ? [auth.file] : []);
}

/** Whether what is kept in the keyring is still meant. */
export function keepsSecret(before: Access, after: Access): boolean {
  if (before.auth.kind !== after.auth.kind || before.auth.kind === 'agent') return false;
  const kind = before.auth.kind === 'key' ? 'passphrase' : 'password';
  return secretPlace(before, kind) === secretPlace(after, kind);
}
