/** One row of the services view, as data. */
import type { OverallStatus } from '../../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../../core/snapshot-types';
import type { ServicesView } from '../../shared/history/services-view';
import type { Words } from '../words';

export type RowGroup = 'users' | 'support' | 'repair';

export interface Row {
  readonly id: string;
  readonly group: RowGroup;
  readonly status: OverallStatus;
  readonly name: string;
  /** Under the name: since when, or which one it is. */
  readonly sub: string | null;
  /** Null: not known, or not known any more. */
  readonly value: string | null;
  /** The server's own words, small, where something is wrong. */
  readonly raw: string | null;
  /** Under the value: what it promises, or what follows from it. */
  readonly second: string | null;
  readonly trend: Trend | null;
  readonly service: ServiceSnapshot | null;
}

export interface Trend {
  readonly check: string;
  readonly unit: 'ms' | 'percent';
  readonly limit: number | null;
}

export interface RowsInput {
  readonly server: ServerSnapshot;
  /** `later`: it has not answered yet; null: it has nothing to say. */
  readonly history: ServicesView | 'later' | null;
  readonly t: Words;
}

/** What stands where an answer is on its way. */
export const waiting = '…';

/** Whether what was seen still counts. */
export function isCurrent({ status }: ServerSnapshot): boolean {
  return status !== 'no-data';
}

/** A line that rests on the history. */
export function fromHistory({ history }: RowsInput, say: (history: ServicesView) => string | null): string | null {
  if (history === 'later') return waiting;
  return history === null ? null : say(history);
}
