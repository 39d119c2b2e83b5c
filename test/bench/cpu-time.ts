import { readdirSync, readFileSync } from 'node:fs';
import { descendantsOf } from '../support/process-tree';

/** Milliseconds that a process and all below it have spent on a processor, by the scheduler's own count (proc(5), schedstat). */
export function cpuMsOf(pid: number): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, one) => sum + threadsMs(one), 0);
}

function threadsMs(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [ranNs] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      return sum + Number(ranNs) / 1e6;
    }, 0);
  } catch {
    // It has just ended.
    return 0;
  }
}

/** Proportional set size in megabytes of a process and all below it: what several share is counted once. */
export function memoryMbOf(pid: number): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, one) => sum + pssMb(one), 0);
}

function pssMb(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    // It has just ended.
    return 0;
  }
}
