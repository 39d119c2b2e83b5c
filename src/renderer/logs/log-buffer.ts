import { guessLevel } from './log-level';
import type { LogLevel } from './log-level';
import { capLine, toPlainText } from './log-text';

export interface LogLine {
  /** Counts from the first line of the stream; stays the same when older lines are dropped. */
  readonly number: number;
  /** As it came, at most `maxLineLength` characters. */
  readonly kept: string;
  /** Characters beyond that. */
  readonly cut: number;
  readonly plain: string;
  readonly level: LogLevel;
}

export interface LogBuffer {
  readonly lines: readonly LogLine[];
  /** Number of the next line. */
  readonly next: number;
  /** Oldest lines that had to go, here or already in the main process. */
  readonly dropped: number;
}

/** Lines kept in the window. A line is capped at 16,000 characters where it is shown; `maxBufferCharacters` bounds the sum. */
export const maxBufferLines = 20_000;
const maxBufferCharacters = 24_000_000;

export const emptyLogBuffer: LogBuffer = { lines: [], next: 0, dropped: 0 };

/** Appends, and drops the oldest beyond the bounds. `droppedBefore`: lines that never reached the window. */
export function appendLines(buffer: LogBuffer, raw: readonly string[], droppedBefore = 0): LogBuffer {
  const added = raw.map((text, index) => toLine(text, buffer.next + index));
  const all = [...buffer.lines, ...added];
  const first = firstKept(all);
  return {
    lines: first === 0 ? all : all.slice(first),
    next: buffer.next + raw.length,
    dropped: buffer.dropped + droppedBefore + first,
  };
}

/** Lines that contain the text, whatever its case and accents. Empty text: all. */
export function filterLines(lines: readonly LogLine[], text: string, onlyErrors: boolean): readonly LogLine[] {
  const wanted = fold(text.trim());
  if (wanted === '' && !onlyErrors) return lines;
  return lines.filter(
    (line) =>
      (!onlyErrors || line.level === 'error' || line.level === 'warning') &&
      (wanted === '' || fold(line.plain).includes(wanted)),
  );
}

function toLine(raw: string, number: number): LogLine {
  const { kept, cut } = capLine(raw);
  const plain = toPlainText(kept);
  return { number, kept, cut, plain, level: guessLevel(plain) };
}

function firstKept(lines: readonly LogLine[]): number {
  let first = Math.max(0, lines.length - maxBufferLines);
  let characters = lines.slice(first).reduce((sum, line) => sum + line.plain.length, 0);
  while (characters > maxBufferCharacters && first < lines.length - 1) {
    characters -= lines[first]?.plain.length ?? 0;
    first += 1;
  }
  return first;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
