import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { leftMs, nextTickMs, startTicker } from '../../src/renderer/format';

const now = 1_000_000_000_000;

describe('the next tick', () => {
  test.each([
    ['nothing on the screen', [], false, null],
    ['an age of 7 s', [now - 7000], false, 3000],
    ['an age of 2 min 24 s', [now - 144_000], false, 36_000],
    ['a countdown of 38 s', [now + 38_000], false, 3001],
    ['a countdown of 3 min 10 s', [now + 190_000], false, 10_001],
    ['the nearest of several', [now - 144_000, now - 7000], false, 3000],
    ['a running step', [], true, 1000],
  ])('%s', (_what, moments, isRunning, wait) => {
    expect(nextTickMs(moments, now, isRunning)).toBe(wait);
  });

  test.each([
    [0, 0],
    [1, 5000],
    [38_000, 40_000],
    [60_000, 60_000],
    [61_000, 120_000],
  ])('%i ms left are shown as %i', (left, shown) => {
    expect(leftMs(now + left, now)).toBe(shown);
  });
});

describe('the ticker', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function fakePage() {
    const listeners = new Set<() => void>();
    return {
      hidden: false,
      addEventListener: (_name: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_name: string, listener: () => void) => listeners.delete(listener),
      change: (): void => {
        for (const listener of listeners) listener();
      },
    };
  }

  test('wakes only when a shown age changes, and not at all while hidden', () => {
    const page = fakePage();
    const ticker = startTicker(page as unknown as Document);
    const start = Date.now();
    ticker.watch([start - 120_000], false);
    vi.advanceTimersByTime(59_000);
    expect(ticker.now.value).toBe(start);
    vi.advanceTimersByTime(1000);
    expect(ticker.now.value).toBe(start + 60_000);
    page.hidden = true;
    page.change();
    vi.advanceTimersByTime(600_000);
    expect([ticker.now.value, vi.getTimerCount()]).toEqual([start + 60_000, 0]);
    page.hidden = false;
    page.change();
    expect(ticker.now.value).toBe(start + 660_000);
    ticker.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
