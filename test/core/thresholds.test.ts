import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { rememberRound, type RoundMemory } from '../../src/core/diagnosis/memory';
import type { Cause, Diagnosis } from '../../src/core/model';
import { levelsOf, usualThresholds, type Thresholds } from '../../src/core/thresholds';
import {
  certificate,
  facts,
  gunicorn,
  minute,
  observation,
  roundMemory,
  probe,
  processes,
  server,
  settings,
  someTime,
  type RoundParts,
} from '../support/builders';
import { scenario } from '../support/scenario';

const hour = 60 * minute;
const day = 24 * hour;

/** The verdict of a server with other lines. */
function withLines(lines: Partial<Thresholds>, parts: RoundParts, earlier: readonly Cause[] = []): Diagnosis {
  const own = { ...server, thresholds: { ...usualThresholds, ...lines } };
  return diagnose(observation(parts), { server: own, earlier: new Set(earlier), memory: null });
}

function verdict(parts: RoundParts, earlier: readonly Cause[] = [], memory: RoundMemory | null = null): Diagnosis {
  return diagnose(observation(parts), { server, earlier: new Set(earlier), memory });
}

function line({ status, primary, findings }: Diagnosis): string {
  const rest = findings.map(({ cause }) => `; ${cause}`).join('');
  return primary === null ? status : `${primary.cause} ${primary.confidence}${rest}`;
}

function disk(usedPercent: number, inodesUsedPercent = 10): RoundParts {
  const availableBytes = 2e9 * (100 - usedPercent);
  const [base] = facts().disks ?? [];
  return { facts: { disks: base === undefined ? [] : [{ ...base, usedPercent, availableBytes, inodesUsedPercent }] } };
}

function memoryLeft(percent: number): RoundParts {
  const base = facts().memory;
  return { facts: { memory: base === null ? null : { ...base, availableBytes: (percent * base.totalBytes) / 100 } } };
}

describe('what trembles at a line is one matter, not twenty', () => {
  test.each<
    [string, Cause, (value: number) => RoundParts, { stays: number; ends: number; enters: number; not: number }]
  >([
    ['disk full, in percent', 'disk-full', disk, { enters: 95, not: 94, stays: 90, ends: 79 }],
    ['disk filling, in percent', 'disk-filling', disk, { enters: 90, not: 89, stays: 80, ends: 79 }],
    ['inodes full', 'disk-full', (percent) => disk(40, percent), { enters: 95, not: 89, stays: 90, ends: 79 }],
    ['inodes filling', 'disk-filling', (percent) => disk(40, percent), { enters: 90, not: 89, stays: 80, ends: 79 }],
    ['memory, in percent left', 'memory-low', memoryLeft, { enters: 9.9, not: 10, stays: 14.9, ends: 15 }],
    ['clock, in seconds', 'clock-skew', clock, { enters: 121, not: 120, stays: -91, ends: -90 }],
  ])('%s', (_title, cause, parts, { enters, not, stays, ends }) => {
    const causeOf = (value: number, earlier: readonly Cause[]) =>
      verdict(parts(value), earlier).primary?.cause ?? 'calm';
    expect(causeOf(enters, [])).toBe(cause);
    expect(causeOf(not, [])).not.toBe(cause);
    expect(causeOf(stays, [cause])).toBe(cause);
    expect(causeOf(ends, [cause])).toBe('calm');
  });

  test('a disk that was full goes on as one that is filling', () => {
    expect(line(verdict(disk(85), ['disk-full']))).toBe('disk-filling certain');
  });

  test('what was found before yesterday is measured anew', () => {
    const memory = { ...rememberRound(observation(disk(91)), 4, null), lookedAt: someTime - 25 * hour };
    expect(line(verdict(disk(85), ['disk-filling'], memory))).toBe('calm');
    expect(line(verdict(disk(85), ['disk-filling'], { ...memory, lookedAt: someTime - 9 * hour }))).toBe(
      'disk-filling certain',
    );
  });
});

describe('an expiring certificate', () => {
  const expiring = (days: number) =>
    verdict({ portal: probe('/', {}, { certificate: certificate({ validToAt: someTime + days * day + hour }) }) });

  test.each([
    [31, undefined],
    [30, 30],
    [15, 30],
    [14, 14],
    [8, 14],
    [7, 7],
    [4, 7],
    [3, 3],
    [2, 3],
    [1, 1],
    [0, 1],
  ])('with %i days left stands at step %s', (days, step) => {
    expect(expiring(days).primary?.values.step).toBe(step);
  });

  test('says when it was renewed last', () => {
    expect(expiring(5).primary?.values).toMatchObject({ days: 5, renewed: someTime - 30 * day });
  });
});

describe('lines that she set', () => {
  test('the usual ones are what the guide of the product says', () => {
    expect(levelsOf(usualThresholds)).toEqual({
      diskFull: { enter: 95, leave: 90 },
      diskFilling: { enter: 90, leave: 80 },
      diskFree: { bytes: 5e9, ofBytes: 50e9 },
      memoryLow: { enter: 10, leave: 15 },
      certificateDays: 30,
      certificateSteps: [1, 3, 7, 14, 30],
    });
  });

  const percent = fc.integer({ min: 0, max: 100 });
  const order = fc
    .tuple(fc.integer({ min: 50, max: 98 }), fc.integer({ min: 51, max: 99 }))
    .filter(([filling, full]) => filling < full);

  test('a disk begins at the typed value and ends below the derived one, whatever they are', () => {
    fc.assert(
      fc.property(order, percent, fc.constantFrom(null, 'disk-filling', 'disk-full'), ([filling, full], used, was) => {
        const lines = { diskFillingPercent: filling, diskFullPercent: full, diskFreeGigabytes: 0 };
        const found = withLines(lines, disk(used), was === null ? [] : [was]).primary?.cause ?? null;
        const isFull = used >= (was === 'disk-full' ? full - 5 : full);
        const isFilling = used >= (was === null ? filling : filling - 10);
        expect(found).toBe(isFull ? 'disk-full' : isFilling ? 'disk-filling' : null);
      }),
    );
  });

  test('memory begins below the typed value and ends five percent above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), percent, fc.boolean(), (line, left, wasLow) => {
        const found = withLines({ memoryLeftPercent: line }, memoryLeft(left), wasLow ? ['memory-low'] : []);
        expect(found.primary?.cause ?? null).toBe(left < (wasLow ? line + 5 : line) ? 'memory-low' : null);
      }),
    );
  });

  test('a certificate is told at the typed days, and its check says the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 89 }), fc.integer({ min: 0, max: 120 }), (line, days) => {
        const shown = certificate({ validToAt: someTime + days * day + hour });
        const { primary, checks } = withLines(
          { certificateDays: line },
          { portal: probe('/', {}, { certificate: shown }) },
        );
        const step = [1, 3, 7, 14].filter((one) => one < line).find((one) => days <= one) ?? line;
        const level = checks.find(({ id }) => id === 'certificate')?.level;
        expect([primary?.values.step ?? null, level]).toEqual(days <= line ? [step, 'warning'] : [null, 'ok']);
      }),
    );
  });

  test.each([
    ['less than the least on a large disk', 20, 'disk-full'],
    ['at 0 only percent count', 0, 'calm'],
    ['a disk of less than ten times that is judged by percent alone', 21, 'calm'],
  ])('%s', (_title, diskFreeGigabytes, expected) => {
    // 200 GB of which 19 are left, at a percent that is none.
    const [base] = facts().disks ?? [];
    const disks = base === undefined ? [] : [{ ...base, sizeBytes: 200e9, availableBytes: 19e9, usedPercent: 70 }];
    expect(withLines({ diskFreeGigabytes }, { facts: { disks } }).primary?.cause ?? 'calm').toBe(expected);
  });

  test('the list of checks turns where the finding does', () => {
    const level = (lines: Partial<Thresholds>, parts: RoundParts, wanted: string) =>
      withLines(lines, parts).checks.find(({ id }) => id.startsWith(wanted))?.level;
    expect([
      level({ diskFillingPercent: 70 }, disk(70), 'disk'),
      level({ diskFillingPercent: 71 }, disk(70), 'disk'),
      level({ memoryLeftPercent: 31 }, memoryLeft(30), 'memory'),
      level({ memoryLeftPercent: 30 }, memoryLeft(30), 'memory'),
    ]).toEqual(['warning', 'ok', 'warning', 'ok']);
  });
});

describe('a line that is moved', () => {
  const lines = (change: Partial<Thresholds>) => ({
    kind: 'settings-changed' as const,
    settings: settings({ servers: [{ ...server, thresholds: { ...usualThresholds, ...change } }] }),
  });
  const told = () => {
    const s = scenario();
    s.round();
    const announced = [...s.next(disk(92)), ...s.next(disk(92))];
    expect(announced).toEqual(['concern disk-filling']);
    return s;
  };

  test('above the value ends what was found at once, and nothing says that it was mended', () => {
    const s = told();
    s.send(lines({ diskFillingPercent: 94 }));
    // 92 is above where 94 would end: it was never found by that line.
    const after = [...s.next(disk(92)), ...s.next(disk(92)), ...s.next(disk(92))];
    expect([after, s.look().status, s.state().servers[0]?.concerns]).toEqual([[], 'calm', []]);
  });

  test('elsewhere below the value leaves what was told as it is', () => {
    const s = told();
    s.send(lines({ diskFillingPercent: 85 }));
    expect([...s.next(disk(92)), ...s.next(disk(92))]).toEqual([]);
    // Mended in earnest, it is said as ever.
    expect([...s.next(disk(50)), ...s.next(disk(50))]).toEqual(['settled disk-filling']);
  });

  test('while nobody can look decides nothing before somebody does', () => {
    const s = told();
    s.send(lines({ diskFillingPercent: 94 }));
    const blind = { ssh: { kind: 'refused', host: 'h', port: 22 } } as const;
    expect([...s.next(blind), ...s.next(blind)]).toEqual(['concern ssh-unavailable']);
    expect(s.state().servers[0]?.concerns.map(({ cause }) => cause)).toContain('disk-filling');
    expect([...s.next(disk(92)), ...s.next(disk(92))]).toEqual(['settled ssh-unavailable']);
  });

  test('while nothing ran counts from the first round on', () => {
    const saved = told().saved();
    const thresholds = { ...usualThresholds, diskFillingPercent: 94 };
    const s = scenario({ saved, settings: { servers: [{ ...server, thresholds }] }, at: someTime + hour });
    expect([...s.round(disk(92)), ...s.next(disk(92)), ...s.next(disk(92))]).toEqual([]);
    expect([s.look().status, s.state().servers[0]?.concerns]).toEqual(['calm', []]);
  });

  test('of the days of a certificate makes it no more urgent than it was', () => {
    const expires = { portal: probe('/', {}, { certificate: certificate({ validToAt: someTime + 12 * day + hour }) }) };
    const s = scenario();
    s.round();
    expect([...s.next(expires), ...s.next(expires)]).toEqual(['concern certificate-expiring']);
    s.send(lines({ certificateDays: 13 }));
    expect([...s.next(expires), ...s.next(expires)]).toEqual([]);
  });
});

describe('too few workers', () => {
  const few: RoundParts = { facts: { gunicorn: gunicorn({ workers: processes(3, 101, 100) }) } };
  const memory: RoundMemory = roundMemory({
    workerPids: [101, 102, 103],
    certificate: null,
    fewWorkers: true,
    lookedAt: someTime - 5 * minute,
  });

  test.each([
    ['the round before saw them too', memory, 'workers-missing certain'],
    ['that was a quarter of an hour ago', { ...memory, lookedAt: someTime - 14 * minute }, 'workers-missing certain'],
    ['that was longer ago: it is no round before', { ...memory, lookedAt: someTime - 16 * minute }, 'calm'],
    ['that bears a later date: the clock was set back', { ...memory, lookedAt: someTime + 5 * minute }, 'calm'],
    [
      'it was certain, however long ago',
      { ...memory, lookedAt: someTime - 9 * hour, workersMissing: true },
      'workers-missing certain',
    ],
  ])('%s', (_title, before, expected) => {
    expect(line(verdict(few, [], before))).toBe(expected);
  });

  test('two looks in a row make it certain, and a full one ends it', () => {
    const first = rememberRound(observation(few), 4, null);
    const second = rememberRound(observation(few, someTime + 5 * minute), 4, first);
    const blind = observation({ ssh: { kind: 'refused', host: 'h', port: 22 } }, someTime + 30 * minute);
    const third = rememberRound(blind, 4, second);
    const fourth = rememberRound(observation({}, someTime + 40 * minute), 4, third);
    expect([first, second, third, fourth].map(({ workersMissing }) => workersMissing)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('clocks', () => {
  const expired = certificate({ problem: { kind: 'expired' }, validToAt: someTime - day });
  const early = certificate({ problem: { kind: 'not-yet-valid' }, validFromAt: someTime + day });
  const shows = (shown: typeof expired, offsetMs: number): RoundParts => ({
    portal: probe('/', {}, { certificate: shown }),
    api: probe('/api/', {}, { certificate: shown }),
    facts: { clockOffsetMs: offsetMs },
  });

  test.each([
    ['the server is a week behind and all else is well', { facts: { clockOffsetMs: -7 * day } }, 'clock-skew certain'],
    ['the server is a year ahead and all else is well', { facts: { clockOffsetMs: 365 * day } }, 'clock-skew certain'],
    ['expired here and valid there', shows(expired, -2 * day), 'clock-skew unknown'],
    ['not yet valid here and valid there', shows(early, 2 * day), 'clock-skew unknown'],
    ['expired here and there', shows(expired, -hour), 'certificate-expired certain; clock-skew'],
    ['expired by the seconds that clocks may differ', shows(expired, -100_000), 'certificate-expired certain'],
    [
      'expired here, and nobody can ask the server for its time',
      { ...shows(expired, 0), ssh: { kind: 'refused', host: 'h', port: 22 } },
      'certificate-expired certain; ssh-unavailable',
    ],
    [
      'for another name, whatever the clocks say',
      shows(certificate({ problem: { kind: 'wrong-name', names: ['x'] } }), 2 * day),
      'certificate-invalid certain; clock-skew',
    ],
  ] as const)('%s', (_title, parts, expected) => {
    expect(line(verdict(parts))).toBe(expected);
  });

  test('a certificate that only this clock rejects is neither well nor bad in the list of checks', () => {
    const { checks } = verdict(shows(expired, -2 * day));
    expect(checks.find(({ id }) => id === 'certificate')).toMatchObject({ level: 'unknown' });
  });
});

function clock(seconds: number): RoundParts {
  return { facts: { clockOffsetMs: seconds * 1000 } };
}
