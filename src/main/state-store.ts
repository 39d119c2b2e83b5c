import { join } from 'node:path';
import type { Result } from '../core/result';
import type { Clock } from './clock';
import { createJsonFile, type CreateStore } from './json-file';
import { putAside } from './put-aside';

export type StoredState =
  | { readonly kind: 'none' }
  | { readonly kind: 'state'; readonly value: unknown; readonly savedAt: number }
  /** Damaged, or from a newer version: the monitor begins anew and the file is kept aside. */
  | { readonly kind: 'ignored'; readonly reason: string };

/** What must outlive a restart of Vigía: open incidents, pauses. The caller validates the value. */
export interface StateStore {
  load(): StoredState;
  /** Atomic. Does nothing when the value is the one saved last. */
  save(value: unknown): Result<null, string>;
}

const formatVersion = 1;

export function createStateStore(options: {
  readonly dataDir: string;
  readonly createStore: CreateStore;
  readonly clock: Clock;
}): StateStore {
  const { clock } = options;
  const file = createJsonFile(options.createStore, options.dataDir, 'state');
  let lastSaved: string | null = null;

  function ignore(reason: string): StoredState {
    putAside(join(options.dataDir, 'state.json'), clock.now());
    return { kind: 'ignored', reason };
  }

  return {
    load: () => {
      const found = file.read();
      if (found.kind === 'missing') return { kind: 'none' };
      if (found.kind === 'damaged') return ignore(found.reason);
      const { version, savedAt, state } = found.value;
      if (version !== formatVersion) return ignore('another version');
      if (typeof savedAt !== 'number' || state === undefined) return ignore('incomplete');
      return { kind: 'state', value: state, savedAt };
    },
    save: (value) => {
      const text = JSON.stringify(value);
      if (text === lastSaved) return { ok: true, value: null };
      const written = file.write({ version: formatVersion, savedAt: clock.now(), state: value });
      if (written.ok) lastSaved = text;
      return written;
    },
  };
}
