import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { rememberRound, type RoundMemory } from '../../src/core/diagnosis/memory';
import type { Diagnosis, Finding } from '../../src/core/model';
import { describeFinding } from '../../src/shared/describe';
import { createTranslator } from '../../src/shared/i18n';
import { facts, minute, noAnswer, observation, probe, server, someTime, type RoundParts } from '../support/builders';
import { scenario } from '../support/scenario';
import { speeds } from '../support/speeds';

const hour = 60 * minute;
const quick = speeds();
const slowApi = speeds({ api: 7000 });
const slowPortal = speeds({ portal: 6000 });
const slowNetwork = speeds({ api: 7000, localApi: 40 });
const sleepy = speeds({ api: 6100, localApi: 6000 });

interface Past {
  at: number;
  memory: RoundMemory | null;
  latest: Diagnosis | null;
}

/** So many rounds like this one after what was before. */
function after(past: Past, count: number, parts: RoundParts, everyMs = 5 * minute): Past {
  let { at, memory, latest } = past;
  for (let round = 0; round < count; round++) {
    at += everyMs;
    const seen = observation(parts, at);
    latest = diagnose(seen, { server, earlier: new Set(), memory });
    memory = rememberRound(seen, 4, memory);
  }
  return { at, memory, latest };
}

const nothing: Past = { at: someTime, memory: null, latest: null };
/** Seven hours of quick answers. */
const usual = after(nothing, 84, quick);

function primaryOf({ latest }: Past): Finding | null {
  return latest?.primary ?? null;
}

function line(past: Past): string {
  const { latest } = past;
  if (latest?.primary == null) return latest?.status ?? 'nothing';
  const [first, ...rest] = [latest.primary, ...latest.findings].map(
    (one) => `${one.cause} ${one.confidence}${one.explainedBy === null ? '' : ` by ${one.explainedBy}`}`,
  );
  return [`${latest.status}: ${first ?? ''}`, ...rest].join('; ');
}

const lowMemory = facts().memory;
const littleLeft = lowMemory === null ? null : { ...lowMemory, availableBytes: 4e8 };
const fullDisk = (facts().disks ?? []).map((disk) => ({ ...disk, usedPercent: 100, availableBytes: 0 }));
const nearlyFull = (facts().disks ?? []).map((disk) => ({ ...disk, usedPercent: 96, availableBytes: 8e9 }));

describe('compared with its own habit', () => {
  test.each([
    ['one slow answer is none', after(usual, 1, slowApi), 'calm'],
    ['two of the last six answers are slow', after(usual, 2, slowApi), 'calm'],
    ['most of the last six answers are slow', after(usual, 4, slowApi), 'attention: slow certain'],
    ['the page is slow and the API is not', after(usual, 4, slowPortal), 'attention: slow certain'],
    ['three times as long, and still quick', after(usual, 6, speeds({ api: 1900 })), 'calm'],
    [
      'long, and not three times as long as usual',
      after(after(nothing, 84, speeds({ api: 2500 })), 6, slowApi),
      'calm',
    ],
    ['slow from here and quick on the server', after(usual, 6, slowNetwork), 'attention: slow unknown'],
    [
      'slow, and nobody can look inside',
      after(usual, 6, { ...slowApi, ssh: refused() }),
      'attention: ssh-unavailable certain; slow unknown',
    ],
    [
      'slow while memory is low',
      after(usual, 6, speeds({ api: 7000, facts: { memory: littleLeft } })),
      'attention: memory-low certain; slow probable by memory-low',
    ],
    [
      'slow while nothing more fits on the disk',
      after(usual, 6, speeds({ api: 7000, facts: { disks: fullDisk } })),
      'attention: disk-full certain; slow probable by disk-full',
    ],
    [
      'slow while the disk is only nearly full',
      after(usual, 6, speeds({ api: 7000, facts: { disks: nearlyFull } })),
      'attention: disk-full certain; slow certain',
    ],
    [
      'slow from here only, while memory is low',
      after(usual, 6, speeds({ api: 7000, localApi: 40, facts: { memory: littleLeft } })),
      'attention: memory-low certain; slow unknown by memory-low',
    ],
    ['a habit of five hours is none', after(after(nothing, 60, quick), 6, speeds({ api: 3000 })), 'calm'],
    ['rounds an hour apart', after(after(nothing, 13, quick, hour), 3, slowApi, hour), 'attention: slow certain'],
  ])('%s', (_title, past, expected) => {
    expect(line(past)).toBe(expected);
  });

  test('it says how long it takes, what is usual and since when', () => {
    const past = after(usual, 5, slowApi);
    const since = { at: usual.at + 5 * minute + 1000, precision: 'seen' };
    expect(primaryOf(past)?.values).toEqual({ nowMs: 7000, usualMs: 200, since });
    expect(primaryOf(past)?.evidence.map((one) => one.text)).toEqual([
      'GET /api/ 200 in 7000 ms',
      'on the server: 6300 ms',
      'median of the last 7 days: 200 ms',
    ]);
  });

  test('since when stays the same while it lasts, and it lasts through the days', () => {
    const began = primaryOf(after(usual, 5, slowApi))?.values.since;
    const days = after(after(usual, 6, slowApi), 2 * 72, slowApi, 20 * minute);
    expect([line(days), primaryOf(days)?.values.since]).toEqual(['attention: slow certain', began]);
  });

  test('it ends at less than twice the usual or 1.5 s, not before', () => {
    const slow = after(usual, 6, slowApi);
    expect(line(after(slow, 6, speeds({ api: 1600 })))).toBe('attention: slow certain');
    expect(line(after(slow, 6, speeds({ api: 1400 })))).toBe('calm');
    // The same, never slow before.
    expect(line(after(usual, 12, speeds({ api: 1600 })))).toBe('calm');
  });

  test('after a night asleep a slow answer is enough to say that it goes on, a quick one that it ended', () => {
    const slow = after(usual, 6, slowApi);
    const morning = { ...slow, at: slow.at + 9 * hour };
    expect(line(after(morning, 1, slowApi))).toBe('attention: slow certain');
    expect(primaryOf(after(morning, 1, slowApi))?.values.since?.precision).toBe('before');
    expect(line(after(morning, 1, quick))).toBe('calm');
  });

  test('slow answers of before a pause do not make the first one after it slow', () => {
    const slow = after(usual, 3, slowApi);
    expect(line(after({ ...slow, at: slow.at + hour }, 1, quick))).toBe('calm');
  });
});

describe('while no habit is known', () => {
  test.each([
    ['once is a suspicion', after(nothing, 1, sleepy), 'calm'],
    ['twice in a row, on the server as well', after(nothing, 2, sleepy), 'attention: slow unknown'],
    ['the page, twice in a row', after(nothing, 2, speeds({ portal: 6500 })), 'attention: slow unknown'],
    ['twice, and the server answers itself at once: the network', after(nothing, 4, slowNetwork), 'calm'],
    ['twice, half an hour apart', after(nothing, 2, sleepy, 30 * minute), 'calm'],
    ['twice, with a quick one between', after(after(after(nothing, 1, sleepy), 1, quick), 1, sleepy), 'calm'],
    ['it goes on for a day', after(nothing, 288, sleepy), 'attention: slow unknown'],
    ['it always took four seconds', after(nothing, 288, speeds({ api: 4000 })), 'calm'],
    [
      'the server gives up asking itself',
      after(nothing, 2, { ...sleepy, facts: { localApi: noAnswer(28) } }),
      'attention: slow unknown',
    ],
    [
      'with little memory',
      after(nothing, 2, speeds({ api: 6100, facts: { memory: littleLeft } })),
      'attention: memory-low certain; slow probable by memory-low',
    ],
  ])('%s', (_title, past, expected) => {
    expect(line(past)).toBe(expected);
  });
});

test('slow is never said beside an outage', () => {
  const past = after(usual, 6, { ...slowApi, portal: probe('/', { status: 502, body: 'not-read' }) });
  expect([past.latest?.status, line(past).includes('slow')]).toEqual(['down', false]);
});

test('the slow probe is a warning in the list of checks', () => {
  const levels = after(usual, 6, slowPortal).latest?.checks.map(({ id, level }) => `${id} ${level}`) ?? [];
  expect(levels.slice(0, 2)).toEqual(['portal.public warning', 'api.public ok']);
});

test('it is told once and without sound, and settled with a message', () => {
  const s = scenario();
  const play = (count: number, parts: RoundParts) =>
    Array.from({ length: count }, () => {
      s.wait(5 * minute);
      return s.round(parts);
    }).flat();
  expect(play(84, quick)).toEqual([]);
  expect(play(12, slowApi)).toHaveLength(1);
  expect(s.look().status).toBe('attention');
  expect(play(8, quick)).toHaveLength(1);
  expect(s.look().status).toBe('calm');
});

describe('in words', () => {
  const t = createTranslator({ language: 'es', now: () => someTime, timeZone: 'America/Bogota', address: 'neutral' });
  const sentence = (past: Past) => {
    const found = [past.latest?.primary, ...(past.latest?.findings ?? [])].find((one) => one?.cause === 'slow');
    return found == null ? '' : describeFinding(found, server, t).sentence.replaceAll('\u00a0', ' ');
  };
  test.each([
    ['certain', after(usual, 6, slowApi), /tarda 7,0 s y lo normal son 0,20 s\.$|tarda 7 s y lo normal son 0,2 s\.$/],
    ['memory', after(usual, 6, speeds({ api: 7000, facts: { memory: littleLeft } })), /por poca memoria desde/],
    ['disk', after(usual, 6, speeds({ api: 7000, facts: { disks: fullDisk } })), /por el disco lleno desde/],
    ['unknown', after(usual, 6, slowNetwork), /no se sabe si es el servidor o su red\.$/],
  ])('%s', (_title, past, expected) => {
    expect(sentence(past)).toMatch(expected);
  });
});

test('whatever came before, a quick answer alone is never slow, and slow is never red', () => {
  const round = fc.record({
    gapMs: fc.integer({ min: 1000, max: 8 * hour }),
    ms: fc.constantFrom(50, 300, 1600, 3000, 7000, 9500),
    localMs: fc.constantFrom(10, 2000, 8000),
  });
  fc.assert(
    fc.property(fc.array(round, { maxLength: 60 }), (rounds) => {
      let past = nothing;
      for (const { gapMs, ms, localMs } of rounds) {
        past = after(past, 1, speeds({ api: ms, localApi: localMs }), gapMs);
        expect(['calm', 'attention']).toContain(past.latest?.status);
        const found = primaryOf(past);
        if (found !== null) expect(found.values.nowMs).toBeGreaterThanOrEqual(1500);
      }
      const sixQuick = after(past, 6, speeds({ api: 50 }));
      expect(line(sixQuick)).toBe('calm');
    }),
    { numRuns: 60 },
  );
});

function refused() {
  return { kind: 'refused', host: 'h', port: 22 } as const;
}
