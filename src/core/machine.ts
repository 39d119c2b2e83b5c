/** What the last round says of the machine below the services, as far as a view shows it. */
import type { PartId } from './model';
import { autostartParts } from './diagnosis/autostart';
import { forecastFull } from './disk-forecast';
import type { ServerState } from './monitor-state';
import type { DiskFacts, MemoryFacts } from './remote-facts';
import { usesOf, type DiskUse } from './samples';
import { watchdogPlan, type WatchdogPlan } from './watchdog-plan';

const leastPercent = 50;

export interface DiskSnapshot extends Pick<
  DiskFacts,
  'mount' | 'sizeBytes' | 'availableBytes' | 'usedPercent' | 'inodesUsedPercent' | 'readOnly'
> {
  /** At the rate of Vigía's own samples; null: nothing can be said. */
  readonly fullAt: number | null;
}

export interface MachineSnapshot {
  /** Null: not read. */
  readonly disks: readonly DiskSnapshot[] | null;
  readonly memory: Pick<MemoryFacts, 'totalBytes' | 'availableBytes' | 'biggest'> | null;
  readonly watchdog: WatchdogPlan | null;
  /** What should start with the machine, and whether it would; null: not known. */
  readonly autostart: readonly { readonly part: PartId; readonly starts: boolean | null }[];
}

/** Null: nobody could look inside. */
export function toMachine({ observation, memory, server }: ServerState, at: number): MachineSnapshot | null {
  if (observation?.ssh.kind !== 'facts') return null;
  const { facts } = observation.ssh;
  return {
    disks:
      facts.disks === null
        ? null
        : facts.disks.map(({ mount, sizeBytes, availableBytes, usedPercent, inodesUsedPercent, readOnly }) => ({
            mount,
            sizeBytes,
            availableBytes,
            usedPercent,
            inodesUsedPercent,
            readOnly,
            fullAt: fullAt(usedPercent, memory === null ? [] : usesOf(memory.samples, mount)),
          })),
    memory:
      facts.memory === null
        ? null
        : {
            totalBytes: facts.memory.totalBytes,
            availableBytes: facts.memory.availableBytes,
            biggest: facts.memory.biggest,
          },
    watchdog: watchdogPlan(facts, at),
    autostart: autostartParts(facts, server),
  };
}

/** On a disk that is half empty a rate proves nothing yet. */
function fullAt(usedPercent: number, uses: readonly DiskUse[]): number | null {
  return usedPercent < leastPercent ? null : (forecastFull(uses)?.fullAt ?? null);
}

/** The disks that are known, also while nothing is known of them: their rows stand. */
export function knownMounts({ observation, memory }: ServerState): readonly string[] {
  const facts = observation?.ssh.kind === 'facts' ? observation.ssh.facts.disks : null;
  const mounts = facts?.map(({ mount }) => mount) ?? memory?.samples.disks.map(({ mount }) => mount) ?? [];
  return [...new Set(mounts)].sort();
}
