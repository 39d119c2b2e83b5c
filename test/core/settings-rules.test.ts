import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings, settingsSchema } from '../../src/core/settings';
import { numberProblem, numberRules, type NumberField, type Problem } from '../../src/core/settings-rules';
import { describeProblem } from '../../src/shared/describe-problem';
import { createTranslator } from '../../src/shared/i18n';

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

test.each<[string, object, boolean]>([
  ['an interval of 0', { intervalMinutes: 0 }, false],
  ['an interval of 90 s', { intervalMinutes: 1.5 }, true],
  ['port 0', { servers: [{ ...portalProfile, port: 0 }] }, false],
  ['a target of 100 %', { servers: [{ ...portalProfile, targetPercent: 100 }] }, false],
  ['a target as a share', { servers: [{ ...portalProfile, targetPercent: 0.995 }] }, false],
  ['a target of 99.99 %', { servers: [{ ...portalProfile, targetPercent: 99.99 }] }, true],
  ['half a port', { servers: [{ ...portalProfile, port: 22.5 }] }, false],
])('the file is judged by the same rules: %s', (_title, change, isGood) => {
  expect(v.safeParse(settingsSchema, { ...defaultSettings, ...change }).success).toBe(isGood);
});
