import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { rememberRound, type RoundMemory } from '../../src/core/diagnosis/memory';
import type { Cause, Diagnosis } from '../../src/core/model';
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
  someTime,
  type RoundParts,
} from '../support/builders';

const hour = 60 * minute;
const day = 24 * hour;

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
