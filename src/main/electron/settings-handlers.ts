/** What the window changes in the settings. Each answer says what came of it and how the settings are now. */
import { moveServer } from '../../core/server-list';
import type { ServerSettings, Settings } from '../../core/settings';
import type { RequestArgument, SettingsProblem, SettingsSaved, SettingsView } from '../../shared/ipc';
import type { History } from '../history/history';
import type { Secrets } from '../secrets';
import type { ServerRemoval } from '../server-removal';
import type { SettingsStore } from '../settings-store';
import type { RequestHandlers } from './ipc';

export interface SettingsHandlerDeps {
  readonly settings: Pick<SettingsStore, 'current' | 'update' | 'isReadOnly'>;
  readonly secrets: Pick<Secrets, 'warning'>;
  readonly removal: ServerRemoval;
  readonly history: Pick<History, 'reader'>;
  /** Makes changed settings count at once. */
  readonly applySettings: (settings: Settings) => void;
}

type SettingsRequest = Extract<keyof RequestHandlers, `settings:${string}` | `server:${string}`>;
export type SettingsHandlers = Pick<RequestHandlers, SettingsRequest>;

export function createSettingsHandlers(deps: SettingsHandlerDeps): SettingsHandlers {
  const { settings, removal } = deps;
  const answer = (problem: SettingsProblem | null): SettingsSaved => ({ problem, view: toView(deps) });
  const isKnown = (serverId: string) => settings.current().servers.some(({ id }) => id === serverId);

  function save(change: (newest: Settings) => Settings): SettingsSaved {
    const saved = settings.update(change);
    if (saved.ok) deps.applySettings(saved.value);
    return answer(saved.ok ? null : saved.error);
  }

  return {
    'settings:get': () => toView(deps),
    'settings:set': (change) => save((newest) => ({ ...newest, ...defined(change) })),
    'server:set': ({ serverId, change }) => {
      if (!isKnown(serverId)) return answer({ kind: 'unknown' });
      return save((newest) => ({
        ...newest,
        servers: newest.servers.map((one) => (one.id === serverId ? changeServer(one, change) : one)),
      }));
    },
    'server:move': ({ serverId, by }) => {
      if (!isKnown(serverId)) return answer({ kind: 'unknown' });
      return save((newest) => moveServer(newest, serverId, by));
    },
    'server:delete': ({ serverId, history }) => {
      if (settings.isReadOnly()) return answer({ kind: 'newer' });
      return answer(removal.begin(serverId, history) ? null : { kind: 'unknown' });
    },
    'server:undelete': ({ serverId }) => answer(removal.undo(serverId) ? null : { kind: 'unknown' }),
    'server:history': ({ serverId }) => {
      const extent = deps.history.reader.extent(serverId);
      if (extent === null) return null;
      return { ...extent, incidents: deps.history.reader.incidents(serverId, extent).length };
    },
  };
}

function toView({ settings, secrets, removal }: SettingsHandlerDeps): SettingsView {
  return {
    settings: settings.current(),
    deleting: removal.pending().map(({ serverId, history, dueAt, problem }) => ({ serverId, history, dueAt, problem })),
    secretsKept: secrets.warning() === null,
    isReadOnly: settings.isReadOnly(),
  };
}

function changeServer(
  server: ServerSettings,
  { thresholds, checks, ...change }: RequestArgument<'server:set'>['change'],
): ServerSettings {
  return {
    ...server,
    ...defined(change),
    thresholds: { ...server.thresholds, ...defined(thresholds ?? {}) },
    checks: { ...server.checks, ...defined(checks ?? {}) },
  };
}

/** `undefined` is not a value to write. */
function defined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
