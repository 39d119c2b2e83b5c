/**
 * From which value on something is worth a word. One value is typed for each; where it ends again is derived, so that a
 * value that trembles at the line is one matter, not twenty.
 */
import type { Cause } from './model';
import { numberProblem, numberRules, type NumberField, type Problem } from './settings-rules';

export const thresholdFields = [
  'diskFillingPercent',
  'diskFullPercent',
  'diskFreeGigabytes',
  'memoryLeftPercent',
  'certificateDays',
] as const satisfies readonly NumberField[];
export type ThresholdField = (typeof thresholdFields)[number];
export type Thresholds = Readonly<Record<ThresholdField, number>>;

export const usualThresholds: Thresholds = {
  diskFillingPercent: numberRules.diskFillingPercent.usual,
  diskFullPercent: numberRules.diskFullPercent.usual,
  diskFreeGigabytes: numberRules.diskFreeGigabytes.usual,
  memoryLeftPercent: numberRules.memoryLeftPercent.usual,
  certificateDays: numberRules.certificateDays.usual,
};

/** It begins at `enter` and ends at `leave`. */
export interface Line {
  readonly enter: number;
  readonly leave: number;
}

export interface Levels {
  readonly diskFull: Line;
  readonly diskFilling: Line;
  /** Less than this is too little, on a disk that has at least `ofBytes`: of a small one it would be most of it. */
  readonly diskFree: { readonly bytes: number; readonly ofBytes: number };
  readonly memoryLow: Line;
  readonly certificateDays: number;
  /** Days left at which it is told, and at each of the smaller ones again. */
  readonly certificateSteps: readonly number[];
}

const gigabyte = 1e9;
/** Full so soon "at this rate" is filling at once, whatever the percent. */
export const fillingSoonMs = 8 * 3_600_000;
/** How far below (memory: above) the typed value it ends. */
const fullGap = 5;
const fillingGap = 10;
const memoryGap = 5;
const laterSteps = [1, 3, 7, 14];

export function levelsOf(thresholds: Thresholds): Levels {
  const { diskFullPercent, diskFillingPercent, diskFreeGigabytes, memoryLeftPercent, certificateDays } = thresholds;
  return {
    diskFull: { enter: diskFullPercent, leave: diskFullPercent - fullGap },
    diskFilling: { enter: diskFillingPercent, leave: diskFillingPercent - fillingGap },
    diskFree: { bytes: diskFreeGigabytes * gigabyte, ofBytes: leastDiskGigabytes(diskFreeGigabytes) * gigabyte },
    memoryLow: { enter: memoryLeftPercent, leave: memoryLeftPercent + memoryGap },
    certificateDays,
    certificateSteps: [...laterSteps.filter((step) => step < certificateDays), certificateDays],
  };
}

/** From which size on a disk is judged by what is free. */
export function leastDiskGigabytes(diskFreeGigabytes: number): number {
  return 10 * diskFreeGigabytes;
}

/** What each of them decides about. A full disk that is full no more may be one that is filling. */
const judges: Readonly<Record<ThresholdField, readonly Cause[]>> = {
  diskFillingPercent: ['disk-filling', 'disk-full'],
  diskFullPercent: ['disk-filling', 'disk-full'],
  diskFreeGigabytes: ['disk-filling', 'disk-full'],
  memoryLeftPercent: ['memory-low'],
  certificateDays: ['certificate-expiring'],
};

/** The causes that are judged by another line from now on. */
export function movedCauses(before: Thresholds, after: Thresholds): readonly Cause[] {
  const moved = thresholdFields.filter((field) => before[field] !== after[field]);
  return [...new Set(moved.flatMap((field) => judges[field]))];
}

/** `value` null: what was typed is no number. `others`: what the other fields hold. */
export function thresholdProblem(field: ThresholdField, value: number | null, others: Thresholds): Problem | null {
  const problem = numberProblem(field, value);
  if (problem !== null || value === null) return problem;
  const { diskFillingPercent: filling, diskFullPercent: full } = others;
  if (field === 'diskFillingPercent' && value >= full) return { kind: 'filling-not-before', full };
  return field === 'diskFullPercent' && value <= filling ? { kind: 'full-not-after', filling } : null;
}

/** Whether the values stand in the order in which they are passed. */
export function areInOrder({ diskFillingPercent, diskFullPercent }: Thresholds): boolean {
  return diskFillingPercent < diskFullPercent;
}
