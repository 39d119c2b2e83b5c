import { emptyFold, foldTracebacks, type Fold, type FoldLine, type TracebackGroup } from '../../../core/logs/fold';
import type { LogSource } from '../../../core/logs/types';

/** A traceback with the id of its first line. */
export interface HeldTraceback extends TracebackGroup {
  readonly source: LogSource;
  readonly id: number;
}

export interface Tracebacks {
  /** Takes lines of one source with their ids. Answers the tracebacks that are new or grew. */
  add(source: LogSource, lines: readonly FoldLine[], ids: readonly number[]): readonly HeldTraceback[];
  at(id: number): HeldTraceback | undefined;
  countOf(traceback: HeldTraceback): {
    readonly count: number;
    readonly firstId: number;
    readonly firstAt: number | null;
  };
  dropBefore(firstId: number): void;
}

interface Progress {
  readonly fold: Fold;
  readonly openId: number;
  readonly lastId: number;
}

/** The tracebacks of all sources: each is folded in its own file, and equal ones are counted over all. */
export function createTracebacks(): Tracebacks {
  const held = new Map<number, HeldTraceback>();
  const tallies = new Map<string, Set<number>>();
  const progress = new Map<LogSource, Progress>();

  function keep(one: HeldTraceback): void {
    forget(one.id);
    held.set(one.id, one);
    const ids = tallies.get(one.fingerprint) ?? new Set();
    ids.add(one.id);
    tallies.set(one.fingerprint, ids);
  }

  function forget(id: number): void {
    const one = held.get(id);
    if (one === undefined) return;
    held.delete(id);
    const ids = tallies.get(one.fingerprint);
    ids?.delete(id);
    if (ids?.size === 0) tallies.delete(one.fingerprint);
  }

  return {
    add: (source, lines, ids) => {
      const before = progress.get(source) ?? { fold: emptyFold, openId: -1, lastId: -1 };
      const start = before.fold.next;
      const fold = foldTracebacks(before.fold, lines);
      const changed = fold.groups.map((group, index): HeldTraceback => {
        const position = group.firstIndex - start;
        const isOpenBefore = index === 0 && before.fold.open !== null;
        const id = isOpenBefore ? before.openId : (ids[position] ?? before.lastId);
        return { ...group, source, id };
      });
      for (const one of changed) keep(one);
      // Only the one that may still grow is given to the next call.
      const open = fold.open === null ? [] : fold.groups.slice(-1);
      progress.set(source, {
        fold: { ...fold, groups: open },
        openId: fold.open === null ? -1 : (changed.at(-1)?.id ?? -1),
        lastId: ids.at(-1) ?? before.lastId,
      });
      return changed.filter(({ id }) => id >= 0);
    },
    at: (id) => held.get(id),
    countOf: (traceback) => {
      const ids = tallies.get(traceback.fingerprint) ?? new Set<number>();
      const [firstId = traceback.id] = ids;
      return { count: ids.size, firstId, firstAt: held.get(firstId)?.at ?? null };
    },
    dropBefore: (firstId) => {
      for (const id of held.keys()) if (id < firstId) forget(id);
    },
  };
}
