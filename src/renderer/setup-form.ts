/** What stands in the set-up form while she types, and what is wrong with it. The main process checks it all again. */
import { hostPattern, isWebUrl, userPattern } from '../core/settings';
import type { SetupForm } from '../shared/ipc';

export interface SetupDraft {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly authKind: SetupForm['auth']['kind'];
  readonly keyFile: string;
  readonly secret: string;
  readonly url: string;
  readonly caFile: string;
}

export type SetupField = 'host' | 'port' | 'user' | 'keyFile' | 'secret' | 'url';

/** Why a field is not right: one variant for each thing she would do differently. */
export type FieldProblem =
  | 'host-empty'
  | 'host-has-user'
  | 'host-is-address'
  | 'host-malformed'
  | 'port-range'
  | 'user-empty'
  | 'user-malformed'
  | 'key-empty'
  | 'key-public'
  | 'password-empty'
  | 'url-empty'
  | 'url-scheme'
  | 'url-credentials'
  | 'url-malformed';

export function toDraft(form: SetupForm): SetupDraft {
  return {
    host: form.host,
    port: form.port === null ? '' : String(form.port),
    user: form.user,
    authKind: form.auth.kind,
    keyFile: form.auth.kind === 'key' ? form.auth.file : '',
    secret: form.secret ?? '',
    url: form.url,
    caFile: form.caFile ?? '',
  };
}

/** The form to send, or null where `problemsOf` finds something. */
export function toForm(draft: SetupDraft): SetupForm | null {
  if (Object.keys(problemsOf(draft)).length > 0) return null;
  return {
    host: draft.host.trim(),
    port: draft.port.trim() === '' ? null : Number(draft.port),
    user: draft.user.trim(),
    auth: draft.authKind === 'key' ? { kind: 'key', file: draft.keyFile.trim() } : { kind: draft.authKind },
    secret: draft.authKind === 'agent' || draft.secret === '' ? null : draft.secret,
    url: draft.url.trim(),
    caFile: draft.caFile.trim() === '' ? null : draft.caFile.trim(),
  };
}

/** Every field that cannot be sent, with the likeliest reason. */
export function problemsOf(draft: SetupDraft): Readonly<Partial<Record<SetupField, FieldProblem>>> {
  const found: Readonly<Record<SetupField, FieldProblem | null>> = {
    host: hostProblem(draft.host.trim()),
    port: portProblem(draft.port.trim()),
    user: userProblem(draft.user.trim()),
    keyFile: draft.authKind === 'key' ? keyProblem(draft.keyFile.trim()) : null,
    secret: draft.authKind === 'password' && draft.secret === '' ? 'password-empty' : null,
    url: urlProblem(draft.url.trim()),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== null));
}

function hostProblem(host: string): FieldProblem | null {
  if (host === '') return 'host-empty';
  if (host.includes('://')) return 'host-is-address';
  if (host.includes('@')) return 'host-has-user';
  return hostPattern.test(host) ? null : 'host-malformed';
}

function portProblem(port: string): FieldProblem | null {
  if (port === '') return null;
  const number = Number(port);
  return /^\d{1,5}$/.test(port) && number >= 1 && number <= 65535 ? null : 'port-range';
}

function userProblem(user: string): FieldProblem | null {
  if (user === '') return 'user-empty';
  return userPattern.test(user) ? null : 'user-malformed';
}

function keyProblem(file: string): FieldProblem | null {
  if (file === '') return 'key-empty';
  return file.endsWith('.pub') ? 'key-public' : null;
}

function urlProblem(url: string): FieldProblem | null {
  if (url === '') return 'url-empty';
  if (!/^https?:\/\//i.test(url)) return 'url-scheme';
  if (isWebUrl(url)) return null;
  return URL.canParse(url) ? 'url-credentials' : 'url-malformed';
}
