import { parseLogStamp } from '../log-stamp';
import { mapMinutes, minuteKinds, noMinutes, type MinuteKind, type Minutes } from './evidence';
import { joinRanges } from '../history/ranges';
import type { Range } from '../history/types';

const minuteMs = 60_000;
/** In the order in which the server counts them; others and own questions only show that it was alive. */
const columns: readonly MinuteKind[] = minuteKinds.filter((kind) => kind !== 'seen');

export interface MinuteReading {
  readonly minutes: Minutes;
  readonly lastAt: number | null;
}

/** `d 24/Nov/2026 -0500`, then `05:46` and the counts of each minute with a line. */
export function readMinutes(
  lines: readonly string[],
  limits: { readonly fromAt: number; readonly toAt: number },
): MinuteReading {
  const found: Record<MinuteKind, Range[]> = { ...noMinutes } as unknown as Record<MinuteKind, Range[]>;
  for (const kind of minuteKinds) found[kind] = [];
  let day: readonly [date: string, zone: string] | null = null;
  let lastAt: number | null = null;
  for (const line of lines) {
    const header = /^d (\d\d\/[A-Z][a-z]{2}\/\d{4}) ([+-]\d{4})$/.exec(line);
    if (header !== null) day = [header[1] ?? '', header[2] ?? ''];
    const [, time, counts] = /^(\d\d:\d\d)((?: \d{1,9}){8})$/.exec(line) ?? [];
    if (day === null || time === undefined || counts === undefined) continue;
    const fromAt = parseLogStamp(`${day[0]}:${time}:00 ${day[1]}`, 0);
    if (fromAt === null || fromAt < limits.fromAt || fromAt > limits.toAt) continue;
    lastAt = Math.max(lastAt ?? 0, fromAt);
    const numbers = counts.trim().split(' ').map(Number);
    const range = { fromAt, toAt: fromAt + minuteMs };
    found.seen.push(range);
    for (const [index, kind] of columns.entries()) if ((numbers[index] ?? 0) > 0) found[kind].push(range);
  }
  return { minutes: mapMinutes((kind) => joinRanges(found[kind])), lastAt };
}
