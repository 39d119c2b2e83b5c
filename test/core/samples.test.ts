import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSamples, joinSamples, median, noSamples, type Samples } from '../../src/core/samples';
import { facts, minute, observation, probe, someTime, type RoundParts } from '../support/builders';
import { speeds } from '../support/speeds';

const hour = 60 * minute;
const day = 24 * hour;

/** Rounds with so much time between them, from the beginning on. */
function sampled(count: number, everyMs: number, parts: RoundParts = {}, before: Samples = noSamples): Samples {
  return Array.from({ length: count }, (_, index) => observation(parts, someTime + index * everyMs)).reduce(
    addSamples,
    before,
  );
}

function gaps(list: readonly { readonly at: number }[]): readonly number[] {
  return list.slice(1).map((one, index) => (one.at - (list[index]?.at ?? 0)) / minute);
}

function disk(mount: string, usedPercent = 40) {
  const usedBytes = usedPercent * 2e9;
  const base = facts().disks?.[0];
  if (base === undefined) throw new Error('no disk');
  return { ...base, mount, usedPercent, usedBytes, availableBytes: 200e9 - usedBytes };
}

describe('what is kept of the answers', () => {
  test('a round leaves what its good answers took, for users and on the server', () => {
    const parts = speeds({ portal: 340, api: 120, localPortal: 300, localApi: 90 });
    expect(addSamples(noSamples, observation(parts)).answers).toEqual([
      { at: someTime + 1000, portalMs: 340, apiMs: 120, localPortalMs: 300, localApiMs: 90 },
    ]);
  });

  test('an answer that is none for users leaves no time', () => {
    const parts = { ...speeds(), api: probe('/api/', { status: 500, body: 'not-read' }) };
    expect(addSamples(noSamples, observation(parts)).answers).toMatchObject([{ portalMs: 200, apiMs: null }]);
  });

  test('rounds every few seconds leave one sample a minute', () => {
    const { answers } = sampled(60, 5000);
    // 15:42:01 to 15:46:56.
    expect(answers).toHaveLength(5);
  });

  test('the last hour is kept as it was, the week before in half hours', () => {
    const { answers } = sampled(2 * 288, 5 * minute);
    const last = answers.at(-1)?.at ?? 0;
    const hourOld = answers.filter(({ at }) => last - at <= hour);
    const older = answers.filter(({ at }) => last - at > hour);
    expect(new Set(gaps(hourOld))).toEqual(new Set([5]));
    expect(new Set(gaps(older).slice(0, -1))).toEqual(new Set([30]));
  });

  test('nothing is older than a week', () => {
    const { answers, disks } = sampled(24 * 9, hour);
    const [first, last] = [answers[0], answers.at(-1)];
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(7 * day);
    expect((last?.at ?? 0) - (disks[0]?.uses[0]?.at ?? 0)).toBeLessThanOrEqual(7 * day);
  });

  test('a clock that is set back takes the samples of the future with it', () => {
    const ahead = sampled(5, 10 * minute, {}, addSamples(noSamples, observation({}, someTime - hour)));
    const back = addSamples(ahead, observation({}, someTime - 30 * minute));
    expect(back.answers.map(({ at }) => (at - 1000 - someTime) / minute)).toEqual([-60, -30]);
    expect(back.disks[0]?.uses).toHaveLength(2);
  });
});

describe('what is kept of the disks', () => {
  test('one sample for ten minutes of the last day, then one an hour', () => {
    const uses = sampled(3 * 288, 5 * minute).disks[0]?.uses ?? [];
    const last = uses.at(-1)?.at ?? 0;
    const steps = gaps(uses);
    expect(new Set(steps.slice(0, 40))).toEqual(new Set([60]));
    expect(uses.filter(({ at }) => last - at <= day)).toHaveLength(145);
  });

  test('several disks share the room', () => {
    const disks = ['/', '/var', '/home'].map((mount) => disk(mount));
    const samples = sampled(288, 5 * minute, { facts: { disks } });
    expect(samples.disks.map(({ mount, uses }) => [mount, uses.length <= 50])).toEqual([
      ['/', true],
      ['/var', true],
      ['/home', true],
    ]);
  });

  test('of many disks the fullest are remembered', () => {
    const disks = ['/a', '/b', '/c', '/d', '/e', '/f'].map((mount, index) => disk(mount, 10 * index + 10));
    expect(sampled(2, hour, { facts: { disks } }).disks.map(({ mount }) => mount)).toEqual(['/f', '/e', '/d', '/c']);
  });

  test('a disk that a round could not measure keeps its past', () => {
    const before = sampled(3, hour);
    const blind = addSamples(before, observation({ facts: { disks: null } }, someTime + 4 * hour));
    expect(blind.disks).toEqual(before.disks);
  });
});

test('two processes that watch the same server know what both have seen', () => {
  const tray = sampled(3, 10 * minute);
  const check = [4, 5].map((index) => observation({}, someTime + index * 10 * minute)).reduce(addSamples, noSamples);
  const joined = joinSamples(check, tray, someTime + hour);
  expect(joined.answers).toEqual([...tray.answers, ...check.answers]);
  expect(joined.disks[0]?.uses).toHaveLength(5);
});

test.each([
  [[], null],
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 2, 100], 3],
])('the median of %j is %j', (values, middle) => {
  expect(median(values)).toBe(middle);
});

const anyRound = fc.record({
  // Rounds in a row, naps, a week away, and a clock that goes back.
  gapMs: fc.oneof(
    fc.integer({ min: 0, max: 10 * minute }),
    fc.integer({ min: 0, max: 2 * day }),
    fc.integer({ min: -3 * day, max: 0 }),
  ),
  ms: fc.integer({ min: 0, max: 10_000_000 }),
  mounts: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 16 }),
  bytes: fc.maxSafeNat(),
});

function addRounds(rounds: readonly (typeof anyRound extends fc.Arbitrary<infer T> ? T : never)[]): Samples {
  let at = someTime;
  return rounds.reduce((samples, { gapMs, ms, mounts, bytes }) => {
    at += gapMs;
    const disks = mounts.map((mount) => ({ ...disk('/'), mount, usedBytes: bytes, availableBytes: bytes }));
    return addSamples(samples, observation(speeds({ portal: ms, api: ms, facts: { disks } }), at));
  }, noSamples);
}

test('whatever rounds come, samples stay in order, not in the future, and small', () => {
  fc.assert(
    fc.property(fc.array(anyRound, { maxLength: 120 }), (rounds) => {
      const { answers, disks } = addRounds(rounds);
      const lists = [answers, ...disks.map(({ uses }) => uses)];
      for (const list of lists) expect(gaps(list).every((gap) => gap > 0)).toBe(true);
      expect(disks.length).toBeLessThanOrEqual(4);
    }),
    { numRuns: 50 },
  );
});

test('the most that can be kept is below 60 kB', () => {
  const disks = ['/', '/var', '/home', '/tmp'].map((mount) => ({
    ...disk(mount.padEnd(300, 'x')),
    usedBytes: 9e15,
    availableBytes: 9e15,
  }));
  for (const mounts of [1, 2, 4]) {
    const parts = speeds({ portal: 1e9, api: 1e9, facts: { disks: disks.slice(0, mounts) } });
    const week = sampled(7 * 288, 5 * minute, parts);
    const dense = Array.from({ length: 70 }, (_, index) =>
      observation(parts, someTime + 7 * day + index * minute),
    ).reduce(addSamples, week);
    expect(JSON.stringify(dense).length).toBeLessThan(60_000);
  }
}, 30_000);
