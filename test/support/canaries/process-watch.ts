/** Looks at the arguments and the environment of every process of this machine, again and again. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Aviary } from './canary';

export interface ProcessWatch {
  /** `NAME in cmdline of PROGRAM`, each once. */
  found(): readonly string[];
  /** How many different processes were looked at. */
  seen(): number;
  stop(): void;
}

/** `mayKnow`: processes that were given a secret in their own environment. They must hand it on to nobody. */
export function watchProcesses(aviary: Aviary, mayKnow: (pid: number) => boolean): ProcessWatch {
  const found = new Set<string>();
  const seen = new Set<number>();
  const look = (): void => {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      if (!Number.isInteger(pid) || pid === process.pid) continue;
      seen.add(pid);
      const cmdline = read(`/proc/${name}/cmdline`);
      const program = cmdline.toString('utf8').split('\0').slice(0, 4).join(' ').slice(0, 120);
      for (const canary of aviary.findIn(cmdline)) found.add(`${canary} in the arguments of ${program}`);
      if (mayKnow(pid)) continue;
      for (const canary of aviary.findIn(read(`/proc/${name}/environ`)))
        found.add(`${canary} in the environment of ${program}`);
    }
  };
  const timer = setInterval(look, 15);
  return {
    found: () => [...found],
    seen: () => seen.size,
    stop: () => {
      clearInterval(timer);
    },
  };
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    // It has ended.
    return Buffer.alloc(0);
  }
}
