import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, settingsSchema } from '../../src/core/settings';
import { numberProblem, numberRules, type NumberField, type Problem } from '../../src/core/settings-rules';
import { thresholdProblem, usualThresholds, type ThresholdField, type Thresholds } from '../../src/core/thresholds';
import { describeProblem } from '../../src/shared/describe-problem';
import { createTranslator } from '../../src/shared/i18n';

const lines = (thresholds: Partial<Thresholds>) => ({ servers: [{ ...portalProfile, thresholds }] });
const t = createTranslator({ language: 'es', now: () => 0, timeZone: 'UTC', address: 'neutral' });

describe('a number that was typed', () => {
  test.each<[NumberField, number | null, Problem | null]>([
    ['intervalMinutes', 5, null],
    ['intervalMinutes', 2.5, null],
    ['intervalMinutes', null, { kind: 'number-none', usual: 5 }],
    ['intervalMinutes', Infinity, { kind: 'number-none', usual: 5 }],
    ['intervalMinutes', 0.5, { kind: 'number-range', min: 1, max: 60, usual: 5 }],
    ['intervalMinutes', 61, { kind: 'number-range', min: 1, max: 60, usual: 5 }],
    ['port', 22.5, { kind: 'port-range' }],
    ['targetPercent', 99.5, null],
    ['targetPercent', 0.995, { kind: 'target-share', likely: 99.5, typed: 0.995 }],
    ['targetPercent', 100, { kind: 'target-all', max: 99.999 }],
    ['targetPercent', 101, { kind: 'number-range', min: 90, max: 99.999, usual: 99.5 }],
    ['diskFillingPercent', 89.5, { kind: 'number-whole', usual: 90 }],
    ['diskFullPercent', 100, { kind: 'number-range', min: 51, max: 99, usual: 95 }],
    ['diskFreeGigabytes', 0, null],
    ['diskFreeGigabytes', 7.5, null],
    ['memoryLeftPercent', 0, { kind: 'number-range', min: 1, max: 50, usual: 10 }],
    ['certificateDays', 90, { kind: 'number-range', min: 1, max: 89, usual: 30 }],
    ['targetPercent', 50, { kind: 'number-range', min: 90, max: 99.999, usual: 99.5 }],
  ])('as %s: %j', (field, value, problem) => {
    expect(numberProblem(field, value)).toEqual(problem);
  });

  test.each(Object.keys(numberRules) as NumberField[])('the usual one of %s is right', (field) => {
    expect(numberProblem(field, numberRules[field].usual)).toBeNull();
  });

  test('the reason says what to type instead', () => {
    const reason = (field: NumberField, value: number | null) => {
      const problem = numberProblem(field, value);
      return problem === null ? null : describeProblem(problem, t);
    };
    expect([reason('targetPercent', 0.995), reason('targetPercent', 100), reason('intervalMinutes', 0)]).toEqual([
      'Se escribe en porcentaje: 99,5, no 0,995.',
      'Ningún servidor llega al 100\u00a0%. Lo más que se puede pedir es 99,999.',
      'De 1 a 60. Lo habitual es 5.',
    ]);
  });
});

describe('two values that stand in an order', () => {
  test.each<[ThresholdField, number, Problem | null]>([
    ['diskFillingPercent', 94, null],
    ['diskFillingPercent', 95, { kind: 'filling-not-before', full: 95 }],
    ['diskFullPercent', 91, null],
    ['diskFullPercent', 90, { kind: 'full-not-after', filling: 90 }],
    ['memoryLeftPercent', 50, null],
  ])('%s at %d', (field, value, problem) => {
    expect(thresholdProblem(field, value, usualThresholds)).toEqual(problem);
  });

  test('each reason names the other one, in both languages', () => {
    const english = createTranslator({ language: 'en', now: () => 0, timeZone: 'UTC', address: 'neutral' });
    const problems: readonly Problem[] = [
      { kind: 'filling-not-before', full: 95 },
      { kind: 'full-not-after', filling: 90 },
    ];
    expect([t, english].flatMap((one) => problems.map((problem) => describeProblem(problem, one)))).toEqual([
      'Tiene que ser menos que «Disco lleno», que está en 95\u00a0%.',
      'Tiene que ser más que «Disco que se llena», que está en 90\u00a0%.',
      'It must be less than "Disk full", which is at 95%.',
      'It must be more than "Disk filling up", which is at 90%.',
    ]);
  });
});

test.each<[string, object, boolean]>([
  ['an interval of 0', { intervalMinutes: 0 }, false],
  ['an interval of 90 s', { intervalMinutes: 1.5 }, true],
  ['port 0', { servers: [{ ...portalProfile, port: 0 }] }, false],
  ['a target of 100 %', { servers: [{ ...portalProfile, targetPercent: 100 }] }, false],
  ['a target as a share', { servers: [{ ...portalProfile, targetPercent: 0.995 }] }, false],
  ['a target of 99.99 %', { servers: [{ ...portalProfile, targetPercent: 99.99 }] }, true],
  ['a disk that is full before it is filling', lines({ diskFillingPercent: 96 }), false],
  ['a disk that is always full', lines({ diskFullPercent: 0 }), false],
  ['other lines', lines({ diskFillingPercent: 80, memoryLeftPercent: 5 }), true],
  ['half a port', { servers: [{ ...portalProfile, port: 22.5 }] }, false],
])('the file is judged by the same rules: %s', (_title, change, isGood) => {
  expect(v.safeParse(settingsSchema, { ...defaultSettings, ...change }).success).toBe(isGood);
});
