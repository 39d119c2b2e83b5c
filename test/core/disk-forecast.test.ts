import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { rememberRound, type RoundMemory } from '../../src/core/diagnosis/memory';
import { forecastFull } from '../../src/core/disk-forecast';
import type { Cause, Diagnosis } from '../../src/core/model';
import type { DiskFacts } from '../../src/core/remote-facts';
import type { DiskUse } from '../../src/core/samples';
import { createTranslator } from '../../src/shared/i18n';
import { describeFinding } from '../../src/shared/describe';
import { facts, minute, observation, server, someTime } from '../support/builders';

const hour = 60 * minute;
const sizeBytes = 200e9;

/** The used gigabytes at each step; the last one is now. */
function uses(gigabytes: readonly number[], stepMs = 10 * minute): readonly DiskUse[] {
  return gigabytes.map((used, index) => ({
    at: someTime - (gigabytes.length - 1 - index) * stepMs,
    usedBytes: used * 1e9,
    availableBytes: sizeBytes - used * 1e9,
  }));
}

function steps(count: number, used: (index: number) => number): readonly number[] {
  return Array.from({ length: count }, (_, index) => used(index));
}

/** "certain in 8 h", "probable in 20 h" or "none". */
function said(list: readonly DiskUse[]): string {
  const forecast = forecastFull(list);
  if (forecast === null) return 'none';
  const hours = Math.round((forecast.fullAt - someTime) / hour);
  return `${forecast.isRegular ? 'certain' : 'probable'} in ${String(hours)} h`;
}

describe('when a disk is full at this rate', () => {
  test.each([
    ['it rises evenly', steps(48, (i) => 150 + i * 0.5), 'certain in 9 h'],
    ['it rises evenly for six hours', steps(37, (i) => 150 + i * 0.5), 'certain in 11 h'],
    ['it rises evenly for less than six hours', steps(36, (i) => 150 + i * 0.5), 'none'],
    ['it rises by bursts all day', steps(145, (i) => 150 + 3 * Math.floor(i / 20)), 'certain in 33 h'],
    ['it rises and trembles', steps(72, (i) => 150 + i * 0.05 + (i % 2 === 0 ? 0.9 : -0.9)), 'probable in 158 h'],
    ['it is flat', steps(100, () => 190), 'none'],
    ['it trembles and does not rise', steps(100, (i) => 190 + (i % 3)), 'none'],
    ['it falls', steps(100, (i) => 190 - i * 0.05), 'none'],
    ['a log burst, then nothing', steps(72, (i) => (i < 40 ? 150 : 170)), 'none'],
    ['a log burst of half an hour, then nothing', steps(72, (i) => 150 + 7 * Math.min(3, Math.max(0, i - 40))), 'none'],
    ['a log burst just now', steps(72, (i) => (i < 70 ? 150 : 180)), 'none'],
    ['it rose all morning and rests since', steps(100, (i) => 150 + Math.min(i, 60) * 0.4), 'none'],
    ['it rises so slowly that it takes a year', steps(144, (i) => 150 + i * 0.0008), 'none'],
    ['logs were rotated two hours ago', steps(72, (i) => (i < 60 ? 150 + i * 0.5 : 140 + i * 0.5)), 'none'],
    [
      'logs were rotated seven hours ago',
      steps(144, (i) => (i < 102 ? 150 + i * 0.3 : 100 + i * 0.5)),
      'certain in 10 h',
    ],
    [
      'it rose only yesterday',
      uses(
        steps(40, (i) => 150 + i),
        hour,
      ).map(({ usedBytes }) => usedBytes / 1e9),
      'certain in 2 h',
    ],
  ])('%s', (_title, gigabytes, expected) => {
    expect(said(uses(gigabytes))).toBe(expected);
  });

  test('few samples are too few however long they span', () => {
    expect(
      said(
        uses(
          steps(11, (i) => 150 + i),
          hour,
        ),
      ),
    ).toBe('none');
    expect(
      said(
        uses(
          steps(12, (i) => 150 + i),
          hour,
        ),
      ),
    ).toBe('certain in 39 h');
  });

  test('a night without samples is no jump', () => {
    const all = uses(steps(121, (i) => 150 + i * 0.2));
    expect(said(all.filter((_, index) => index < 25 || index > 95))).toBe('certain in 22 h');
  });

  test('only the last day counts', () => {
    expect(
      said(
        uses(
          steps(60, (i) => (i < 36 ? 100 : 100 + (i - 35))),
          hour,
        ),
      ),
    ).toBe('certain in 76 h');
  });
});

const anyUse = fc.record({
  gapMs: fc.integer({ min: 1, max: 30 * minute }),
  used: fc.double({ min: 0, max: 200, noNaN: true }),
});

test('never from less than six hours or twelve samples, and never in the past', () => {
  fc.assert(
    fc.property(fc.array(anyUse, { maxLength: 60 }), (list) => {
      let at = someTime;
      const seen = list.map(({ gapMs, used }): DiskUse => {
        at += gapMs;
        return { at, usedBytes: used * 1e9, availableBytes: sizeBytes - used * 1e9 };
      });
      const forecast = forecastFull(seen);
      const spanMs = at - (seen[0]?.at ?? at);
      if (forecast === null) return;
      expect([spanMs >= 6 * hour, seen.length >= 12, forecast.fullAt >= at]).toEqual([true, true, true]);
    }),
  );
});

test('what rises faster is full earlier', () => {
  const rate = fc.double({ min: 0.02, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(rate, rate, (a, b) => {
      const fullAt = (slope: number) =>
        forecastFull(uses(steps(40, (i) => 150 + (i - 39) * slope)))?.fullAt ?? Infinity;
      const [slow, fast] = [Math.min(a, b), Math.max(a, b)];
      expect(fullAt(fast)).toBeLessThanOrEqual(fullAt(slow));
    }),
  );
});

// ── In a verdict ─────────────────────────────────────────────────────────────

function disk(gigabytes: number, mount = '/'): DiskFacts {
  const usedBytes = gigabytes * 1e9;
  return {
    mount,
    device: '/dev/vda1',
    sizeBytes,
    usedBytes,
    availableBytes: sizeBytes - usedBytes,
    usedPercent: Math.ceil(gigabytes / 2),
    inodesUsedPercent: 10,
    readOnly: false,
  };
}

/** A round every ten minutes, the last one now; its verdict. */
function lastOf(gigabytes: readonly number[], earlier: readonly Cause[] = []): Diagnosis {
  let memory: RoundMemory | null = null;
  let latest: Diagnosis | null = null;
  for (const { at, usedBytes } of uses(gigabytes)) {
    const seen = observation({ facts: { disks: [disk(usedBytes / 1e9)] } }, at);
    latest = diagnose(seen, { server, earlier: new Set(earlier), memory });
    memory = rememberRound(seen, 4, memory);
  }
  if (latest === null) throw new Error('no rounds');
  return latest;
}

function line({ status, primary }: Diagnosis): string {
  if (primary === null) return status;
  return [primary.cause, primary.variant ?? '', primary.confidence].filter((word) => word !== '').join(' ');
}

describe('what is said of it', () => {
  test.each([
    ['above 90 % and rising', steps(48, (i) => 160 + i * 0.45), [], 'disk-filling certain'],
    [
      'above 90 % and trembling upwards',
      steps(72, (i) => 179 + i * 0.05 + (i % 2 === 0 ? 0.9 : -0.9)),
      [],
      'disk-filling probable',
    ],
    ['above 90 % and flat', steps(48, () => 185), [], 'disk-filling noForecast certain'],
    ['above 90 % since an hour', steps(6, (i) => 180 + i), [], 'disk-filling noForecast certain'],
    ['at 70 %, full within eight hours', steps(40, (i) => 60 + i * 2), [], 'disk-filling certain'],
    ['at 75 %, full in half a day', steps(40, (i) => 120 + i * 0.75), [], 'calm'],
    [
      'at 75 %, full in half a day, said before',
      steps(40, (i) => 120 + i * 0.75),
      ['disk-filling'],
      'disk-filling certain',
    ],
    ['at 75 %, full in two days, said before', steps(40, (i) => 142 + i * 0.2), ['disk-filling'], 'calm'],
    ['at 45 %, full within eight hours', steps(40, (i) => 10 + i * 2), [], 'calm'],
    ['at 85 %, said before', steps(3, () => 170), ['disk-filling'], 'disk-filling noForecast certain'],
  ] as const)('%s', (_title, gigabytes, earlier, expected) => {
    expect(line(lastOf(gigabytes, earlier))).toBe(expected);
  });

  test('a forecast of inodes is never made', () => {
    const { primary } = lastOf(steps(48, () => 100));
    expect(primary).toBeNull();
    const inodes = { ...disk(100), inodesUsedPercent: 92 };
    const found = diagnose(observation({ facts: { disks: [inodes] } }), { server, earlier: new Set(), memory: null });
    expect([line(found), found.primary?.values.when]).toEqual(['disk-filling inodes certain', undefined]);
  });

  test('the sentence names the day', () => {
    // 24 November 2026 is a Tuesday: 20 GB left at 0.5 GB an hour last until Thursday morning.
    const { primary } = lastOf(steps(72, (i) => 180 - (71 - i) / 12));
    if (primary === null) throw new Error('nothing was found');
    const t = createTranslator({ language: 'es', now: () => someTime, timeZone: 'America/Bogota', address: 'neutral' });
    const { sentence } = describeFinding(primary, server, t);
    expect(sentence.replaceAll('\u00a0', ' ')).toBe(
      'El disco principal (/) va en 90 %: a este ritmo se llena el jueves.',
    );
    expect(primary.evidence.at(-1)?.text).toBe('df: / +0.50 GB/h over the last 11.8 h');
  });

  test('of two disks the one that is full sooner speaks', () => {
    let memory: RoundMemory | null = null;
    let said = '';
    for (const { at } of uses(steps(40, () => 0))) {
      const used = 70 + (80 * (at - someTime + 400 * minute)) / (400 * minute);
      const seen = observation({ facts: { disks: [disk(184), disk(used, '/var')] } }, at);
      said = diagnose(seen, { server, earlier: new Set(), memory }).primary?.values.mount ?? '';
      memory = rememberRound(seen, 4, memory);
    }
    expect(said).toBe('/var');
  });

  test('the builder of a healthy server stays calm', () => {
    const seen = observation({ facts: { disks: facts().disks } });
    expect(line(diagnose(seen, { server, earlier: new Set(), memory: null }))).toBe('calm');
  });
});
