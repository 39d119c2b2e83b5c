import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFlow, type Flow } from '../../../src/main/logs/flow';

interface Window {
  readonly flow: Flow;
  readonly batches: { readonly lines: readonly string[]; readonly dropped: number }[];
  /** "hold", "release". */
  readonly asked: string[];
  lines(): number;
  dropped(): number;
}

function open(): Window {
  const batches: Window['batches'] = [];
  const asked: string[] = [];
  const flow = createFlow({
    send: (lines, dropped) => batches.push({ lines, dropped }),
    hold: () => asked.push('hold'),
    release: () => asked.push('release'),
  });
  return {
    flow,
    batches,
    asked,
    lines: () => batches.reduce((sum, { lines }) => sum + lines.length, 0),
    dropped: () => batches.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

const long = 'x'.repeat(1023);

describe('lines on their way to the window', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const push = (flow: Flow, count: number, line = long) => {
    for (let n = 0; n < count; n += 1) flow.push(line);
  };

  test('come in batches, the first after a moment', () => {
    const { flow, batches } = open();
    flow.push('a');
    flow.push('b');
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(40);
    expect(batches).toEqual([{ lines: ['a', 'b'], dropped: 0 }]);
  });

  test('are never more than some batches ahead of the window', () => {
    const { flow, batches, lines } = open();
    push(flow, 1500);
    vi.advanceTimersByTime(1000);
    expect([batches.length, lines()]).toEqual([4, 1024]);
    flow.taken();
    expect(lines()).toBe(1280);
    for (let n = 0; n < 20; n += 1) flow.taken();
    expect(lines()).toBe(1500);
  });

  test('hold the server back where too much waits, until most of it is taken', () => {
    const { flow, asked, lines } = open();
    push(flow, 3072);
    expect(asked).toEqual(['hold']);
    flow.taken();
    expect(asked).toEqual(['hold']);
    for (let n = 0; n < 20; n += 1) flow.taken();
    expect([asked, lines()]).toEqual([['hold', 'release'], 3072]);
  });

  test('are not let go as long as what was there before is being read', () => {
    const { flow, asked, dropped } = open();
    push(flow, 4000);
    vi.advanceTimersByTime(60_000);
    expect([asked, dropped()]).toEqual([['hold'], 0]);
  });

  test('are let go where a followed log is held for long, and every one is counted', () => {
    const { flow, asked, lines, dropped } = open();
    flow.follow();
    push(flow, 4000);
    vi.advanceTimersByTime(5000);
    expect(asked).toEqual(['hold', 'release']);
    push(flow, 10_000);
    // Quiet for a moment: from here on they are kept again, and there is no room yet.
    vi.advanceTimersByTime(1000);
    expect(asked).toEqual(['hold', 'release', 'hold']);
    for (let n = 0; n < 40; n += 1) flow.taken();
    expect([lines(), dropped()]).toEqual([4000, 10_000]);
    flow.push('now');
    vi.advanceTimersByTime(40);
    flow.taken();
    expect([lines(), asked.at(-1)]).toEqual([4001, 'release']);
  });

  test('a flood that never falls quiet is looked at again and again', () => {
    const { flow, dropped, lines } = open();
    flow.follow();
    for (let second = 0; second < 30; second += 1) {
      push(flow, 2500);
      vi.advanceTimersByTime(700);
      if (second > 15) flow.taken();
    }
    for (let n = 0; n < 100; n += 1) flow.taken();
    flow.flush();
    expect([lines() + dropped(), dropped() > 0, lines() > 4000]).toEqual([75_000, true, true]);
  });

  test('the end sends what waits, and nothing after it', () => {
    const { flow, lines } = open();
    push(flow, 3000);
    flow.flush();
    flow.stop();
    flow.push('late');
    vi.advanceTimersByTime(10_000);
    expect(lines()).toBe(3000);
  });
});
