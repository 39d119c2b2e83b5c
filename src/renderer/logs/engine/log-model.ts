import { logSources, type LogSource } from '../../../core/logs/types';
import { createIntake, membersOf, type Intake } from './intake';
import { createLineReader, createLineStore, dropOldest, flag, type LineReader, type LineStore } from './line-store';
import type { LogMark } from './protocol';
import { createRowOrder, insertAfter, mergeIds, removeRows, rowAtKey, rowOfId, type RowOrder } from './row-order';
import { createMarks } from './marks';
import { createTracebacks, type Tracebacks } from './tracebacks';

export interface LogFilter {
  readonly sources: readonly LogSource[];
  readonly onlyErrors: boolean;
  readonly onlyMatches: boolean;
  /** Requests that we made ourselves are left out. */
  readonly hideOwn: boolean;
}

/** The lines held, and which of them are rows now. */
export interface LogModel {
  readonly store: LineStore;
  readonly reader: LineReader;
  readonly tracebacks: Tracebacks;
  readonly intake: Intake;
  readonly order: RowOrder;
  /** New ids become rows where the filter lets them; the oldest go where there are too many. */
  show(ids: readonly number[]): void;
  filter(filter: LogFilter): void;
  setMarks(marks: readonly LogMark[]): void;
  markOf(id: number): LogMark | undefined;
  /** Unfolds a traceback or folds it again. */
  fold(id: number): void;
  isOpen(id: number): boolean;
  keyOf(id: number): number;
  rowOf(id: number): number;
  rowAt(key: number): number;
  /** Of a folded traceback: any of its lines. */
  isMatch(id: number): boolean;
  /** After matches were found or forgotten. */
  refilter(): void;
}

/** `firstId`: of its first line. */
export function createLogModel(serverNow: () => number, firstId: number): LogModel {
  const store = createLineStore(firstId);
  const reader = createLineReader(store);
  const tracebacks = createTracebacks();
  const intake = createIntake(store, reader, tracebacks, serverNow);
  const order = createRowOrder();
  const open = new Set<number>();
  const marks = createMarks();
  let filter: LogFilter = { sources: [], onlyErrors: false, onlyMatches: false, hideOwn: false };

  const keyOf = (id: number) => (id < 0 ? (marks.at(id)?.at ?? 0) : reader.keyOf(id));

  function isRow(id: number): boolean {
    const flags = reader.flagsOf(id);
    if ((flags & flag.member) !== 0) return false;
    const facts = reader.factsOf(id);
    if (facts === null || !filter.sources.includes(facts.source)) return false;
    if (filter.hideOwn && facts.isOwn) return false;
    if (filter.onlyErrors && facts.level !== 'error' && (flags & flag.head) === 0) return false;
    return !filter.onlyMatches || isMatch(id);
  }

  function membersOfHead(id: number): readonly number[] {
    const traceback = tracebacks.at(id);
    return traceback === undefined ? [] : membersOf(reader, traceback.source, id, traceback.lines, store.nextId);
  }

  function isMatch(id: number): boolean {
    const flags = reader.flagsOf(id);
    if ((flags & flag.match) !== 0) return true;
    if ((flags & flag.head) === 0 || open.has(id)) return false;
    return membersOfHead(id).some((member) => (reader.flagsOf(member) & flag.match) !== 0);
  }

  /** Ids as they came: of each source in order, but for what was found further back. */
  function merge(ids: readonly number[]): void {
    let [run, lastKey] = [[] as number[], Number.NEGATIVE_INFINITY];
    for (const id of ids) {
      const key = keyOf(id);
      if (key < lastKey) {
        mergeIds(order, run, keyOf);
        run = [];
      }
      run.push(id);
      lastKey = key;
    }
    mergeIds(order, run, keyOf);
  }

  function rebuild(): void {
    order.count = 0;
    // Each file is in order in itself; what was found further back comes piece by piece, the newest first.
    const read = logSources.map((): number[] => []);
    const found: number[] = [];
    for (let id = store.firstId; id < store.nextId; id += 1) {
      if (!isRow(id)) continue;
      const facts = reader.factsOf(id);
      if (facts !== null) (facts.isFound ? found : (read[logSources.indexOf(facts.source)] ?? found)).push(id);
    }
    for (const ids of [found.toSorted((one, other) => keyOf(one) - keyOf(other) || one - other), ...read])
      mergeIds(order, ids, keyOf);
    mergeIds(order, marks.ids(), keyOf);
    for (const id of open) unfold(id);
  }

  function unfold(id: number): void {
    const row = rowOfId(order, id, keyOf);
    if (order.ids[row] === id) insertAfter(order, row, membersOfHead(id));
  }

  return {
    store,
    reader,
    tracebacks,
    intake,
    order,
    show: (ids) => {
      merge(ids.filter(isRow));
      if (dropOldest(store) > 0) {
        tracebacks.dropBefore(store.firstId);
        for (const id of open) if (id < store.firstId) open.delete(id);
        removeRows(order, (id) => id >= 0 && id < store.firstId);
      }
    },
    filter: (next) => {
      filter = next;
      rebuild();
    },
    setMarks: (next) => {
      removeRows(order, (id) => id < 0);
      marks.set(next);
      mergeIds(order, marks.ids(), keyOf);
    },
    markOf: marks.at,
    fold: (id) => {
      if (!open.delete(id)) {
        open.add(id);
        unfold(id);
        return;
      }
      const members = new Set(membersOfHead(id));
      removeRows(order, (one) => members.has(one));
    },
    isOpen: (id) => open.has(id),
    keyOf,
    rowOf: (id) => rowOfId(order, id, keyOf),
    rowAt: (key) => rowAtKey(order, key, keyOf),
    isMatch,
    refilter: () => {
      if (filter.onlyMatches) rebuild();
    },
  };
}
