/** One line of one source, as it is folded: lines of several sources must not be mixed. */
export interface FoldLine {
  /** Without colours. */
  readonly text: string;
  readonly bodyFrom: number;
  readonly at: number | null;
}

/** One traceback with all that it is chained to, and the error line above it that announced it. */
export interface TracebackGroup {
  /** Position of its first line, counted from the first line that was ever folded. */
  readonly firstIndex: number;
  readonly lines: number;
  /** The exception's own line: `KeyError: 'total'`. */
  readonly headline: string;
  /** Type, message without numbers and ids, and the innermost own frame. */
  readonly fingerprint: string;
  /** Of the line that announced it; null: it bears no date. */
  readonly at: number | null;
}

/** Everything that was folded so far: give it to the next call with the lines that came since. */
export interface Fold {
  readonly groups: readonly TracebackGroup[];
  /** Position of the next line. */
  readonly next: number;
}

export const emptyFold: Fold = { groups: [], next: 0 };

/** The tracebacks in lines of one source, in file order. */
export function foldTracebacks(before: Fold, lines: readonly FoldLine[]): Fold {
  return { groups: before.groups, next: before.next + lines.length };
}

export interface TracebackCount {
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** How often each fingerprint is among the groups. */
export function countFingerprints(groups: readonly TracebackGroup[]): ReadonlyMap<string, TracebackCount> {
  return new Map(groups.map(({ fingerprint, at }) => [fingerprint, { count: 1, firstAt: at, lastAt: at }]));
}
