import type { StampedLine } from '../error-log';

/** One event: a traceback with all that it is chained to. */
export interface TracebackBlock {
  /** `file:function` of the last exception's frames, outermost first. */
  readonly frames: readonly string[];
  /** The last exception's own line. */
  readonly error: string;
  /** Every exception of the chain, the first one first. */
  readonly chain: readonly string[];
  /** Of the last stamped line before it. */
  readonly at: number | null;
  /** Whether that line belongs to it: else it is only known to be later. */
  readonly isDated: boolean;
  /** gunicorn could not load the application. */
  readonly isBoot: boolean;
  /** Nothing was written after it. */
  readonly isLast: boolean;
}

interface OpenBlock {
  frames: string[];
  chain: string[];
  /** The next line that is not indented is the exception's own. */
  expects: boolean;
  /** The words that join two exceptions were read. */
  isJoined: boolean;
  readonly at: number | null;
  readonly isDated: boolean;
  readonly isBoot: boolean;
}

export const startPattern = /^(?:Exception Group )?Traceback \(most recent call last\):/;
export const framePattern = /^ +File "([^"]+)", line \d+(?:, in (\S+))?/;
/** `psycopg2.OperationalError: …`, `KeyError: 'x'`, `AssertionError`: the first line that is not indented. */
const exceptionPattern = /^[A-Za-z_][\w.]*(?:: |:$|$)/;
export const joinPattern =
  /^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):/;
/** A group of exceptions draws its members as a tree: `  | File …`, `  +-+---- 1 ----`. */
export const branchPattern = /^ *\+[-+]*[- \d]*-$/;
/** A record of `logging` without a date: what stands above it is somebody else's. */
const undatedRecord = /^(?:CRITICAL|ERROR|WARNING|INFO|DEBUG)\b/;
/** A request, as uvicorn, gunicorn and nginx note it. */
const accessPattern = /"[A-Z]+ \S.* HTTP\/\d/;
/** A line that reports no failure does not belong to the traceback that follows it. */
const quietRecord = /\[(?:INFO|DEBUG)\]|\b(?:INFO|DEBUG)\b:?\s/;
/** A message may take several lines before its traceback begins. */
const maxHeaderLines = 5;

/** The tracebacks of a log in the order in which they were written. */
export function readBlocks(lines: readonly StampedLine[]): readonly TracebackBlock[] {
  const done: TracebackBlock[] = [];
  let open: OpenBlock | null = null;
  const close = (isLast: boolean) => {
    const error = open?.chain.at(-1);
    if (open !== null && error !== undefined) done.push({ ...open, error, isLast });
    open = null;
  };
  for (const [index, line] of lines.entries()) {
    const { text, isInTree } = withoutTree(line.text);
    if (startPattern.test(text)) {
      if (open !== null && (open.isJoined || isInTree)) goOn(open);
      else {
        close(false);
        open = begin(lines, index);
      }
    } else if (isRecord(line)) close(false);
    else if (open !== null) readLine(open, text, line.text);
  }
  close(true);
  return done;
}

/** Frames of gunicorn's own way from its command to its arbiter; a worker's begin where it was forked. */
const masterFrame = /\/gunicorn\/app\/(?:wsgiapp|base)\.py:run$/;
const workerFrame = /\/gunicorn\/arbiter\.py:spawn_workers?$/;

/** gunicorn's master itself ended with it. */
export function isMasterCrash({ frames }: TracebackBlock): boolean {
  return frames.some((frame) => masterFrame.test(frame)) && !frames.some((frame) => workerFrame.test(frame));
}

/** A record of the log begins with this line; what follows up to the next one belongs to it. */
export function isRecord({ text, isStamped }: StampedLine): boolean {
  return isStamped || undatedRecord.test(text) || accessPattern.test(text);
}

export function withoutTree(text: string): { readonly text: string; readonly isInTree: boolean } {
  const head = /^ *\+ (?=Exception Group Traceback)/.exec(text)?.[0];
  if (head !== undefined) return { text: text.slice(head.length), isInTree: false };
  const bar = /^ +\| ?/.exec(text)?.[0];
  return bar === undefined ? { text, isInTree: false } : { text: text.slice(bar.length), isInTree: true };
}

function begin(lines: readonly StampedLine[], index: number): OpenBlock {
  const at = lines[index]?.at ?? null;
  return { frames: [], chain: [], expects: true, isJoined: false, at, ...readHeader(lines, index) };
}

/** The stamped line just above, with at most a few lines of its message in between. */
function readHeader(
  lines: readonly StampedLine[],
  index: number,
): { readonly isDated: boolean; readonly isBoot: boolean } {
  for (let back = 1; back <= maxHeaderLines; back++) {
    const line = lines[index - back];
    if (line === undefined || isOtherRecord(line.text)) break;
    if (line.isStamped)
      return { isDated: !quietRecord.test(line.text), isBoot: line.text.includes('Exception in worker process') };
  }
  return { isDated: false, isBoot: false };
}

function isOtherRecord(text: string): boolean {
  return [undatedRecord, joinPattern, startPattern, framePattern].some((pattern) => pattern.test(text));
}

function goOn(open: OpenBlock): void {
  open.frames = [];
  open.expects = true;
  open.isJoined = false;
}

function readLine(open: OpenBlock, text: string, raw: string): void {
  if (joinPattern.test(text)) open.isJoined = true;
  // A member of a group may have no frames of its own.
  else if (branchPattern.test(raw)) open.expects = true;
  else if (open.expects) readExpected(open, text);
}

function readExpected(open: OpenBlock, text: string): void {
  const frame = framePattern.exec(text);
  if (frame !== null) open.frames.push(`${frame[1] ?? ''}:${frame[2] ?? ''}`);
  else if (exceptionPattern.test(text)) {
    open.chain.push(text.trim());
    open.expects = false;
  }
}
