import type { ServerSnapshot } from '../../core/snapshot-types';
import type { Sheet } from '../store';
import type { ViewProps } from '../views/view-props';

export interface SheetProps extends ViewProps {
  readonly server: ServerSnapshot;
  readonly sheet: Sheet;
  /** For the seconds of the running step, and for what is left of a lock. */
  readonly now: number;
}
