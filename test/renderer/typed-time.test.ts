import { describe, expect, test } from 'vitest';
import { likelyClockTime, toClockSeconds, toClockTime, toMinutes } from '../../src/renderer/typed-time';

describe('the length of a maintenance', () => {
  test.each([
    ['90', 'minutes', 90],
    ['1,5', 'hours', 90],
    [' 1.5 ', 'hours', 90],
    ['24', 'hours', 1440],
    ['5', 'minutes', 5],
    ['4', 'minutes', null],
    ['24,01', 'hours', null],
    ['0', 'hours', null],
    ['-2', 'hours', null],
    ['1e2', 'minutes', null],
    ['dos', 'hours', null],
    ['', 'hours', null],
  ] as const)('"%s" %s is %s', (typed, unit, minutes) => {
    expect(toMinutes(typed, unit)).toBe(minutes);
  });
});

describe('a time of day', () => {
  test.each([
    ['22:00', '22:00'],
    ['7:30', '07:30'],
    ['7.30', '07:30'],
    [' 7 ', '07:00'],
    ['0730', '07:30'],
    ['0:00', '00:00'],
    ['23:59', '23:59'],
    ['24:00', null],
    ['25:30', null],
    ['12:60', null],
    ['7:3', null],
    ['10 pm', null],
    ['', null],
  ])('"%s" is %s', (typed, time) => {
    expect(toClockTime(typed)).toBe(time);
  });
});

test.each([
  ['25:30', '01:30'],
  ['24', '00:00'],
  ['2630', '02:30'],
  ['36:00', null],
  ['25:99', null],
  ['22:00', null],
  ['las diez', null],
])('%j is likely meant as %j', (typed, time) => {
  expect(likelyClockTime(typed)).toBe(time);
});

describe('a time of day with seconds', () => {
  test.each([
    ['7:30:09', '07:30:09'],
    ['7:30', '07:30'],
    ['0730', '07:30'],
    ['7:30:60', null],
    ['24:00:00', null],
    ['7:30:9', null],
    ['', null],
  ])('"%s" is %s', (typed, time) => {
    expect(toClockSeconds(typed)).toBe(time);
  });
});
