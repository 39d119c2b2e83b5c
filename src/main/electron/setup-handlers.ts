/** First start, a further server, and every change of an access: tried first, saved as a whole. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { keepsSecret } from '../../core/access-change';
import { forServer, portalProfile } from '../../core/portal-profile';
import { withServer } from '../../core/server-list';
import type { ServerSettings, Settings } from '../../core/settings';
import type { Push, SetupDefaults, SetupForm } from '../../shared/ipc';
import { readBoundedFile } from '../bounded-file';
import type { Clock } from '../clock';
import type { Connect, Observer } from '../observe';
import type { Secrets } from '../secrets';
import type { SettingsStore } from '../settings-store';
import type { SetupProgressStore } from '../setup-progress';
import { knownFingerprint, resolveForSetup } from '../setup-target';
import { runSetupTest } from '../setup-test';
import { agentAvailable } from '../ssh/agent';
import type { HostKeyStore } from '../ssh/host-keys';
import { detectKeyKind } from '../ssh/key-kind';
import { listSshHosts, resolveTarget } from '../ssh/ssh-config';
import type { RequestHandlers } from './ipc';

export interface SetupHandlerDeps {
  readonly clock: Clock;
  readonly settings: Pick<SettingsStore, 'current' | 'update'>;
  readonly secrets: Secrets;
  readonly hostKeys: HostKeyStore;
  readonly progress: SetupProgressStore;
  /** In a demonstration that she only looks at, nothing is set up: it would be gone with it. */
  readonly isDemoVisit: boolean;
  readonly observer: Observer;
  readonly connect: Connect;
  readonly applySettings: (settings: Settings) => void;
  readonly push: (push: Push) => void;
  /** The system's dialog, in this folder; null: she thought better of it. */
  readonly chooseFile: (folder: string) => Promise<string | null>;
}

type SetupRequest = Extract<keyof RequestHandlers, `setup:${string}`>;
export type SetupHandlers = Pick<RequestHandlers, SetupRequest>;

/** What is tried has secrets of its own, in memory: those of the server stay until she saves. No server has such an id. */
const trialId = '.trial';

export function createSetupHandlers(deps: SetupHandlerDeps): SetupHandlers {
  const { settings, secrets } = deps;
  let tested: ServerSettings | null = null;
  const before = (serverId: string | null) => settings.current().servers.find(({ id }) => id === serverId) ?? null;
  return {
    'setup:defaults': ({ serverId }) => setupDefaults(deps, before(serverId)),
    'setup:test': async (form) => {
      const trial = { ...toServer(form, settings.current()), id: trialId };
      tested = trial;
      await lendSecret(secrets, { form, trial, old: before(form.serverId) });
      deps.observer.release(trialId);
      const test = {
        clock: deps.clock,
        observer: deps.observer,
        connect: deps.connect,
        resolve: resolveForSetup,
        knownFingerprint: (one: ServerSettings) => knownFingerprint(deps.hostKeys, one),
        platform: process.platform,
      };
      void runSetupTest(test, trial, (steps) => {
        deps.push({ kind: 'setup', steps, finished: false });
      }).then(({ steps }) => {
        deps.push({ kind: 'setup', steps, finished: true });
      });
      return null;
    },
    'setup:accept-host-key': ({ fingerprint }) => {
      if (tested !== null) deps.hostKeys.acceptFingerprint(tested.host, tested.port, fingerprint);
      return null;
    },
    'setup:save': async (form) => {
      if (deps.isDemoVisit) return { problem: { kind: 'demo' }, serverId: null };
      const old = before(form.serverId);
      if (form.serverId !== null && old === null) return { problem: { kind: 'unknown' }, serverId: null };
      const server = toServer(form, settings.current());
      const saved = settings.update((newest) => withServer(newest, server));
      if (!saved.ok) return { problem: saved.error, serverId: null };
      // After it was saved: a change that fails forgets nothing. Before it counts: the next look needs it.
      if (old !== null && !keepsSecret(old, server)) secrets.forget(server.id);
      if (form.secret !== null) await secrets.remember(server, secretKind(form.auth), form.secret);
      secrets.forget(trialId);
      deps.observer.release(server.id);
      if (old === null) deps.progress.keep({ step: 'notices', serverId: server.id });
      else deps.progress.forget();
      deps.applySettings(saved.value);
      return { problem: null, serverId: server.id };
    },
    'setup:keep': ({ serverId, draft }) => {
      if (draft !== null) deps.progress.keep({ step: 'form', serverId, draft });
      else if (deps.progress.read()?.step === 'form') deps.progress.forget();
      return null;
    },
    'setup:done': () => {
      deps.progress.forget();
      return null;
    },
    'setup:choose-file': async ({ what }) => ({
      path: await deps.chooseFile(what === 'key' ? join(homedir(), '.ssh') : homedir()),
    }),
  };
}

function toServer(form: SetupForm, known: Settings): ServerSettings {
  const { serverId } = form;
  return forServer({
    ...form,
    name: null,
    known,
    target: serverId === null ? { kind: 'new' } : { kind: 'server', id: serverId },
  });
}

/** Typed now, or kept for the server that she edits and still meant for it. */
async function lendSecret(
  secrets: Secrets,
  {
    form,
    trial,
    old,
  }: { readonly form: SetupForm; readonly trial: ServerSettings; readonly old: ServerSettings | null },
): Promise<void> {
  secrets.forget(trialId);
  const kind = secretKind(form.auth);
  if (form.secret === null && old !== null && keepsSecret(old, form)) await secrets.load();
  const kept = old !== null && keepsSecret(old, form) ? secrets.recall(old, kind) : null;
  const secret = form.secret ?? kept;
  if (secret !== null) secrets.lend(trial, kind, secret);
}

/** What protects this way in. */
export function secretKind(auth: ServerSettings['auth']): 'passphrase' | 'password' {
  return auth.kind === 'password' ? 'password' : 'passphrase';
}

async function setupDefaults(deps: SetupHandlerDeps, server: ServerSettings | null): Promise<SetupDefaults> {
  const { servers } = deps.settings.current();
  const keyFiles = findKeyFiles(join(homedir(), '.ssh'));
  const isAgentThere =
    (await agentAvailable({ platform: process.platform, env: process.env, identityAgent: null }, deps.clock)) ===
    'available';
  const sshHosts = listSshHosts().map((alias) => {
    const { target } = resolveTarget({ host: alias, port: null, user: null });
    return { alias, hostName: target.hostName, user: target.user, port: target.port };
  });
  const base = server ?? portalProfile;
  // Only the first is most likely the portal itself.
  const place = server ?? (servers.length === 0 ? portalProfile : { host: '', url: '' });
  const form: SetupForm = {
    serverId: server?.id ?? null,
    host: place.host,
    port: base.port,
    user: base.user ?? '',
    auth: server?.auth ?? likelyAuth(isAgentThere, keyFiles[0]),
    secret: null,
    url: place.url,
    caFile: base.caFile,
  };
  const kept = deps.progress.read();
  return {
    form,
    draft: kept?.step === 'form' && kept.serverId === form.serverId ? kept.draft : null,
    name: server?.name ?? null,
    isSecretKept: server !== null && deps.secrets.recall(server, secretKind(server.auth)) !== null,
    others: servers.filter(({ id }) => id !== server?.id).map(({ name, host, port }) => ({ name, host, port })),
    sshHosts,
    keyFiles,
    agentAvailable: isAgentThere,
  };
}

function likelyAuth(isAgentThere: boolean, firstKey: string | undefined): SetupForm['auth'] {
  if (isAgentThere) return { kind: 'agent' };
  return firstKey === undefined ? { kind: 'password' } : { kind: 'key', file: firstKey };
}

/** Private keys by their content, not by their names. */
function findKeyFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((file) => isPrivateKeyFile(file))
      .slice(0, 20);
  } catch {
    return [];
  }
}

function isPrivateKeyFile(file: string): boolean {
  try {
    const text = readBoundedFile(file, 65_535);
    return text.ok && detectKeyKind(text.value).kind !== 'unusable';
  } catch {
    return false;
  }
}
