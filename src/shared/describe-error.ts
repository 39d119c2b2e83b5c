import type { RemoteError } from '../core/errors';
import { firstText } from './describe-values';
import type { MessageValues, Translator } from './i18n';

/** Where the connection was meant to go: what the error itself does not carry. */
export interface RemoteErrorContext {
  readonly host: string;
  readonly user: string | null;
  readonly port: number;
  readonly keyFile: string | null;
}

export interface DescribedError {
  readonly sentence: string;
  /** What to do. May hold commands between backticks. */
  readonly next: string;
}

/** Why the server could not be asked, and what to do about it. Every variant has its own pair of texts. */
export function describeRemoteError(error: RemoteError, context: RemoteErrorContext, t: Translator): DescribedError {
  const values = toErrorValues(error, context, t);
  const choice = choiceOf(error);
  const base = `error.${error.kind}`;
  const chosen = choice === null ? [] : [`${base}.${choice}`];
  const sentence = firstText(t, [...chosen, base, `${base}.bare`], values) ?? t.text('error.other.bare');
  if (error.kind === 'jump-failed')
    return { sentence, next: describeRemoteError(error.cause, { ...context, host: error.jumpHost }, t).next };
  const nexts =
    choice === null ? [] : [`${base}.${choice}.next`, `${base}.${choice}.next.bare`, `${base}.next.${choice}`];
  const next = firstText(t, [...nexts, `${base}.next`, `${base}.next.bare`], values) ?? t.text('error.other.next');
  return { sentence, next };
}

/** Which of several texts of the same error. */
function choiceOf(error: RemoteError): string | null {
  switch (error.kind) {
    case 'auth-failed':
      return error.tried;
    case 'secret-needed':
      return error.what;
    case 'key-format':
      return error.format;
    default:
      return null;
  }
}

function toErrorValues(error: RemoteError, context: RemoteErrorContext, t: Translator): MessageValues {
  const { host, port, user, keyFile } = context;
  const known: MessageValues = { host, port, user: user ?? t.text('user.yours'), file: keyFile ?? undefined };
  switch (error.kind) {
    case 'timeout':
      return { ...known, host: error.host, port: error.port, limit: error.limitMs };
    case 'name-not-found':
      return { ...known, host: error.host };
    case 'refused':
    case 'unreachable':
    case 'no-route':
    case 'not-ssh':
      return { ...known, host: error.host, port: error.port };
    case 'no-common-algorithm':
      return { ...known, what: error.what };
    case 'host-key-unknown':
      return { ...known, fingerprint: error.fingerprint };
    case 'host-key-changed':
      return { ...known, fingerprint: error.fingerprint, known: error.known };
    case 'auth-failed':
      return { ...known, user: error.user, credential: t.text(`credential.${error.tried}` as const) };
    case 'auth-held':
      return {
        ...known,
        user: error.user,
        credential: t.text(`credential.${error.tried}` as const),
        until: error.until,
      };
    case 'password-not-accepted-by-server':
      return { ...known, user: error.user };
    case 'passphrase-wrong':
    case 'key-unreadable':
    case 'key-format':
      return { ...known, file: error.file };
    case 'command-timeout':
      return { ...known, limit: error.limitMs };
    case 'too-much-output':
      return { ...known, limit: error.limitBytes };
    case 'jump-failed':
      return {
        ...known,
        jump: error.jumpHost,
        sentence: describeRemoteError(error.cause, { ...context, host: error.jumpHost }, t).sentence,
      };
    case 'other':
      return { ...known, detail: error.detail };
    default:
      return known;
  }
}
