import { expect, test } from 'vitest';
import { createThrottle } from '../../src/main/throttle';
import { fakeClock } from '../support/fake-clock';

function build() {
  const clock = fakeClock();
  const acted: number[] = [];
  return { clock, acted, throttle: createThrottle(clock, 100, () => acted.push(clock.monotonic())) };
}

test('the first time is at once, and what comes soon after it is one time later', () => {
  const { clock, acted, throttle } = build();
  throttle.soon();
  for (let n = 0; n < 50; n += 1) {
    clock.advance(1);
    throttle.soon();
  }
  expect(acted).toEqual([0]);
  clock.advance(60);
  expect(acted).toEqual([0, 100]);
});

test('after a pause it is at once again', () => {
  const { clock, acted, throttle } = build();
  throttle.soon();
  clock.advance(500);
  throttle.soon();
  expect(acted).toEqual([0, 500]);
});

test('once stopped, nothing comes late', () => {
  const { clock, acted, throttle } = build();
  throttle.soon();
  throttle.soon();
  throttle.stop();
  clock.advance(1_000);
  expect([acted, clock.waiting()]).toEqual([[0], 0]);
});

test('what takes long is done the more rarely', () => {
  const clock = fakeClock();
  const acted: number[] = [];
  const throttle = createThrottle(
    clock,
    (tookMs) => tookMs * 100,
    () => {
      acted.push(clock.monotonic());
      clock.advance(20);
    },
  );
  throttle.soon();
  throttle.soon();
  clock.advance(1_970);
  expect(acted).toEqual([0]);
  clock.advance(20);
  expect(acted).toEqual([0, 2_000]);
});
