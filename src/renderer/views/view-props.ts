import type { Store } from '../store';
import type { Words } from '../words';

/** What every view is given. `t` is made again at every tick, so ages are always fresh. */
export interface ViewProps {
  readonly store: Store;
  readonly t: Words;
}
