import type { StampedLine } from '../error-log';

export interface Traceback {
  /** Exception type and the place that raised it, in the application where one of its files is in the list. */
  readonly fingerprint: string;
  /** The exception's own line: server text, capped. */
  readonly error: string;
  readonly count: number;
  /** Of the last one. */
  readonly at: number | null;
}

const startPattern = /^Traceback \(most recent call last\):/;
const framePattern = /^ +File "([^"]+)", line \d+(?:, in (\S+))?/;
/** `psycopg2.OperationalError: …`, `KeyError: 'x'`, `AssertionError`: the first line that is not indented. */
const exceptionPattern = /^([A-Za-z_][\w.]*)(?:: |$)/;
/** Code that is not the application's own. */
const libraryPattern = /(?:^|\/)(?:site-packages|dist-packages|lib\/python[\d.]+)\/|^<frozen |^\/usr\/bin\//;
const maxErrorChars = 200;

/** Tracebacks of the tail by fingerprint. One that was cut off at the beginning of the tail does not count. */
export function findTracebacks(lines: readonly StampedLine[]): readonly Traceback[] {
  const found = new Map<string, Traceback>();
  let frames: string[] | null = null;
  for (const { text, at } of lines) {
    if (startPattern.test(text)) {
      frames = [];
      continue;
    }
    if (frames === null) continue;
    const frame = framePattern.exec(text);
    if (frame !== null) {
      frames.push(`${frame[1] ?? ''}:${frame[2] ?? ''}`);
      continue;
    }
    const exception = exceptionPattern.exec(text)?.[1];
    if (exception === undefined) continue;
    const fingerprint = `${exception} ${placeOf(frames)}`;
    const count = (found.get(fingerprint)?.count ?? 0) + 1;
    // Deleted first, so that the most recent one is last.
    found.delete(fingerprint);
    found.set(fingerprint, { fingerprint, error: text.trim().slice(0, maxErrorChars), count, at });
    frames = null;
  }
  return [...found.values()];
}

function placeOf(frames: readonly string[]): string {
  return frames.findLast((frame) => !libraryPattern.test(frame)) ?? frames.at(-1) ?? '';
}
