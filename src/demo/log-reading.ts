import type { LogLine, Logs } from './log-lines';
import { toServerIso } from './server-time';

export interface LogRead {
  readonly log: keyof Logs;
  /** How many of the last lines. */
  readonly lines: number;
  readonly fromAt: number | null;
  readonly toAt: number | null;
  readonly follow: boolean;
  /** Where an earlier reading ended. */
  readonly after: LogPosition | null;
}

/** Lines of before this moment are read, and so many of this moment itself. */
interface LogPosition {
  readonly at: number;
  readonly count: number;
}

export interface LogSearch {
  readonly log: keyof Logs;
  readonly pattern: RegExp;
  readonly beforeAt: number | null;
  readonly afterAt: number | null;
  /** How many at most. */
  readonly hits: number;
  /** Only lines before this one. */
  readonly end: number;
}

/** The lines that a first reading prints. Those that nobody stamped belong to the ones before, so all have a moment. */
export function firstLines(logs: Logs, request: LogRead): readonly string[] {
  const { log, fromAt, toAt, lines, after } = request;
  if (after !== null) {
    const later = logs[log].filter(({ at }) => at >= after.at);
    return textsOf(log, later.slice(Math.min(after.count, later.filter(({ at }) => at === after.at).length)));
  }
  const wanted = logs[log].filter(({ at }) => (fromAt === null || at >= fromAt) && (toAt === null || at <= toAt));
  return textsOf(log, lines === Infinity ? wanted : wanted.slice(-lines));
}

/** Where a first reading ended, in the words of core/services/log-after.ts and of the journal. */
export function positionAfter(logs: Logs, { log, toAt }: LogRead): string {
  const read = logs[log].filter(({ at }) => toAt === null || at <= toAt);
  const at = read.at(-1)?.at ?? 0;
  const count = String(read.filter((line) => line.at === at).length);
  return log === 'journal' ? `t=${String(at)};i=${count}` : `0:0 ${String(at)} ${count} 0 0:0`;
}

export function parsePosition(text: string): LogPosition | null {
  const found = /^(?:t=(\d+);i=(\d+)|0:0 (\d+) (\d+) 0 0:0)$/.exec(text);
  return found === null ? null : { at: Number(found[1] ?? found[3]), count: Number(found[2] ?? found[4]) };
}

/** The lines that came after `last`; the newest one where that is gone, as after a truncation. */
export function linesAfter(logs: Logs, log: keyof Logs, last: LogLine | undefined): readonly string[] {
  const lines = logs[log];
  const from = last === undefined ? 0 : lines.lastIndexOf(last) + 1;
  const isTruncated = last !== undefined && from === 0;
  return textsOf(log, isTruncated ? lines.slice(-1) : lines.slice(from));
}

export interface FoundLines {
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  readonly reachedAt: number | null;
  readonly bytes: number;
  /** Where to go on; null: there is no more. */
  readonly more: number | null;
}

export function searchLines(logs: Logs, request: LogSearch): FoundLines {
  const { log, pattern, beforeAt, afterAt, hits, end } = request;
  const all = logs[log].map((line, index) => ({ index, at: line.at, text: textsOf(log, [line])[0] ?? '' }));
  const found = all.filter(
    ({ index, at, text }) =>
      index < end &&
      (beforeAt === null || at < beforeAt + 1000) &&
      (afterAt === null || at >= afterAt) &&
      pattern.test(text),
  );
  const lines = found.slice(-hits);
  return {
    lines,
    reachedAt: (found.length > hits ? lines[0]?.at : all[0]?.at) ?? null,
    bytes: all.reduce((sum, { text }) => sum + text.length + 1, 0),
    more: found.length > hits ? (lines[0]?.index ?? null) : null,
  };
}

function textsOf(log: keyof Logs, lines: readonly LogLine[]): readonly string[] {
  return log === 'journal' ? lines.map(journalLine) : lines.map(({ text }) => text);
}

/** As `journalctl -o short-iso-precise` prints it. */
function journalLine(line: LogLine): string {
  return `${toServerIso(line.at)} portal-demo ${line.sender}: ${line.text}`;
}
