import type { Samples } from '../samples';
import type { RoundMemory } from './memory';
import type { KillMemory } from './out-of-memory';
import type { PartsMemory } from './parts-memory';

export type Move = (at: number) => number;

/** All its dates moved: the clock that gave them was set, and ages must stay what they were. */
export function moveMemory(memory: RoundMemory, move: Move): RoundMemory {
  return {
    ...memory,
    samples: moveSamples(memory.samples, move),
    knownErrors: memory.knownErrors.map((one) => ({
      ...one,
      firstAt: move(one.firstAt),
      lastAt: move(one.lastAt),
      ...(one.toldTo === undefined ? {} : { toldTo: move(one.toldTo) }),
    })),
    lookedAt: moveOrNull(memory.lookedAt, move),
    watchdogRestartAt: moveOrNull(memory.watchdogRestartAt, move),
    workerRestarts: memory.workerRestarts.map(move),
    kills: moveKills(memory.kills, move),
    parts: moveParts(memory.parts, move),
    loginClosedAt: moveOrNull(memory.loginClosedAt, move),
    swap: memory.swap && { ...memory.swap, at: move(memory.swap.at) },
  };
}

function moveSamples({ answers, disks, slow }: Samples, move: Move): Samples {
  return {
    answers: answers.map((one) => ({ ...one, at: move(one.at) })),
    disks: disks.map(({ mount, uses }) => ({ mount, uses: uses.map((use) => ({ ...use, at: move(use.at) })) })),
    slow: slow && { ...slow, since: { ...slow.since, at: move(slow.since.at) } },
  };
}

function moveKills({ risen, ...kills }: KillMemory, move: Move): KillMemory {
  return {
    ...kills,
    lookedAt: moveOrNull(kills.lookedAt, move),
    risen: risen && { ...risen, fromAt: move(risen.fromAt), at: move(risen.at) },
  };
}

function moveParts(parts: PartsMemory, move: Move): PartsMemory {
  const moved = Object.entries(parts).map(([part, { wellAt, failedAt }]) => [
    part,
    { wellAt: moveOrNull(wellAt, move), failedAt: moveOrNull(failedAt, move) },
  ]);
  return Object.fromEntries(moved) as PartsMemory;
}

export function moveOrNull(at: number | null, move: Move): number | null {
  return at === null ? null : move(at);
}
