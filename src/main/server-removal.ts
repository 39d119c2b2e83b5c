/** A server is deleted: asked for, undone within ten seconds, and then carried out to its end, whoever is killed in between. */
import { withoutKeptHistory, withoutServer, withRemovalDone } from '../core/server-list';
import type { Settings } from '../core/settings';
import type { Clock } from './clock';
import type { History } from './history/history';
import type { Secrets } from './secrets';
import type { SettingsSaveError, SettingsStore } from './settings-store';

/** Until then nothing at all has been removed. */
const undoMs = 10_000;

export interface PendingRemoval {
  readonly serverId: string;
  /** Its history only: the server itself went long ago. */
  readonly isOnlyHistory: boolean;
  readonly history: 'keep' | 'remove';
  readonly dueAt: number;
  /** It was due and could not be saved: the server is there as before. */
  readonly problem: SettingsSaveError | null;
}

export interface ServerRemoval {
  /** Once more for one that failed. False: there is no such server. */
  begin(serverId: string, history: 'keep' | 'remove'): boolean;
  /** False: it is too late. */
  undo(serverId: string): boolean;
  pending(): readonly PendingRemoval[];
  /** At start: what a process that was killed left undone. */
  finishLeftovers(): void;
  /** She quits: what she has confirmed is done now, all but what takes long. */
  finish(): void;
}

export interface ServerRemovalDeps {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly settings: Pick<SettingsStore, 'current' | 'update'>;
  readonly secrets: Pick<Secrets, 'forget'>;
  readonly history: Pick<History, 'removeServer'>;
  /** Makes changed settings count at once. */
  readonly applySettings: (settings: Settings) => void;
  /** Something is to be shown anew. */
  readonly onChange: () => void;
}

interface Waiting {
  readonly shown: PendingRemoval;
  readonly cancel: () => void;
}

export function createServerRemoval(deps: ServerRemovalDeps): ServerRemoval {
  const { clock, settings } = deps;
  let waiting: readonly Waiting[] = [];
  const without = (serverId: string) => waiting.filter(({ shown }) => shown.serverId !== serverId);

  function begin(serverId: string, history: 'keep' | 'remove'): boolean {
    const { servers, removed } = settings.current();
    const isOnlyHistory = !servers.some(({ id }) => id === serverId);
    if (isOnlyHistory && !removed.some(({ id }) => id === serverId)) return false;
    stopWaiting(serverId);
    const cancel = clock.after(undoMs, () => {
      carryOut(serverId);
    });
    const dueAt = clock.now() + undoMs;
    waiting = [...waiting, { shown: { serverId, isOnlyHistory, history, dueAt, problem: null }, cancel }];
    return true;
  }

  function stopWaiting(serverId: string): boolean {
    const found = waiting.find(({ shown }) => shown.serverId === serverId);
    found?.cancel();
    waiting = without(serverId);
    return found !== undefined;
  }

  function carryOut(serverId: string): void {
    const found = waiting.find(({ shown }) => shown.serverId === serverId);
    if (found === undefined) return;
    const problem = removeFromSettings(deps, found.shown);
    waiting =
      problem === null ? without(serverId) : [...without(serverId), { ...found, shown: { ...found.shown, problem } }];
    if (problem === null) clearUp(deps, serverId);
    deps.onChange();
  }

  return {
    begin,
    undo: stopWaiting,
    pending: () => waiting.map(({ shown }) => shown),
    finishLeftovers: () => {
      for (const { id } of settings.current().removed) clearUp(deps, id);
    },
    finish: () => {
      for (const { shown, cancel } of waiting) {
        cancel();
        // One that could not be saved when it was due is there as before.
        if (shown.problem === null) removeFromSettings(deps, shown);
      }
      waiting = [];
    },
  };
}

/** Null: done. From here on the settings say what is still to be done. */
function removeFromSettings(
  { settings, applySettings }: ServerRemovalDeps,
  { serverId, isOnlyHistory, history }: PendingRemoval,
): SettingsSaveError | null {
  const saved = settings.update((newest) =>
    isOnlyHistory
      ? withoutKeptHistory(newest, serverId)
      : withoutServer(newest, serverId, history === 'remove' ? 'going' : 'kept'),
  );
  if (!saved.ok) return saved.error;
  applySettings(saved.value);
  return null;
}

/** Twice is once. What cannot be written yet is done at the next start. */
function clearUp({ settings, secrets, history }: ServerRemovalDeps, serverId: string): void {
  const removed = settings.current().removed.find(({ id }) => id === serverId);
  if (removed === undefined) return;
  secrets.forget(serverId);
  if (removed.history === 'going' && history.removeServer(serverId))
    settings.update((newest) => withRemovalDone(newest, serverId));
}
