/** What stands in the set-up form while she types, and what is wrong with it. The main process checks it all again. */
import { hostProblem, keyProblem, portProblem, urlProblem, userProblem } from '../core/settings-rules';
import type { Problem } from '../core/settings-rules';
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
export function problemsOf(draft: SetupDraft): Readonly<Partial<Record<SetupField, Problem>>> {
  const found: Readonly<Record<SetupField, Problem | null>> = {
    host: hostProblem(draft.host.trim()),
    port: portProblem(draft.port.trim()),
    user: userProblem(draft.user.trim()),
    keyFile: draft.authKind === 'key' ? keyProblem(draft.keyFile.trim()) : null,
    secret: draft.authKind === 'password' && draft.secret === '' ? { kind: 'password-empty' } : null,
    url: urlProblem(draft.url.trim()),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== null));
}
