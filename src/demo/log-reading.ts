import type { LogLine, Logs } from './log-lines';
import { toServerIso } from './server-time';

export interface LogRequest {
  readonly log: keyof Logs;
  /** How many of the last lines. */
  readonly lines: number;
  readonly follow: boolean;
  /** In small letters; empty: every line. */
  readonly contains: string;
  readonly sinceAt: number | null;
}

/** The lines that a first reading prints. Those that nobody stamped belong to the ones before, so all have a moment. */
export function lastLines(logs: Logs, request: LogRequest): readonly string[] {
  const sinceAt = request.sinceAt ?? 0;
  return select(
    logs[request.log].filter((line) => line.at >= sinceAt),
    request,
  ).slice(-request.lines);
}

/** The lines that came after `last`; the newest one where that is gone, as after a truncation. */
export function linesAfter(logs: Logs, request: LogRequest, last: LogLine | undefined): readonly string[] {
  const lines = logs[request.log];
  const from = last === undefined ? 0 : lines.lastIndexOf(last) + 1;
  const isTruncated = last !== undefined && from === 0;
  return select(isTruncated ? lines.slice(-1) : lines.slice(from), request);
}

function select(lines: readonly LogLine[], request: LogRequest): readonly string[] {
  const texts = lines.map((line) => (request.log === 'journal' ? journalLine(line) : line.text));
  return request.contains === '' ? texts : texts.filter((text) => text.toLowerCase().includes(request.contains));
}

/** As `journalctl -o short-iso` prints it. */
function journalLine(line: LogLine): string {
  return `${toServerIso(line.at)} portal-demo ${line.sender}: ${line.text}`;
}
