import { uptime } from 'node:os';
import { readTextOrNull } from './read-text';

/** Whether a process of this number runs. After a while the number may be another one's. */
export function isProcessAlive(pid: number): boolean {
  // What is below means many processes at once.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process that left a sign of itself. */
export interface ProcessSign {
  readonly pid: number;
  readonly at: number;
  /** `bootId` then. */
  readonly boot: string | null;
}

const slackMs = 60_000;

/**
 * Whether who left the sign still runs. One from before the machine was started is a dead one's, whoever has its number
 * now: by the kernel's name of the start, else by the clocks, which somebody may have set.
 */
export function isSignAlive({ pid, at, boot }: ProcessSign, now: number): boolean {
  const ours = bootId();
  const isOfThisStart = boot !== null && ours !== null ? boot === ours : at > now - uptime() * 1000 - slackMs;
  return isOfThisStart && isProcessAlive(pid);
}

/** Another at each start of the machine; null where the system has none. */
export function bootId(): string | null {
  return readTextOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}
