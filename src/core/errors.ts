/**
 * Why the server could not be asked over SSH. One variant for each thing a person would do differently.
 * Library exceptions become one of these once, at the edge (src/main/ssh/to-remote-error.ts).
 */
export type RemoteError =
  | { readonly kind: 'name-not-found'; readonly host: string }
  /** TCP connection refused: the machine is there, nothing listens on the port. */
  | { readonly kind: 'refused'; readonly host: string; readonly port: number }
  /** Nobody answered in time, or the network said "no route". */
  | { readonly kind: 'timeout'; readonly host: string; readonly port: number; readonly limitMs: number }
  | { readonly kind: 'unreachable'; readonly host: string; readonly port: number }
  /** This machine knows no way there: nothing was sent. */
  | { readonly kind: 'no-route'; readonly host: string; readonly port: number }
  /** Something answers on the port and it does not speak SSH. */
  | { readonly kind: 'not-ssh'; readonly host: string; readonly port: number }
  | { readonly kind: 'no-common-algorithm'; readonly what: string }
  | { readonly kind: 'host-key-unknown'; readonly fingerprint: string; readonly keyType: string }
  | {
      readonly kind: 'host-key-changed';
      readonly fingerprint: string;
      readonly known: string;
      readonly keyType: string;
    }
  /** `triedMethods`: what was offered, for the sentence ("la llave", "la contraseña"). */
  | { readonly kind: 'auth-failed'; readonly user: string; readonly tried: AuthMethod }
  /** pam_nologin: the server lets nobody in while it boots or shuts down. */
  | { readonly kind: 'login-refused-booting' }
  | { readonly kind: 'password-not-accepted-by-server'; readonly user: string }
  /** A passphrase or password is needed and nobody may be asked now. Never asked by a background round. */
  | { readonly kind: 'secret-needed'; readonly what: 'passphrase' | 'password' }
  | { readonly kind: 'passphrase-wrong'; readonly file: string }
  | { readonly kind: 'key-unreadable'; readonly file: string }
  | { readonly kind: 'key-format'; readonly file: string; readonly format: KeyFormatProblem }
  | { readonly kind: 'agent-missing' }
  | { readonly kind: 'agent-empty' }
  /** Logged in, but the server refused to open a session (MaxSessions, forced command, broken shell). */
  | { readonly kind: 'session-refused' }
  /** Logged in, then the connection broke. */
  | { readonly kind: 'disconnected' }
  /** The command did not end in time. */
  | { readonly kind: 'command-timeout'; readonly limitMs: number }
  /** `vigia-gate` on the server lets this script not through: another version's, or taken away on purpose. */
  | { readonly kind: 'gate-refused' }
  /** The answer has none of our marks: not a POSIX shell, or a forced command. */
  | { readonly kind: 'answer-unreadable' }
  | { readonly kind: 'too-much-output'; readonly limitBytes: number }
  | { readonly kind: 'jump-failed'; readonly jumpHost: string; readonly cause: RemoteError }
  /** Not tried: the last attempt was refused and repeating it could lock the user out. */
  | { readonly kind: 'auth-held'; readonly user: string; readonly tried: AuthMethod; readonly until: number }
  | { readonly kind: 'other'; readonly detail: string };

export type AuthMethod = 'key' | 'agent' | 'password';
export type KeyFormatProblem = 'pkcs8' | 'putty' | 'public' | 'cipher' | 'certificate' | 'security-key' | 'unknown';

type HostKeyError = Extract<RemoteError, { readonly kind: 'host-key-unknown' | 'host-key-changed' }>;

/** That somebody showed another identity than the one that is trusted: the server, or a host on the way to it. */
export function hostKeyError(
  error: RemoteError,
): { readonly error: HostKeyError; readonly jumpHost: string | null } | null {
  const inner = error.kind === 'jump-failed' ? error.cause : error;
  if (inner.kind !== 'host-key-unknown' && inner.kind !== 'host-key-changed') return null;
  return { error: inner, jumpHost: error.kind === 'jump-failed' ? error.jumpHost : null };
}
