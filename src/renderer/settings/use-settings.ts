import { useEffect, useState } from 'preact/hooks';
import type { RequestArgument, RequestName, SettingsProblem, SettingsSaved, SettingsView } from '../../shared/ipc';
import type { Store } from '../store';

type SavingRequest = Extract<RequestName, 'settings:set' | `server:${'set' | 'move' | 'delete' | 'undelete'}`>;

export interface SettingsModel {
  /** Null until they have been read. */
  readonly view: SettingsView | null;
  readonly state: 'idle' | 'saving' | 'saved' | { readonly problem: SettingsProblem | 'failed' };
  /** Resolves with whether it was saved. */
  save<N extends SavingRequest>(name: N, argument: RequestArgument<N>): Promise<boolean>;
}

/** The settings as they are, also when another process changes them, and what came of the last change. */
export function useSettings(store: Store, revision: number): SettingsModel {
  const [view, setView] = useState<SettingsView | null>(null);
  const [state, setState] = useState<SettingsModel['state']>('idle');
  useEffect(() => {
    let isCurrent = true;
    void store.bridge.request('settings:get', null).then((next) => {
      if (isCurrent) setView(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [store, revision]);
  return {
    view,
    state,
    save: async (name, argument) => {
      setState('saving');
      const saved = await (store.bridge.request(name, argument) as Promise<SettingsSaved>).catch(() => null);
      if (saved === null) {
        setState({ problem: 'failed' });
        return false;
      }
      setView(saved.view);
      // What can still be undone is not done yet.
      const isDone = name !== 'server:delete' && name !== 'server:undelete';
      setState(saved.problem !== null ? { problem: saved.problem } : isDone ? 'saved' : 'idle');
      return saved.problem === null;
    },
  };
}
