import type { DiskFacts, MemoryFacts, SwapCounters } from '../remote-facts';
import type { Section } from './sections';
import { toCount } from './numbers';
import { readBiggestProcess } from './gunicorn';

const maxKilobytes = 1e13;

/** `df -P -k`, `df -P -i` and the mount options, one after the other. */
export function readDisks(section: Section | undefined): readonly DiskFacts[] | null {
  if (section === undefined) return null;
  const [blocks = [], inodes = [], mounts = []] = splitAt(section.lines, ['blocks', 'inodes', 'mounts']);
  const inodePercents = new Map(inodes.map(readRow).map((row) => [row?.mount, row?.percent ?? null]));
  // The same place may be mounted twice: what was mounted last is what one sees.
  const modes = new Map(mounts.map((line) => [unescapeMount(line.slice(3)), line.startsWith('ro ')]));
  const disks = new Map<string, DiskFacts>();
  for (const row of blocks.map(readRow)) {
    if (row === null || row.size === 0) continue;
    disks.set(`${row.device} ${row.mount}`, {
      mount: row.mount,
      device: row.device,
      sizeBytes: row.size * 1024,
      usedBytes: row.used * 1024,
      availableBytes: row.available * 1024,
      usedPercent: row.percent ?? usedPercent(row.used, row.available),
      inodesUsedPercent: inodePercents.get(row.mount) ?? null,
      readOnly: modes.get(row.mount) ?? false,
    });
  }
  return disks.size === 0 ? null : [...disks.values()].slice(0, 16);
}

interface Row {
  readonly device: string;
  readonly size: number;
  readonly used: number;
  readonly available: number;
  readonly percent: number | null;
  readonly mount: string;
}

function readRow(line: string): Row | null {
  const match = /^(\S.*?) +(\d+) +(\d+) +(-?\d+) +(?:(\d{1,3})%|-) +(\/.*)$/.exec(line);
  if (match === null) return null;
  const [size, used] = [toCount(match[2], maxKilobytes), toCount(match[3], maxKilobytes)];
  if (size === null || used === null) return null;
  return {
    device: (match[1] ?? '').slice(0, 200),
    size,
    used,
    // df prints a negative figure where even the administrator's reserve is used up.
    available: toCount(match[4], maxKilobytes) ?? 0,
    percent: toCount(match[5], 100),
    mount: (match[6] ?? '/').slice(0, 300),
  };
}

function usedPercent(used: number, available: number): number {
  return used + available === 0 ? 0 : Math.ceil((100 * used) / (used + available));
}

function splitAt(lines: readonly string[], titles: readonly string[]): readonly (readonly string[])[] {
  const starts = titles.map((title) => lines.indexOf(title));
  return starts.map((start, index) =>
    start < 0
      ? []
      : lines.slice(
          start + 1,
          starts.slice(index + 1).find((at) => at > start),
        ),
  );
}

/** /proc/mounts writes a space as \040. */
function unescapeMount(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Linux counts pages; 4 KiB everywhere but on some ARM machines. */
const pageBytes = 4096;

/** /proc/vmstat, in pages since the boot. */
function readSwapped(section: Section | undefined): SwapCounters | null {
  const countOf = (key: string) =>
    toCount(section?.lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2), maxKilobytes);
  const pagesIn = countOf('pswpin');
  const pagesOut = countOf('pswpout');
  return pagesIn === null || pagesOut === null
    ? null
    : { inBytes: pagesIn * pageBytes, outBytes: pagesOut * pageBytes };
}

/** /proc/meminfo, in kB. MemAvailable is not in kernels before 3.14: then what is free or only cached. */
export function readMemory(section: Section | undefined, processes: Section | undefined): MemoryFacts | null {
  const values = new Map<string, number>();
  for (const line of section?.lines ?? []) {
    const [, key, text] = /^([A-Za-z]+): (\d+)$/.exec(line) ?? [];
    const value = toCount(text, maxKilobytes);
    if (key !== undefined && value !== null) values.set(key, value * 1024);
  }
  const of = (key: string) => values.get(key) ?? 0;
  const totalBytes = of('MemTotal');
  if (totalBytes === 0 || !(values.has('MemAvailable') || values.has('MemFree'))) return null;
  return {
    totalBytes,
    availableBytes: values.get('MemAvailable') ?? of('MemFree') + of('Buffers') + of('Cached'),
    swapTotalBytes: of('SwapTotal'),
    swapFreeBytes: of('SwapFree'),
    swapped: readSwapped(section),
    biggest: readBiggestProcess(processes),
  };
}
