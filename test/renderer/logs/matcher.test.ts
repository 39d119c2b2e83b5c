import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findLines, findPlaces, type FindJob, type PlaceJob } from '../../../src/renderer/logs/engine/find-lines';
import { createMatcher } from '../../../src/renderer/logs/engine/matcher';

/** Answers one question after another, each a moment later, as a worker does; never one that runs wild. */
function fakeWorkers() {
  const started: { isEnded: boolean }[] = [];
  const start = () => {
    const own = { isEnded: false };
    started.push(own);
    const worker = {
      onmessage: null as ((event: { data: unknown }) => void) | null,
      onerror: null,
      postMessage: (job: FindJob | PlaceJob) => {
        if (job.source === 'wild') return;
        const answer = 'texts' in job ? findPlaces(job) : findLines(job);
        setTimeout(() => {
          if (!own.isEnded) worker.onmessage?.({ data: answer });
        }, 5);
      },
      terminate: () => {
        own.isEnded = true;
      },
    };
    return worker as unknown as Worker;
  };
  return { start, started };
}

const lines = (text: string, source: string): FindJob => ({
  bytes: new TextEncoder().encode(text),
  source,
  isRegex: false,
});

describe('what is searched elsewhere', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('many questions at once get each its own answer, from two workers', async () => {
    const { start, started } = fakeWorkers();
    const matcher = createMatcher(start);
    const asked = [
      ...Array.from({ length: 6 }, (_, row) => matcher.find(lines(`${'x\n'.repeat(row)}needle\n`, 'needle'))),
      matcher.place({ texts: ['a needle', 'hay'], source: 'needle' }),
    ];
    const answers = Promise.all(asked);
    await vi.advanceTimersByTimeAsync(100);
    expect((await answers).map((one) => (one === null ? null : Array.from(one as ArrayLike<unknown>)))).toEqual([
      [0],
      [1],
      [2],
      [3],
      [4],
      [5],
      [[2, 8], []],
    ]);
    expect(started).toHaveLength(2);
  });

  test('one that runs wild is ended, and those that wait go on', async () => {
    const { start, started } = fakeWorkers();
    const matcher = createMatcher(start);
    const asked = Promise.all([
      matcher.find(lines('a\n', 'wild')),
      matcher.place({ texts: ['a'], source: 'wild' }),
      matcher.find(lines('needle\n', 'needle')),
    ]);
    await vi.advanceTimersByTimeAsync(5000);
    expect((await asked).map((one) => (one === null ? null : [...one]))).toEqual([null, null, [0]]);
    expect(started.filter(({ isEnded }) => isEnded)).toHaveLength(2);
  });
});
