import { expect, test } from 'vitest';
import { toNumber } from '../../src/renderer/settings/typed-number';

test.each([
  ['99,5', 99.5],
  ['99.5', 99.5],
  [' 99,5 % ', 99.5],
  ['5', 5],
  ['-1', -1],
  ['0,995', 0.995],
  ['', null],
  ['cinco', null],
  ['5 min', null],
  ['1,2,3', null],
  ['1e9', null],
  ['0x10', null],
  ['Infinity', null],
])('%j is %j', (typed, number) => {
  expect(toNumber(typed)).toBe(number);
});
