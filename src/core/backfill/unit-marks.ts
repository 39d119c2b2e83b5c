import type { UnitMark } from './evidence';
import { journalIds } from './script';

const words: Readonly<Record<string, UnitMark['word']>> = {
  [journalIds.started]: 'up',
  [journalIds.stopping]: 'down',
  [journalIds.stopped]: 'down',
  [journalIds.failed]: 'down',
  [journalIds.failureResult]: 'down',
};

export interface JournalReading {
  readonly units: readonly UnitMark[];
  readonly shutdowns: readonly number[];
  /** False: it cannot be read, so that its silence means nothing. */
  readonly isReadable: boolean;
  /** There is more than one reading takes. */
  readonly isFull: boolean;
  readonly lastAt: number | null;
}

/** Lines `j MICROSECONDS UNIT MESSAGE_ID`, then `t ENTRIES FULL CLOSED`. */
export function readJournal(
  lines: readonly string[],
  limits: { readonly fromAt: number; readonly toAt: number },
): JournalReading {
  const units: UnitMark[] = [];
  const shutdowns: number[] = [];
  let lastAt: number | null = null;
  for (const line of lines) {
    const [, digits, name = '', id = ''] = /^j (\d{15,17}) ([\w@.:\\-]{1,100}) ([0-9a-f]{32})$/.exec(line) ?? [];
    const at = Math.floor(Number(digits) / 1000);
    if (digits === undefined || at < limits.fromAt || at > limits.toAt) continue;
    lastAt = Math.max(lastAt ?? 0, at);
    const word = words[id];
    if (id === journalIds.shutdown || id === journalIds.journalStopped) shutdowns.push(at);
    else if (word !== undefined) units.push({ at, unit: name.replace(/\.service$/, ''), word });
  }
  const [, full, closed] = /^t \d+ ([01]) ([01])$/.exec(lines.findLast((line) => line.startsWith('t ')) ?? '') ?? [];
  return { units, shutdowns, isReadable: closed === '0', isFull: full === '1', lastAt };
}
