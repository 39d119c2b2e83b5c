import type { RemoteFacts } from '../remote-facts';

/** The counters of one look; they begin anew with each boot. */
export interface SwapMemory {
  readonly at: number;
  readonly bootId: string;
  readonly inBytes: number;
  readonly outBytes: number;
}

/** How much was moved from and to swap in each second since the look before. */
export interface SwapRate {
  readonly inPerSecond: number;
  readonly outPerSecond: number;
  readonly overMs: number;
}

/** A shorter stretch is a moment, and one of hours hides the moments. */
const shortestMs = 20_000;
const longestMs = 15 * 60_000;

export function rememberSwap(facts: RemoteFacts | null, at: number, earlier: SwapMemory | null): SwapMemory | null {
  if (facts === null) return earlier;
  const swapped = facts.memory?.swapped ?? null;
  if (swapped === null || facts.bootId === null) return null;
  const isTooSoon = earlier?.bootId === facts.bootId && at >= earlier.at && at - earlier.at < shortestMs;
  return isTooSoon ? earlier : { at, bootId: facts.bootId, ...swapped };
}

/** Null: there is no look before, of the same boot and not long ago. */
export function swapRate(facts: RemoteFacts | null, at: number, earlier: SwapMemory | null): SwapRate | null {
  const swapped = facts?.memory?.swapped ?? null;
  if (swapped === null || earlier === null || facts?.bootId !== earlier.bootId) return null;
  const overMs = at - earlier.at;
  const [read, written] = [swapped.inBytes - earlier.inBytes, swapped.outBytes - earlier.outBytes];
  if (overMs < shortestMs || overMs > longestMs || read < 0 || written < 0) return null;
  const seconds = overMs / 1000;
  return { inPerSecond: read / seconds, outPerSecond: written / seconds, overMs };
}

/** "swap: 310 kB/s in, 0 kB/s out, over 300 s" */
export function swapText({ inPerSecond, outPerSecond, overMs }: SwapRate): string {
  const kilobytes = (bytes: number) => `${String(Math.round(bytes / 1000))} kB/s`;
  return `swap: ${kilobytes(inPerSecond)} in, ${kilobytes(outPerSecond)} out, over ${String(Math.round(overMs / 1000))} s`;
}
