import { clipboard } from 'electron';
import type { MonitorEvent } from '../../core/monitor';
import type { Snapshot } from '../../core/snapshot-types';
import type { ServerSettings } from '../../core/settings';
import type { Push, RequestArgument, ViewContext } from '../../shared/ipc';
import type { Translator } from '../../shared/i18n';
import type { Clock } from '../clock';
import { createNonce } from '../nonce';
import type { LoginStartHandlers } from './login-handlers';
import type { Notifier } from '../notifier/notifier';
import type { Connect } from '../observe';
import type { Poller } from '../poller';
import type { Secrets } from '../secrets';
import type { SettingsStore } from '../settings-store';
import type { HostKeyStore } from '../ssh/host-keys';
import type { DataHandlers } from './data-handlers';
import { openExternal } from './external-link';
import type { DrillHandlers } from './drill-handlers';
import type { FileChooser, HistoryHandlers } from './history-handlers';
import type { RequestHandlers } from './ipc';
import { createLogHandlers } from './log-handlers';
import type { SettingsHandlers } from './settings-handlers';
import { secretKind, type SetupHandlers } from './setup-handlers';
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
  readonly connect: Connect;
  readonly notifier: Notifier;
  readonly translator: () => Translator;
  readonly view: () => ViewContext;
  readonly push: (push: Push) => void;
  /** One restart through the same function as the tray and the command line. */
  readonly restart: (order: RequestArgument<'restart:start'>) => boolean;
  readonly silence: SilenceHandlers;
  readonly drill: DrillHandlers;
  readonly history: HistoryHandlers;
  readonly settingsHandlers: SettingsHandlers;
  readonly setup: SetupHandlers;
  readonly choose: FileChooser;
  readonly loginStart: LoginStartHandlers;
  readonly updates: Pick<RequestHandlers, 'update:restart'>;
  readonly data: DataHandlers;
  readonly demo: Pick<RequestHandlers, 'demo:start' | 'demo:leave'>;
}

export interface Handlers {
  readonly handlers: RequestHandlers;
  /** The window is gone: nothing that it had opened goes on. */
  onWindowClosed(): void;
}

export function createHandlers(deps: HandlerDeps): Handlers {
  const find = (serverId: string): ServerSettings | undefined =>
    deps.settings.current().servers.find((server) => server.id === serverId);

  const logs = createLogHandlers({ ...deps, find, nonce: createNonce });
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
    ...logs.handlers,
    ...deps.silence,
    ...deps.drill,
    ...deps.history,
    ...deps.loginStart,
    ...deps.updates,
    ...deps.data,
    ...deps.demo,
    'host-key:accept': ({ serverId, fingerprint }) => {
      const server = find(serverId);
      const accepted = server !== undefined && deps.hostKeys.acceptFingerprint(server.host, server.port, fingerprint);
      if (accepted) void deps.poller.checkNow(serverId);
      return { accepted };
    },
    ...deps.setup,
    'secret:give': async ({ serverId, secret }) => {
      const server = find(serverId);
      if (server !== undefined) await deps.secrets.remember(server, secretKind(server.auth), secret);
      void deps.poller.checkNow(serverId);
      return null;
    },
    ...deps.settingsHandlers,
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
      logs.closeAll();
    },
  };
}
