import type { KernelFacts } from './remote-facts';

/** A process that was closed for lack of memory, by the kernel's or systemd's own word. */
export interface MemoryKill {
  readonly at: number;
  /** Name of the program; null where only its unit is known. */
  readonly name: string | null;
  readonly pid: number | null;
  /** Control group, e.g. `/system.slice/cron.service`, or a unit's name. */
  readonly group: string | null;
}

/** The same kill is told by two lines of the kernel and one of systemd. */
const sameKillMs = 10_000;

/** Kernels before 5 say "Kill process … or sacrifice child" first, and "Killed process" when it is done. */
const killedPattern = /^kernel: .*Killed process (\d+) \(([^)]*)\)/;
const groupPattern = /^kernel: .*oom-kill:.*task_memcg=([^,]*),task=([^,]*),pid=(\d+)/;
const unitPattern =
  /^systemd: (\S+): (?:A process of this unit has been killed by the OOM killer|Failed with result 'oom-kill')/;

export function findMemoryKills(lines: KernelFacts['lines']): readonly MemoryKill[] {
  return mergeKills(lines.map(readKill).filter((kill) => kill !== null));
}

/** Lines that tell of the same kill become one. */
export function mergeKills(kills: readonly MemoryKill[]): readonly MemoryKill[] {
  const merged: MemoryKill[] = [];
  for (const kill of [...kills].sort((a, b) => a.at - b.at)) {
    const index = merged.findLastIndex((known) => isSame(known, kill));
    const known = merged[index];
    if (known === undefined) merged.push(kill);
    else
      merged[index] = {
        at: known.at,
        name: known.name ?? kill.name,
        pid: known.pid ?? kill.pid,
        group: known.group ?? kill.group,
      };
  }
  return merged;
}

function readKill({ at, text }: KernelFacts['lines'][number]): MemoryKill | null {
  const killed = killedPattern.exec(text);
  if (killed !== null) return { at, name: killed[2] ?? null, pid: Number(killed[1]), group: null };
  const grouped = groupPattern.exec(text);
  if (grouped !== null) return { at, name: grouped[2] ?? null, pid: Number(grouped[3]), group: grouped[1] ?? null };
  const unit = unitPattern.exec(text)?.[1];
  return unit === undefined ? null : { at, name: null, pid: null, group: unit };
}

function isSame(a: MemoryKill, b: MemoryKill): boolean {
  if (b.at - a.at > sameKillMs) return false;
  if (a.pid !== null && b.pid !== null) return a.pid === b.pid;
  return a.group === null || b.group === null || a.group.endsWith(b.group) || b.group.endsWith(a.group);
}

const damagePattern = /^kernel: .*(?:I\/O error|EXT4-fs error|XFS .*(?:corrupt|shut)|Remounting filesystem read-only)/i;
/** Drives that a virtual machine has and nobody uses. */
const otherDrives = /\b(?:fd0|sr\d|loop\d+|zram\d+)\b/;

/** The last line that tells of a damaged disk. */
export function findDiskDamage(lines: KernelFacts['lines']): KernelFacts['lines'][number] | null {
  return lines.findLast(({ text }) => isDiskDamage(text)) ?? null;
}

export function isDiskDamage(text: string): boolean {
  return damagePattern.test(text) && !otherDrives.test(text);
}

/** cron may not act for this user: its password has expired or its account is locked. */
export function findCronRefusal(lines: KernelFacts['lines'], user: string): KernelFacts['lines'][number] | null {
  return (
    lines.findLast(
      ({ text }) => /^crond?: /i.test(text) && text.includes('FAILED to authorize user with PAM') && isOf(text, user),
    ) ?? null
  );
}

function isOf(text: string, user: string): boolean {
  const [, name] = /\(([^)]*)\)/.exec(text) ?? [];
  return name === undefined || name === user;
}
