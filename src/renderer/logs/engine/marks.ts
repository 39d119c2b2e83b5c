import type { LogMark } from './protocol';

/** The marks between the lines. Each keeps its id, below zero, whichever others come and go. */
export interface Marks {
  set(marks: readonly LogMark[]): void;
  at(id: number): LogMark | undefined;
  /** In the order of their moments. */
  ids(): readonly number[];
}

export function createMarks(): Marks {
  const known = new Map<string, number>();
  let held = new Map<number, LogMark>();

  function idOf({ at, text }: LogMark): number {
    const name = `${String(at)} ${text}`;
    const id = known.get(name) ?? -1 - known.size;
    known.set(name, id);
    return id;
  }

  return {
    set: (marks) => {
      held = new Map(marks.toSorted((one, other) => one.at - other.at).map((mark) => [idOf(mark), mark]));
    },
    at: (id) => held.get(id),
    ids: () => [...held.keys()],
  };
}
