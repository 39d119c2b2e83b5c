import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { waitUntil } from './wait-until';

/** All processes below this one, children first, by parent links; nothing is found by name. */
export function descendantsOf(pid: number): readonly number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const childrenOf = new Map<number, number[]>();
  for (const line of table.split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child !== undefined && parent !== undefined) {
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child]);
    }
  }
  const found: number[] = [];
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const children = childrenOf.get(next) ?? [];
    found.push(...children);
    queue.push(...children);
  }
  return found;
}

/** Ends a process that may be gone already. */
export function endProcess(pid: number, signal: NodeJS.Signals = 'SIGTERM'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already: that was the aim.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A pid that nobody has: its process has just ended. */
export function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** Its program and arguments, with spaces between them (Linux only); '' where it is gone. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Asks these processes to end, as a session does; what is left of them and of all below them after a while is killed. */
export async function endTrees(pids: readonly number[]): Promise<void> {
  const all = pids.flatMap((pid) => [...descendantsOf(pid), pid]);
  for (const pid of pids) endProcess(pid);
  await waitUntil('all of them end', () => !all.some(isAlive)).catch(() => killAll(all));
}

/** As a power failure ends it: all its processes at once, without a word. */
export async function killTree(pid: number): Promise<void> {
  await killAll([...descendantsOf(pid), pid]);
}

async function killAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) endProcess(pid, 'SIGKILL');
  await waitUntil('all of them are gone', () => !pids.some(isAlive));
}
