/** What a change of a server's access means for what is trusted and what is kept. The window says it, the shell does it. */
import type { ServerSettings } from './settings';

export type Access = Pick<ServerSettings, 'host' | 'port' | 'user' | 'auth'>;

/** Another place, in which nobody is trusted yet: her confirmation is bound to host and port. */
export function isElsewhere(before: Access, after: Access): boolean {
  return before.host !== after.host || before.port !== after.port;
}

/**
 * Whether what is kept in the keyring is still meant: the passphrase of the same key, the password of the same account.
 * A password is never tried on another machine than the one that she gave it for.
 */
export function keepsSecret(before: Access, after: Access): boolean {
  if (before.auth.kind === 'key' && after.auth.kind === 'key') return before.auth.file === after.auth.file;
  if (before.auth.kind !== 'password' || after.auth.kind !== 'password') return false;
  return !isElsewhere(before, after) && before.user === after.user;
}
