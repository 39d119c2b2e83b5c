import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SetupDefaults } from '../shared/ipc';
import { toKept, type SetupDraft } from './setup-form';
import type { Store } from './store';

/** Hands over each letter as it is typed: the window may be closed at the next. Returns what ends that: it was saved. */
export function useKeptDraft(store: Store, draft: SetupDraft | null, defaults: SetupDefaults | null): () => void {
  const isOver = useRef(false);
  const first = useRef<SetupDraft | null>(null);
  useLayoutEffect(() => {
    if (draft === null || defaults === null || isOver.current) return;
    first.current ??= draft;
    if (draft === first.current) return;
    const { serverId } = defaults.form;
    void store.bridge.request('setup:keep', { serverId, draft: toKept(draft, defaults) }).catch(() => undefined);
  }, [store, draft, defaults]);
  return () => {
    isOver.current = true;
  };
}
