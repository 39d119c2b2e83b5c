import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import { rememberRound } from '../../../src/core/diagnosis/memory';
import type { SwapCounters } from '../../../src/core/remote-facts';
import { minute, observation, roundMemory, server, someTime } from '../../support/builders';

const lowMemory = (swapped: SwapCounters | null) => ({
  totalBytes: 8e9,
  availableBytes: 4e8,
  swapTotalBytes: 4e9,
  swapFreeBytes: 1e9,
  swapped,
  biggest: { name: 'gunicorn', rssBytes: 3e9 },
});
const looked = (swapped: SwapCounters | null, at: number, bootId = 'boot-1') =>
  observation({ facts: { memory: lowMemory(swapped), bootId } }, at);

function evidence(before: ReturnType<typeof looked>, now: ReturnType<typeof looked>): readonly string[] {
  const memory = rememberRound(before, 4, roundMemory());
  const { primary } = diagnose(now, { server, earlier: new Set(), memory });
  return (primary?.evidence ?? []).map(({ text }) => text);
}

describe('what swap moves', () => {
  const before = looked({ inBytes: 5e9, outBytes: 7e9 }, someTime);

  test('stands beside the memory that is low, as a rate between two looks', () => {
    const now = looked({ inBytes: 5e9 + 300e6, outBytes: 7e9 + 60e6 }, someTime + 5 * minute);
    expect(evidence(before, now)).toEqual(['MemAvailable: 5%', 'swap: 1000 kB/s in, 200 kB/s out, over 300 s']);
  });

  test.each([
    ['the machine started anew', looked({ inBytes: 1e6, outBytes: 0 }, someTime + 5 * minute, 'boot-2')],
    ['the look before was long ago', looked({ inBytes: 6e9, outBytes: 8e9 }, someTime + 60 * minute)],
    ['the counters ran backwards', looked({ inBytes: 1, outBytes: 1 }, someTime + 5 * minute)],
    ['the kernel does not say', looked(null, someTime + 5 * minute)],
  ])('is not told where %s', (_title, now) => {
    expect(evidence(before, now)).toEqual(['MemAvailable: 5%']);
  });

  test('a confirming look ten seconds later keeps the earlier counters', () => {
    const soon = looked({ inBytes: 5e9 + 1, outBytes: 7e9 }, someTime + 10_000);
    const memory = rememberRound(soon, 4, rememberRound(before, 4, roundMemory()));
    expect(memory.swap).toMatchObject({ inBytes: 5e9 });
  });

  test('is a check of its own, with both directions added', () => {
    const now = looked({ inBytes: 5e9 + 30e6, outBytes: 7e9 }, someTime + 5 * minute);
    const { checks } = diagnose(now, {
      server,
      earlier: new Set(),
      memory: rememberRound(before, 4, roundMemory()),
    });
    expect(checks.find(({ id }) => id === 'swap')).toMatchObject({ level: 'ok', value: 100, unit: 'kB/s' });
  });
});
