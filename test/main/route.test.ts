import { expect, test } from 'vitest';
import { isOwnRouteMissing } from '../../src/main/route';

const unreachable = (address?: string) =>
  Object.assign(new Error('connect ENETUNREACH'), {
    code: 'ENETUNREACH',
    ...(address === undefined ? {} : { address }),
  });

test('a way that the kernel knows is not missing, whatever came back along it', async () => {
  expect(await isOwnRouteMissing(unreachable('127.0.0.1'))).toBe(false);
  const both = new AggregateError([unreachable('127.0.0.1'), unreachable('::1')]);
  expect(await isOwnRouteMissing(both)).toBe(false);
});

test('an error that names no address says nothing about ways', async () => {
  expect(await isOwnRouteMissing(unreachable())).toBe(false);
  expect(await isOwnRouteMissing('no error')).toBe(false);
});
