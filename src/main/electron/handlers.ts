import { homedir } from 'node:os';
import { join } from 'node:path';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { BaseWindow, clipboard, dialog, type OpenDialogOptions } from 'electron';
import { forServer, portalProfile } from '../../core/portal-profile';
import type { MonitorEvent } from '../../core/monitor';
import type { Snapshot } from '../../core/snapshot-types';
import type { ServerSettings, Settings } from '../../core/settings';
import type { PublicSettings, Push, RequestArgument, SetupDefaults, SetupForm, ViewContext } from '../../shared/ipc';
import type { Translator } from '../../shared/i18n';
import type { Clock } from '../clock';
import { openLog, type OpenLog } from '../follow-logs';
import type { Notifier } from '../notifier/notifier';
import type { Connect, Observer } from '../observe';
import type { Poller } from '../poller';
import type { Secrets } from '../secrets';
import type { SettingsStore } from '../settings-store';
import { runSetupTest } from '../setup-test';
import { knownFingerprint, resolveForSetup } from '../setup-target';
import { agentAvailable } from '../ssh/agent';
import type { HostKeyStore } from '../ssh/host-keys';
import { listSshHosts, resolveTarget } from '../ssh/ssh-config';
import { detectKeyKind } from '../ssh/key-kind';
import { openExternal } from './external-link';
import type { DrillHandlers } from './drill-handlers';
import type { HistoryHandlers } from './history-handlers';
import type { RequestHandlers } from './ipc';
import type { SilenceHandlers } from './silence-handlers';

export interface HandlerDeps {
  readonly clock: Clock;
  /** What is shown now: the truth, or a drill. */
  readonly snapshot: () => Snapshot;
  readonly dispatch: (event: MonitorEvent) => void;
  readonly poller: Poller;
  readonly settings: SettingsStore;
  readonly secrets: Secrets;
  readonly hostKeys: HostKeyStore;
  readonly observer: Observer;
  readonly connect: Connect;
  readonly notifier: Notifier;
  readonly translator: () => Translator;
  readonly view: () => ViewContext;
  readonly push: (push: Push) => void;
  /** One restart through the same function as the tray and the command line. */
  readonly restart: (order: RequestArgument<'restart:start'>) => boolean;
  /** Makes changed settings count at once. */
  readonly applySettings: (settings: Settings) => void;
  readonly silence: SilenceHandlers;
  readonly drill: DrillHandlers;
  readonly history: HistoryHandlers;
}

export interface Handlers {
  readonly handlers: RequestHandlers;
  /** The window is gone: nothing that it had opened goes on. */
  onWindowClosed(): void;
}

export function createHandlers(deps: HandlerDeps): Handlers {
  const logs = new Map<number, OpenLog>();
  let nextStream = 1;
  const find = (serverId: string): ServerSettings | undefined =>
    deps.settings.current().servers.find((server) => server.id === serverId);

  const handlers: RequestHandlers = {
    'snapshot:get': () => ({ snapshot: deps.snapshot(), view: deps.view() }),
    'check:now': ({ serverId }) => {
      void deps.poller.checkNow(serverId);
      return null;
    },
    'restart:start': (order) => ({ accepted: deps.restart(order) }),
    'restart:dismiss': ({ serverId }) => {
      deps.dispatch({ kind: 'restart-dismissed', serverId });
      return null;
    },
    'logs:open': ({ serverId, source, follow }) => {
      const stream = nextStream++;
      const server = find(serverId);
      if (server === undefined) return { stream };
      const log = openLog(deps.connect, {
        server,
        source,
        lines: 500,
        follow,
        grep: null,
        sinceAt: null,
        onLines: (lines) => {
          deps.push({ kind: 'log-lines', stream, lines, dropped: 0 });
        },
        onEnd: (error) => {
          logs.delete(stream);
          deps.push({ kind: 'log-end', stream, error });
        },
      });
      logs.set(stream, log);
      return { stream };
    },
    'logs:close': ({ stream }) => {
      logs.get(stream)?.close();
      return null;
    },
    ...deps.silence,
    ...deps.drill,
    ...deps.history,
    'host-key:accept': ({ serverId, fingerprint }) => {
      const server = find(serverId);
      const accepted = server !== undefined && deps.hostKeys.acceptFingerprint(server.host, server.port, fingerprint);
      if (accepted) void deps.poller.checkNow(serverId);
      return { accepted };
    },
    ...createSetupHandlers(deps),
    'secret:give': async ({ serverId, secret }) => {
      const server = find(serverId);
      if (server !== undefined) await deps.secrets.remember(serverId, secretKind(server.auth), secret);
      void deps.poller.checkNow(serverId);
      return null;
    },
    'settings:get': () => publicSettings(deps),
    'settings:set': (change) => {
      const saved = deps.settings.update((settings) => ({ ...settings, ...defined(change) }));
      if (saved.ok) deps.applySettings(saved.value);
      return publicSettings(deps);
    },
    'notice:test': async () => {
      const [title = '', ...body] = deps.translator().text('notice.test').split('\n');
      const shown = await deps.notifier.show({
        id: 'test',
        title,
        body: body.join('\n'),
        sound: false,
        urgency: 'normal',
      });
      if (!shown.ok) return { shown: false, channel: 'none', reason: shown.error };
      const { channel, reason } = shown.value;
      return { shown: channel === 'electron' || channel === 'node-notifier', channel, reason };
    },
    'open:portal': ({ serverId }) => {
      const server = find(serverId);
      if (server !== undefined) openExternal(server.url, [server.url]);
      return null;
    },
    'copy:text': ({ text }) => {
      void clipboard.writeText(text);
      return null;
    },
  };
  return {
    handlers,
    onWindowClosed: () => {
      for (const log of logs.values()) log.close();
      logs.clear();
    },
  };
}

type SetupRequests = 'setup:defaults' | 'setup:test' | 'setup:accept-host-key' | 'setup:save' | 'setup:choose-file';

function createSetupHandlers(deps: HandlerDeps): Pick<RequestHandlers, SetupRequests> {
  let tested: ServerSettings | null = null;
  return {
    'setup:defaults': () => setupDefaults(deps),
    'setup:test': async (form) => {
      const server = toServer(form, deps);
      tested = server;
      if (form.secret !== null) await deps.secrets.remember(server.id, secretKind(form.auth), form.secret);
      deps.observer.release(server.id);
      const test = {
        clock: deps.clock,
        observer: deps.observer,
        connect: deps.connect,
        resolve: resolveForSetup,
        knownFingerprint: (one: ServerSettings) => knownFingerprint(deps.hostKeys, one),
        platform: process.platform,
      };
      void runSetupTest(test, server, (steps) => {
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
      const server = toServer(form, deps);
      if (form.secret !== null) await deps.secrets.remember(server.id, secretKind(form.auth), form.secret);
      const saved = deps.settings.update((settings) => ({
        ...settings,
        servers: [...settings.servers.filter(({ id }) => id !== server.id), server],
      }));
      if (!saved.ok) return { saved: false, serverId: null };
      deps.applySettings(saved.value);
      return { saved: true, serverId: server.id };
    },
    'setup:choose-file': async ({ what }) => {
      const parent = BaseWindow.getAllWindows()[0];
      const defaultPath = what === 'key' ? join(homedir(), '.ssh') : homedir();
      const options: OpenDialogOptions = { properties: ['openFile', 'showHiddenFiles'], defaultPath };
      const chosen = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return { path: chosen.filePaths[0] ?? null };
    },
  };
}

function toServer(form: SetupForm, deps: HandlerDeps): ServerSettings {
  const known = deps.settings.current().servers;
  const [only, second] = known;
  return forServer({ ...form, name: null, known, replaces: second === undefined ? (only?.id ?? null) : null });
}

function secretKind(auth: ServerSettings['auth']): 'passphrase' | 'password' {
  return auth.kind === 'password' ? 'password' : 'passphrase';
}

async function setupDefaults(deps: HandlerDeps): Promise<SetupDefaults> {
  const known = deps.settings.current().servers[0];
  const base = known ?? portalProfile;
  const keyFiles = findKeyFiles(join(homedir(), '.ssh'));
  const agent =
    (await agentAvailable({ platform: process.platform, env: process.env, identityAgent: null }, deps.clock)) ===
    'available';
  const firstKey = keyFiles[0];
  const auth: SetupForm['auth'] =
    known !== undefined
      ? known.auth
      : agent
        ? { kind: 'agent' }
        : firstKey === undefined
          ? { kind: 'password' }
          : { kind: 'key', file: firstKey };
  const sshHosts = listSshHosts().map((alias) => {
    const { target } = resolveTarget({ host: alias, port: null, user: null });
    return { alias, hostName: target.hostName, user: target.user, port: target.port };
  });
  const form: SetupForm = {
    host: base.host,
    port: base.port,
    user: base.user ?? '',
    auth,
    secret: null,
    url: base.url,
    caFile: base.caFile,
  };
  return { form, sshHosts, keyFiles, agentAvailable: agent };
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
    const stat = statSync(file);
    return stat.isFile() && stat.size < 65_536 && detectKeyKind(readFileSync(file, 'utf8')).kind !== 'unusable';
  } catch {
    return false;
  }
}

function publicSettings({ settings, secrets }: HandlerDeps): PublicSettings {
  const { language, theme, notificationChannel, quietHours, digest } = settings.current();
  return { language, theme, notificationChannel, quietHours, digest, secretsKept: secrets.warning() === null };
}

/** `undefined` is not a value to write. */
function defined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
