/** One row of the matrix: well, the fault, well again; and what is there afterwards. */
import { expect, type TestContext } from 'vitest';
import { readKept } from './kept';
import { roundLimitMs, startMonitor, type Monitor, type SeenRound } from './monitor';
import type { Place } from './place';
import { recordFault } from './record';

export interface Ordeal {
  readonly fault: string;
  readonly begin: () => unknown;
  readonly end: () => unknown;
  /** What a round may find meanwhile: `status` or `status cause`, cause `null` where there is none. */
  readonly right: readonly string[];
  readonly rounds?: number;
  /** Memory that a fault may take which sends without end. */
  readonly mostBytes?: number;
}

/** The most rounds that it may take until the tray is green again. */
const mostUntilCalm = 5;

export async function suffer(context: Pick<TestContext, 'task'>, place: Place, ordeal: Ordeal): Promise<void> {
  const monitor = startMonitor({ dataDir: place.dataDir });
  const { during, after, grownBytes } = await goThrough(monitor, ordeal).finally(monitor.stop);
  const isRight = (seen: SeenRound) =>
    seen.ms <= roundLimitMs &&
    ordeal.right.some((one) => one === seen.status || one === `${seen.status} ${seen.cause ?? 'null'}`);
  const lost = whatIsLost(place, monitor);
  const found = [...new Set(during.map(({ status, cause }) => (cause === null ? status : `${status} ${cause}`)))];
  const slowest = Math.max(...during.map(({ ms }) => ms));
  recordFault(context, {
    fault: ordeal.fault,
    tried: during.length,
    survived: during.filter(isRight).length,
    lost,
    verdict: `${found.join(', ')} in ${(slowest / 1000).toFixed(1)} s at most; then ${after.at(-1)?.shown ?? '?'}${
      ordeal.mostBytes === undefined ? '' : `; ${(grownBytes / 1e6).toFixed(0)} MB`
    }`,
  });
  expect(during.filter((seen) => !isRight(seen))).toEqual([]);
  expect(after.at(-1)?.shown).toBe('calm');
  expect(lost).toEqual([]);
  expect(monitor.complaints).toEqual([]);
  if (ordeal.mostBytes !== undefined) expect(grownBytes).toBeLessThan(ordeal.mostBytes);
}

async function goThrough(monitor: Monitor, ordeal: Ordeal) {
  expect((await monitor.round()).shown, 'well before').toBe('calm');
  const memory = watchMemory();
  await ordeal.begin();
  const during = await look(monitor, ordeal.rounds ?? 3);
  const grownBytes = memory.stop();
  await ordeal.end();
  return { during, grownBytes, after: await lookUntilCalm(monitor) };
}

async function look(monitor: Monitor, count: number): Promise<readonly SeenRound[]> {
  const seen: SeenRound[] = [];
  while (seen.length < count) seen.push(await monitor.round());
  return seen;
}

async function lookUntilCalm(monitor: Monitor): Promise<readonly SeenRound[]> {
  const seen: SeenRound[] = [];
  do seen.push(await monitor.round());
  while (seen.at(-1)?.shown !== 'calm' && seen.length < mostUntilCalm);
  return seen;
}

/** Rounds, outages and settings that are not there as they should be. */
function whatIsLost(place: Pick<Place, 'dataDir' | 'server'>, monitor: Pick<Monitor, 'rounds'>): string[] {
  const kept = readKept(place.dataDir, place.server.id);
  const wasRed = monitor.rounds.some(({ shown }) => shown === 'down');
  const lost: string[] = [];
  if (kept.problem !== null) lost.push(`history: ${kept.problem}`);
  if (kept.looks.length !== monitor.rounds.length)
    lost.push(`${String(monitor.rounds.length - kept.looks.length)} of ${String(monitor.rounds.length)} rounds`);
  if (wasRed !== kept.incidents.length > 0) lost.push(wasRed ? 'the outage' : 'an outage that was none');
  if (kept.incidents.some(({ recoveredAt }) => recoveredAt === null)) lost.push('the end of the outage');
  if (!kept.serverIds.includes(place.server.id)) lost.push('the settings');
  return lost;
}

function watchMemory(): { stop(): number } {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
  return {
    stop: () => {
      clearInterval(timer);
      return most - before;
    },
  };
}
