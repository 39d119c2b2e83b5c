import type { LogPosition } from './cursor';

/** What became of one log in one reading. */
export interface LogReading {
  readonly isReadable: boolean;
  readonly lines: number;
  /** Not understood, left alone. */
  readonly unknown: number;
  /** Understood, but without a time. */
  readonly untimed: number;
  /** The file that was read last is gone, or more had been written than is ever read: some lines are lost. */
  readonly isLost: boolean;
}

export interface LogPart {
  readonly position: LogPosition | null;
  readonly hasMore: boolean;
  readonly reading: LogReading;
  readonly texts: readonly string[];
  readonly others: readonly string[];
}

/** See log-script.ts for the lines. A file without its last line was not read to an end, and counts for nothing. */
export function readLog(lines: readonly string[] | null, before: LogPosition | null): LogPart | null {
  if (lines === null || !lines.some((line) => line === 'open' || line === 'closed')) return null;
  let position = before;
  let head: RegExpExecArray | null = null;
  let pending: string[] = [];
  const kept: string[] = [];
  const counts = { lines: 0, unknown: 0, untimed: 0 };
  for (const line of lines) {
    const ended = /^t (\d{1,9}) (\d{1,9}) (\d{1,9}) (\d{1,12}) [01]$/.exec(line);
    if (line.startsWith('f ')) {
      head = /^f (\d{1,11}) (\d{1,15}) ([0-9a-f]{1,32}) (\d{1,3})$/.exec(line);
      pending = [];
    } else if (ended !== null && head !== null) {
      position = {
        headBytes: Number(head[4]),
        headSum: head[3] ?? '',
        offset: Number(head[2]) + Number(ended[4]),
        modifiedSeconds: Number(head[1]),
      };
      counts.lines += Number(ended[1]);
      counts.unknown += Number(ended[2]);
      counts.untimed += Number(ended[3]);
      for (const one of pending) kept.push(one);
      head = null;
    } else pending.push(line);
  }
  return {
    position,
    hasMore: lines.includes('more'),
    reading: {
      isReadable: lines.includes('open'),
      ...counts,
      isLost: lines.includes('lost') || lines.includes('skipped'),
    },
    texts: kept.filter((line) => line.startsWith('l ')).map((line) => line.slice(2)),
    others: kept.filter((line) => !line.startsWith('l ')),
  };
}
