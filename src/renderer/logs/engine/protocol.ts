/** What passes between the window and its worker, which holds the lines. */
import type { LogExplanationId } from '../../../core/logs/explain';
import type { LogLevel, LogSource } from '../../../core/logs/types';
import type { Hits } from './places';
import type { LogPush } from '../../../shared/ipc';

/** Something that happened to the server, shown between the lines. `at`: by the server's clock. */
export interface LogMark {
  readonly at: number;
  readonly status: 'down' | 'calm' | 'attention';
  readonly text: string;
}

export type ToWorker =
  | { readonly kind: 'push'; readonly push: LogPush }
  /** Another stream begins: what there was goes with its first line, so that nothing flickers. `sources`: of it. `keeps`: the same is read
   * again, and her place stays. */
  | { readonly kind: 'reset'; readonly turn: number; readonly sources: number; readonly keeps: boolean }
  | {
      readonly kind: 'filter';
      readonly sources: readonly LogSource[];
      readonly onlyErrors: boolean;
      readonly hideOwn: boolean;
    }
  | { readonly kind: 'matches-only'; readonly on: boolean }
  | { readonly kind: 'marks'; readonly marks: readonly LogMark[] }
  /** What is on the screen. `carry`: the last one told by the worker. `end`: the last rows, also of those to come. */
  | {
      readonly kind: 'want';
      readonly top: number;
      readonly count: number;
      readonly end: boolean;
      readonly carry: number;
    }
  /** `choice`: see `go`. */
  | { readonly kind: 'search'; readonly text: string; readonly isRegex: boolean; readonly choice: number }
  /** From the row that is selected, else from what is in sight. */
  | { readonly kind: 'step'; readonly to: Exclude<StepTo, 'search' | 'row'>; readonly choice: number }
  /** The row at this place, wherever it is. */
  | { readonly kind: 'step'; readonly to: 'row'; readonly row: number; readonly choice: number }
  /** The row that she chose; null: none. A row is known by its id: its place changes as lines come and tracebacks open. */
  | { readonly kind: 'select'; readonly id: number | null; readonly choice: number }
  | { readonly kind: 'fold'; readonly id: number }
  /** Of one row, or of all. */
  | { readonly kind: 'text'; readonly id: number | null; readonly maxCharacters: number };

/** `search`: by itself, as soon as a search is done. */
export type StepTo = 'search' | 'next' | 'previous' | 'mark-next' | 'mark-previous' | 'row';

export type LogRow = LineRow | MarkRow;

export interface LineRow {
  readonly kind: 'line';
  readonly id: number;
  readonly at: number | null;
  readonly source: LogSource;
  readonly level: LogLevel;
  /** The whole line as it came, at most 16,000 characters, with its colours. */
  readonly raw: string;
  readonly cut: number;
  readonly bodyFrom: number;
  readonly explanation: LogExplanationId | null;
  readonly traceback: TracebackRow | null;
  /** A line inside an unfolded traceback. */
  readonly isMember: boolean;
  readonly isFound: boolean;
  /** A request that we made ourselves. */
  readonly isOwn: boolean;
  readonly isMatch: boolean;
  /** Where the search found something, in the line without its colours: beginnings and ends by turns. */
  readonly hits: Hits;
}

export interface TracebackRow {
  readonly headline: string;
  readonly headlineHits: Hits;
  readonly lines: number;
  /** How often it is among the lines held; `isFirst`: here for the first time. */
  readonly count: number;
  readonly firstAt: number | null;
  readonly isFirst: boolean;
  readonly isOpen: boolean;
}

export interface MarkRow extends LogMark {
  readonly kind: 'mark';
  /** Below zero. */
  readonly id: number;
}

export interface SearchState {
  readonly text: string;
  readonly isRegex: boolean;
  readonly count: number;
  readonly state: 'none' | 'running' | 'done' | 'bad' | 'slow';
  readonly detail: string;
}

export interface LogView {
  readonly kind: 'view';
  readonly rows: readonly LogRow[];
  /** Row of the first of them, and how many there are in all. */
  readonly from: number;
  readonly total: number;
  /** The first row in sight, where she stopped at a place. */
  readonly top: number;
  /** Where the selected row is, in sight or not; null: none is, or it is no row now. */
  readonly selected: { readonly id: number; readonly row: number } | null;
  /** Without the marks. */
  readonly lineRows: number;
  /** Of the last reset, and how many sources of it are read or ended. */
  readonly turn: number;
  readonly done: number;
  /** How many rows came above what is on the screen, since the beginning; less than none where rows went. */
  readonly carry: number;
  readonly lines: number;
  readonly bytes: number;
  /** Requests that we made ourselves, shown or not. */
  readonly own: number;
  readonly dropped: number;
  /** Lines that came since the stream began. */
  readonly arrived: number;
  /** Before which moment something may be that was not read; null: nothing is known. By the server's clock. */
  readonly oldestAt: number | null;
  readonly search: SearchState;
}

export type FromWorker =
  | LogView
  | { readonly kind: 'taken'; readonly stream: number; readonly batch: number }
  /**
   * A row that was asked for, selected in the view before; null: there is none. `ordinal` counts matches from 1. `choice`:
   * of the question. Whoever has chosen a row since must not be taken elsewhere by an answer that comes late.
   */
  | {
      readonly kind: 'go';
      readonly id: number | null;
      readonly ordinal: number;
      readonly to: StepTo;
      readonly choice: number;
    }
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean };
