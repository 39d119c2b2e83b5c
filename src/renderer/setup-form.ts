/** What stands in the set-up form while she types, and what is wrong with it. The main process checks it all again. */
import { isElsewhere, keepsSecret } from '../core/access-change';
import { hostProblem, keyProblem, portProblem, urlProblem, userProblem } from '../core/settings-rules';
import type { Problem } from '../core/settings-rules';
import type { KeptDraft, SetupDefaults, SetupForm } from '../shared/ipc';

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

/** What was kept of it has no secret in it: that is typed again. */
export function fromKept(kept: KeptDraft): SetupDraft {
  return { ...kept, secret: '' };
}

/** What is worth keeping of it; null: she changed nothing but the secret. */
export function toKept(draft: SetupDraft, { form }: SetupDefaults): KeptDraft | null {
  const kept = withoutSecret(draft);
  return JSON.stringify(kept) === JSON.stringify(withoutSecret(toDraft(form))) ? null : kept;
}

function withoutSecret({ host, port, user, authKind, keyFile, url, caFile }: SetupDraft): KeptDraft {
  return { host, port, user, authKind, keyFile, url, caFile };
}

/** The form to send, or null where `problemsOf` finds something. */
export function toForm(draft: SetupDraft, defaults: SetupDefaults): SetupForm | null {
  if (Object.keys(problemsOf(draft, defaults)).length > 0) return null;
  return {
    serverId: defaults.form.serverId,
    ...accessOf(draft),
    secret: draft.authKind === 'agent' || draft.secret === '' ? null : draft.secret,
    url: draft.url.trim(),
    caFile: draft.caFile.trim() === '' ? null : draft.caFile.trim(),
  };
}

function accessOf(draft: SetupDraft): Pick<SetupForm, 'host' | 'port' | 'user' | 'auth'> {
  return {
    host: draft.host.trim(),
    port: draft.port.trim() === '' ? null : Number(draft.port),
    user: draft.user.trim(),
    auth: draft.authKind === 'key' ? { kind: 'key', file: draft.keyFile.trim() } : { kind: draft.authKind },
  };
}

/** Every field that cannot be sent, with the likeliest reason. */
export function problemsOf(draft: SetupDraft, defaults: SetupDefaults): Readonly<Partial<Record<SetupField, Problem>>> {
  const needsPassword = draft.authKind === 'password' && draft.secret === '' && !isSecretKept(draft, defaults);
  const found: Readonly<Record<SetupField, Problem | null>> = {
    host: hostProblem(draft.host.trim()) ?? takenProblem(draft, defaults),
    port: portProblem(draft.port.trim()),
    user: userProblem(draft.user.trim()),
    keyFile: draft.authKind === 'key' ? keyProblem(draft.keyFile.trim()) : null,
    secret: needsPassword ? { kind: 'password-empty' } : null,
    url: urlProblem(draft.url.trim()),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== null));
}

function takenProblem(draft: SetupDraft, { others }: SetupDefaults): Problem | null {
  const { host, port } = accessOf(draft);
  const other = others.find((one) => one.host === host && (one.port ?? 22) === (port ?? 22));
  return other === undefined ? null : { kind: 'host-taken', name: other.name };
}

/** The one that the main process keeps will do: nothing need be typed. */
export function isSecretKept(draft: SetupDraft, { form, isSecretKept: isKept }: SetupDefaults): boolean {
  return isKept && keepsSecret(form, accessOf(draft));
}

/** What the changes of an access mean beyond themselves. Nothing for a new server. */
export function consequencesOf(draft: SetupDraft, defaults: SetupDefaults): readonly ('identity' | 'secret')[] {
  const { form } = defaults;
  if (form.serverId === null) return [];
  const after = accessOf(draft);
  return [
    ...(isElsewhere(form, after) ? (['identity'] as const) : []),
    ...(defaults.isSecretKept && !keepsSecret(form, after) ? (['secret'] as const) : []),
  ];
}
