import type { PublicSettings, RequestArgument } from '../../shared/ipc';
import type { Store } from '../store';
import type { Words } from '../words';

/** What every view is given. `t` is made again at every tick, so ages are always fresh. */
export interface ViewProps {
  readonly store: Store;
  readonly t: Words;
}

/** What a part of the settings is given. */
export interface SettingsPartProps {
  readonly t: Words;
  /** null until they have been read. */
  readonly settings: PublicSettings | null;
  readonly onChange: (part: RequestArgument<'settings:set'>) => void;
}
