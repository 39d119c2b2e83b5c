import { branchPattern, framePattern, joinPattern, startPattern, withoutTree } from '../error-log/traceback-blocks';
import { isLibraryFile } from '../error-log/tracebacks';
import type { ParsedLine } from './types';

/** One line of one source: lines of several sources must not be mixed. `text`: without colours. */
export type FoldLine = Pick<ParsedLine, 'at' | 'level' | 'bodyFrom' | 'continues'> & { readonly text: string };

/** One traceback with all that it is chained to, and the error line above it that announced it. */
export interface TracebackGroup {
  /** Position of its first line, counted from the first line that was ever folded. */
  readonly firstIndex: number;
  readonly lines: number;
  /** The exception's own line: `KeyError: 'total'`. */
  readonly headline: string;
  /** Type, message without numbers and ids, and the innermost own frame. */
  readonly fingerprint: string;
  /** Of the line that announced it, or of the last dated one before; null: none was. */
  readonly at: number | null;
}

/** Everything that was folded so far: give it to the next call with the lines that came since. */
export interface Fold {
  /** The last one may still grow. */
  readonly groups: readonly TracebackGroup[];
  /** Position of the next line. */
  readonly next: number;
  readonly open: OpenTraceback | null;
  /** The line before, where it may announce a traceback. */
  readonly announced: boolean;
  readonly lastAt: number | null;
}

interface OpenTraceback {
  readonly firstIndex: number;
  readonly at: number | null;
  /** Lines up to the last one that is known to belong to it; blank ones wait for what follows. */
  readonly lines: number;
  readonly headline: string;
  readonly ownFrame: string;
  readonly frame: string;
  /** The exception's own line is still to come. */
  readonly expects: boolean;
  readonly isJoined: boolean;
}

export const emptyFold: Fold = { groups: [], next: 0, open: null, announced: false, lastAt: null };

const beginning = 'Traceback (most recent call last)';
const mostLines = 2000;
const headlineLength = 300;
/** `psycopg2.OperationalError: …`, `KeyError: 'x'`, `AssertionError`. */
const exceptionPattern = /^[A-Za-z_][\w.]{0,200}(?:: |:$|$)/;
/** How a message of several lines goes on. */
const moreOfMessage =
  /^(?:\s|(?:DETAIL|HINT|CONTEXT|LINE \d{1,9}|STATEMENT|QUERY): |\[SQL: |\[parameters: |\(Background on |connection to server |server closed the connection )/;

/** The tracebacks in lines of one source, in file order. */
export function foldTracebacks(before: Fold, lines: readonly FoldLine[]): Fold {
  const groups = before.open === null ? [...before.groups] : before.groups.slice(0, -1);
  let { next, open, announced, lastAt } = before;
  const close = () => {
    if (open !== null) groups.push(toGroup(open));
    open = null;
  };
  for (const line of lines) {
    if (line.at !== null) lastAt = line.at;
    const raw = line.text.slice(line.bodyFrom);
    if (open === null && !raw.includes(beginning)) {
      announced = isAnnouncing(line);
      next += 1;
      continue;
    }
    const { text: body, isInTree } = withoutTree(raw);
    if (startPattern.test(body) && !(open !== null && (open.isJoined || isInTree) && open.lines < mostLines)) {
      close();
      open = begin(announced ? next - 1 : next, announced ? 2 : 1, lastAt);
    } else if (open !== null) {
      const more = line.continues && open.lines < mostLines ? goOn(open, body, raw, next) : null;
      if (more === null) close();
      else open = more;
    }
    announced = isAnnouncing(line);
    next += 1;
  }
  return { groups: open === null ? groups : [...groups, toGroup(open)], next, open, announced, lastAt };
}

function isAnnouncing(line: FoldLine): boolean {
  return !line.continues && line.level === 'error';
}

export interface TracebackCount {
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** How often each fingerprint is among the groups. */
export function countFingerprints(groups: readonly TracebackGroup[]): ReadonlyMap<string, TracebackCount> {
  const counts = new Map<string, TracebackCount>();
  for (const { fingerprint, at } of groups) {
    const known = counts.get(fingerprint);
    const moments = [known?.firstAt, known?.lastAt, at].filter((one) => one != null);
    counts.set(fingerprint, {
      count: (known?.count ?? 0) + 1,
      firstAt: moments.length === 0 ? null : Math.min(...moments),
      lastAt: moments.length === 0 ? null : Math.max(...moments),
    });
  }
  return counts;
}

function begin(firstIndex: number, lines: number, at: number | null): OpenTraceback {
  return { firstIndex, at, lines, headline: '', ownFrame: '', frame: '', expects: true, isJoined: false };
}

/** Null: the line does not belong to it. */
function goOn(open: OpenTraceback, body: string, raw: string, index: number): OpenTraceback | null {
  const lines = index - open.firstIndex + 1;
  if (joinPattern.test(body)) return { ...open, lines, isJoined: true };
  if (startPattern.test(body)) return { ...open, lines, expects: true, isJoined: false, ownFrame: '', frame: '' };
  if (branchPattern.test(raw)) return { ...open, lines, expects: true };
  // A blank line belongs to it only if something of it follows.
  if (body.trim() === '') return open;
  if (!open.expects) return moreOfMessage.test(raw) ? { ...open, lines } : null;
  const frame = framePattern.exec(body);
  if (frame !== null) return withFrame({ ...open, lines }, frame[1] ?? '', frame[2] ?? '');
  if (/^\s/.test(body)) return { ...open, lines };
  return exceptionPattern.test(body)
    ? { ...open, lines, headline: body.trim().slice(0, headlineLength), expects: false }
    : null;
}

function withFrame(open: OpenTraceback, file: string, name: string): OpenTraceback {
  const frame = `${file}:${name}`;
  return { ...open, frame, ownFrame: isLibraryFile(file) ? open.ownFrame : frame };
}

function toGroup(open: OpenTraceback): TracebackGroup {
  const { firstIndex, lines, headline, at } = open;
  return { firstIndex, lines, headline, at, fingerprint: `${withoutNumbers(headline)} ${open.ownFrame || open.frame}` };
}

/** What differs from one time to the next: numbers, addresses in memory, identifiers. */
function withoutNumbers(headline: string): string {
  const type = /^[\w.]*/.exec(headline)?.[0] ?? '';
  const message = headline
    .slice(type.length)
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '#')
    .replace(/\b0x[0-9a-f]+\b/gi, '#')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b/gi, '#')
    .replace(/\d+/g, '#');
  return type + message;
}
