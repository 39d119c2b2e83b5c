import { createWorld, type World } from './world';
import { advance } from './world-time';

/** The one place that changes: reading brings the world up to date, writing replaces it. */
export interface WorldHolder {
  now(): number;
  read(): World;
  write(world: World): void;
}

export function createWorldHolder(now: () => number, options: { readonly watchdogRepairs: boolean }): WorldHolder {
  let world = createWorld(now(), options);
  return {
    now,
    read: () => (world = advance(world, now())),
    write(next) {
      world = next;
    },
  };
}
