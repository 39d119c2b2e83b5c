import { parseLogStamp } from '../log-stamp';

export interface BootReading {
  readonly boots: readonly number[];
  readonly shutdowns: readonly number[];
  readonly lastEntries: readonly number[];
}

const wtmpDate = /[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})/;
const journalDate = /(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC/g;

/**
 * `w` lines of `last -Fx`, `b` lines of `journalctl --list-boots`, both in UTC:
 *
 *   w reboot   system boot  6.1.0-18-amd64   Tue Nov 24 10:09:31 2026   still running
 *   w shutdown system down  6.1.0-18-amd64   Tue Nov 24 10:09:20 2026 - Tue Nov 24 10:09:31 2026  (00:00)
 *   b -1 9382c7db6f4749de856155f59b88d4d9 Mon 2026-11-23 10:09:31 UTC—Tue 2026-11-24 10:09:20 UTC
 *
 * The first entry of a boot's journal is its start only where an older boot is still there: journals lose their oldest
 * entries. It counts where wtmp says nothing. The last entry is a sign of life, and only that.
 */
export function readBoots(
  lines: readonly string[],
  limits: { readonly fromAt: number; readonly toAt: number },
): BootReading {
  const isWanted = (at: number | null): at is number => at !== null && at >= limits.fromAt && at <= limits.toAt;
  const wtmp = { reboot: [] as number[], shutdown: [] as number[] };
  const journal: { readonly firstAt: number; readonly lastAt: number; readonly isCurrent: boolean }[] = [];
  for (const line of lines) {
    const kind = /^w (reboot|shutdown) +system (?:boot|down) /.exec(line)?.[1];
    if (kind === 'reboot' || kind === 'shutdown') {
      const [, month = '', day = '', time = '', year = ''] = wtmpDate.exec(line) ?? [];
      const at = parseLogStamp(`${day.padStart(2, '0')}/${month}/${year}:${time} +0000`, 0);
      if (isWanted(at)) wtmp[kind].push(at);
    } else if (/^b -?\d+ [0-9a-f]{32} /.test(line)) {
      const [first, last] = [...line.matchAll(journalDate)].map(([, stamp = '']) => parseLogStamp(`${stamp}Z`, 0));
      if (first != null && last != null)
        journal.push({ firstAt: first, lastAt: last, isCurrent: line.startsWith('b 0 ') });
    }
  }
  const oldestAt = Math.min(...journal.map(({ firstAt }) => firstAt));
  const starts = journal.map(({ firstAt }) => firstAt).filter((at) => at > oldestAt && isWanted(at));
  return {
    boots: wtmp.reboot.length > 0 ? wtmp.reboot : starts,
    shutdowns: wtmp.shutdown,
    lastEntries: journal.filter(({ isCurrent, lastAt }) => !isCurrent && isWanted(lastAt)).map(({ lastAt }) => lastAt),
  };
}
