/**
 * A process of its own that damages the samples of one target and reads them: it may run out of memory or never end, and
 * the input that did it lies in a file. Prints one line of JSON.
 */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { damaged, damagedValue } from './damage';
import { targets } from './targets';

export interface TargetResult {
  readonly cases: number;
  /** CPU milliseconds of the slowest input. */
  readonly slowestMs: number;
  /** Megabytes that the process held at most. */
  readonly peakMb: number;
  readonly failure: string | null;
}

const usualMostBytes = 192 * 1024;
/** Of CPU. For the longest inputs on a slow machine; a reader that is not linear takes minutes. */
const slowMs = 2000;

const [name = '', seed = '', cases = '', inputFile = ''] = process.argv.slice(2);
const target = targets.find((one) => one.name === name);
if (target === undefined) throw new Error(`There is no target named ${name}`);

const keep = openSync(inputFile, 'w');
let done = 0;
let slowestMs = 0;
let peak = 0;

/** Reads one input; throws where that is a failure. */
async function readOne(length: number, read: () => unknown): Promise<void> {
  const before = process.cpuUsage();
  const kept = await read();
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1000;
  slowestMs = Math.max(slowestMs, tookMs);
  done += 1;
  if (done % 50 === 0) peak = Math.max(peak, process.memoryUsage.rss());
  if (tookMs > slowMs) throw new Error(`took ${tookMs.toFixed(0)} ms for ${String(length)} bytes`);
  const size = sizeOf(kept);
  const most = target?.mostKept ?? 4 * length + 4096;
  if (size > most) throw new Error(`keeps ${String(size)} characters of ${String(length)} bytes`);
}

/** Characters, roughly: of texts and names as they are, eight for anything else. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [name, one]) => sum + name.length + sizeOf(one), 8);
}

function remember(input: Buffer): void {
  ftruncateSync(keep, 0);
  writeSync(keep, input, 0, input.length, 0);
}

const settings = { seed: Number(seed), numRuns: Number(cases) };
const details =
  'values' in target
    ? await check(damagedValue(target.values), (value) => Buffer.from(inspect(value, { depth: 20 })), target.readValue)
    : await check(
        damaged(target.samples, target.words ?? [], target.mostBytes ?? usualMostBytes),
        (input) => input,
        target.read,
      );

async function check<T>(
  inputs: fc.Arbitrary<T>,
  toBytes: (input: T) => Buffer,
  read: (input: T) => unknown,
): Promise<{ readonly failed: boolean; readonly error: unknown }> {
  const property = fc.asyncProperty(inputs, async (input) => {
    const bytes = toBytes(input);
    remember(bytes);
    await readOne(bytes.length, () => read(input));
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, settings);
  // The smallest input that fails takes the place of the last one that was tried.
  if (counterexample !== null) remember(toBytes(counterexample[0]));
  return { failed, error: errorInstance };
}

closeSync(keep);
const { error } = details;
const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
const result: TargetResult = {
  cases: done,
  slowestMs,
  peakMb: Math.max(peak, process.memoryUsage.rss()) / 1024 / 1024,
  failure: details.failed ? failure : null,
};
// The last thing that it does: some readers leave timers behind.
process.stdout.write(`${JSON.stringify(result)}\n`, () => {
  process.exit(0);
});
