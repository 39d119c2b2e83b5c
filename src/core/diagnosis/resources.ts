import type { Evidence, Finding } from '../model';
import { forecastFull, type DiskForecast } from '../disk-forecast';
import type { DiskFacts, MemoryFacts } from '../remote-facts';
import { usesOf } from '../samples';
import { fillingSoonMs, levelsOf } from '../thresholds';
import { findDiskDamage } from '../kernel-words';
import { findOutOfMemory } from './out-of-memory';
import { swapRate, swapText, type SwapRate } from './swapping';
import { finding, type RoundView } from './view';

const gigabyte = 1e9;

const hourMs = 3_600_000;
/** Full so soon "at this rate" is filling below 90 % too; on a disk that is half empty a rate proves nothing yet. */
const fillingSoon = { enterMs: fillingSoonMs, leaveMs: 24 * hourMs, leastPercent: 50 };

export function findResources(view: RoundView): readonly Finding[] {
  return [...findDisks(view), ...findMemory(view), ...findOutOfMemory(view)];
}

/** Less than this can be written: then the disk is the cause of what fails, not only a worry. */
export function isDiskExhausted(disk: DiskFacts): boolean {
  return (
    disk.readOnly ||
    // Of a small one that little is most of it.
    disk.availableBytes < Math.min(64e6, disk.sizeBytes * 0.05) ||
    disk.availableBytes < disk.sizeBytes * 0.005 ||
    (disk.inodesUsedPercent ?? 0) >= 100
  );
}

function findDisks(view: RoundView): readonly Finding[] {
  const disks = view.facts?.disks ?? [];
  // Switched off, only a disk is told on which nothing can be written any more.
  const judged = view.server.checks.disk
    ? disks
    : disks.filter((disk) => isDiskExhausted(disk) && isWrittenTo(disk, view));
  const found = judged.map((disk) => judgeDisk(disk, view)).filter((one) => one !== null);
  // One disk speaks: a full one, one that soon is, the fullest.
  const worst = [...found].sort((a, b) => severity(b, view) - severity(a, view))[0];
  return worst === undefined ? [] : [worst];
}

function severity({ cause, variant, values }: Finding, view: RoundView): number {
  if (variant === 'readonly') return 2000;
  const isSoon = values.when !== undefined && values.when - view.at <= fillingSoon.enterMs;
  return (cause === 'disk-full' ? 1000 : isSoon ? 500 : 0) + (values.usedPercent ?? 0);
}

function judgeDisk(disk: DiskFacts, view: RoundView): Finding | null {
  const { diskFull, diskFilling, diskFree } = levelsOf(view.server.thresholds);
  const wasFull = view.earlier.has('disk-full');
  const full = wasFull ? diskFull.leave : diskFull.enter;
  const filling = wasFull || view.earlier.has('disk-filling') ? diskFilling.leave : diskFilling.enter;
  const inodes = disk.inodesUsedPercent ?? 0;
  if (disk.readOnly && isWrittenTo(disk, view)) return readOnlyFinding(disk, view);
  const fewBytes = disk.availableBytes < diskFree.bytes && disk.sizeBytes >= diskFree.ofBytes;
  if (disk.usedPercent >= full || fewBytes) return diskFinding('disk-full', null, disk, disk.usedPercent, view);
  if (inodes >= full) return diskFinding('disk-full', 'inodes', disk, inodes, view);
  const forecast = forecastOf(disk, view);
  if (disk.usedPercent >= filling || isFullSoon(forecast, view)) return fillingFinding(disk, forecast, view);
  if (inodes >= filling) return diskFinding('disk-filling', 'inodes', disk, inodes, view);
  return null;
}

function forecastOf(disk: DiskFacts, view: RoundView): DiskForecast | null {
  const { mount, usedBytes, availableBytes } = disk;
  if (disk.usedPercent < fillingSoon.leastPercent) return null;
  const before = usesOf(view.samples, mount).filter((use) => use.at < view.at);
  return forecastFull([...before, { at: view.at, usedBytes, availableBytes }]);
}

function isFullSoon(forecast: DiskForecast | null, view: RoundView): boolean {
  if (forecast === null) return false;
  const limitMs = view.earlier.has('disk-filling') ? fillingSoon.leaveMs : fillingSoon.enterMs;
  return forecast.fullAt - view.at <= limitMs;
}

function fillingFinding(disk: DiskFacts, forecast: DiskForecast | null, view: RoundView): Finding {
  if (forecast === null) return diskFinding('disk-filling', 'noForecast', disk, disk.usedPercent, view);
  const { fullAt, isRegular, bytesPerHour, spanMs } = forecast;
  const found = diskFinding('disk-filling', null, disk, disk.usedPercent, view);
  const rate = `+${(bytesPerHour / gigabyte).toFixed(2)} GB/h over the last ${(spanMs / hourMs).toFixed(1)} h`;
  const evidence: readonly Evidence[] = [...found.evidence, { text: `df: ${disk.mount} ${rate}` }];
  return {
    ...found,
    confidence: isRegular ? 'certain' : 'probable',
    values: { ...found.values, when: Math.round(fullAt) },
    evidence,
  };
}

/**
 * Linux makes a damaged disk read-only. Some systems have a read-only root by design: only a disk that must take logs,
 * data or temporary files counts.
 */
export function isWrittenTo(disk: DiskFacts, view: RoundView): boolean {
  const mounts = (view.facts?.disks ?? []).map(({ mount }) => mount);
  const holderOf = (folder: string) =>
    mounts
      .filter((mount) => mount === '/' || folder === mount || folder.startsWith(`${mount}/`))
      .sort((a, b) => b.length - a.length)[0];
  return [view.server.logsFolder, '/var/lib/postgresql', '/var', '/tmp'].some(
    (folder) => holderOf(folder) === disk.mount,
  );
}

function readOnlyFinding(disk: DiskFacts, view: RoundView): Finding {
  const damage = findDiskDamage(view.facts?.kernel?.lines ?? []);
  return finding('disk-full', 'attention', damage === null ? 'probable' : 'certain', {
    variant: 'readonly',
    values: { mount: disk.mount },
    evidence: [
      { text: `mount: ${disk.mount} (${disk.device}) ro` },
      ...(damage === null ? [] : [{ text: damage.text.slice(0, 200), sinceAt: damage.at }]),
    ],
  });
}

function diskFinding(
  cause: 'disk-full' | 'disk-filling',
  variant: string | null,
  disk: DiskFacts,
  usedPercent: number,
  view: RoundView,
): Finding {
  const biggest = view.facts?.biggestLog ?? null;
  const size = `${(disk.availableBytes / gigabyte).toFixed(1)} GB of ${(disk.sizeBytes / gigabyte).toFixed(1)} GB available`;
  return finding(cause, 'attention', 'certain', {
    variant,
    values: {
      mount: disk.mount,
      usedPercent,
      freeBytes: disk.availableBytes,
      ...(biggest === null
        ? {}
        : { biggest: biggest.path.slice(biggest.path.lastIndexOf('/') + 1), sizeBytes: biggest.sizeBytes }),
    },
    evidence: [
      { text: `df: ${disk.mount} ${String(usedPercent)}% used${variant === 'inodes' ? ' (inodes)' : `, ${size}`}` },
    ],
  });
}

function findMemory(view: RoundView): readonly Finding[] {
  const memory = view.facts?.memory ?? null;
  if (!view.server.checks.memory || memory === null || memory.totalBytes <= 0) return [];
  const left = (100 * memory.availableBytes) / memory.totalBytes;
  const { memoryLow } = levelsOf(view.server.thresholds);
  if (left >= (view.earlier.has('memory-low') ? memoryLow.leave : memoryLow.enter)) return [];
  return [memoryFinding(memory, left, swapRate(view.facts, view.at, view.memory?.swap ?? null))];
}

function memoryFinding(memory: MemoryFacts, left: number, swap: SwapRate | null): Finding {
  const { biggest } = memory;
  return finding('memory-low', 'attention', biggest === null ? 'unknown' : 'certain', {
    values: {
      freeBytes: memory.availableBytes,
      leftPercent: Math.floor(left),
      ...(biggest === null ? {} : { process: biggest.name, sizeBytes: biggest.rssBytes }),
    },
    evidence: [
      { text: `MemAvailable: ${String(Math.floor(left))}%` },
      ...(swap === null ? [] : [{ text: swapText(swap) }]),
    ],
  });
}
