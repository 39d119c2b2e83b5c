import { expect, test } from 'vitest';
import type { ApplicationOptions } from '../../../src/main/electron/application';
import { createSuccession } from '../../../src/main/electron/succession';

/** Applications that only say when they start and stop; the start of one comes to its end when it is let. */
function create() {
  const said: string[] = [];
  const starts: (() => void)[] = [];
  let number = 0;
  const succession = createSuccession({
    start: async ({ opens }) => {
      number += 1;
      const own = `${String(number)} ${opens}`;
      said.push(`start ${own}`);
      await new Promise<void>((resolve) => starts.push(resolve));
      return {
        show: () => undefined,
        isBusy: () => false,
        stop: (why) => {
          said.push(`stop ${own}: ${why}`);
          return Promise.resolve(null);
        },
      };
    },
    onFailed: (error) => said.push(String(error)),
  });
  const begin = (opens: ApplicationOptions['opens']) => succession.turnTo(() => ({ opens }) as ApplicationOptions);
  const started = async () => {
    await Promise.resolve();
    await Promise.resolve();
    starts.shift()?.();
  };
  return { succession, said, begin, started };
}

async function running() {
  const all = create();
  all.succession.claim();
  const begun = all.begin('as-needed');
  await all.started();
  await begun;
  return all;
}

test('one takes the place of another, and nothing comes between her click and that', async () => {
  const { succession, said, begin, started } = await running();
  expect([succession.claim(), succession.claim()]).toEqual([true, false]);
  const turning = begin('settings-data');
  expect(succession.claim()).toBe(false);
  await started();
  await turning;
  expect(said).toEqual(['start 1 as-needed', 'stop 1 as-needed: replaced', 'start 2 settings-data']);
  expect([succession.current() === null, succession.claim()]).toEqual([false, true]);
  succession.release();
  expect(succession.claim()).toBe(true);
});

test('where she quits while one is about to take the place, nothing is started', async () => {
  const { succession, said, begin } = await running();
  succession.claim();
  succession.quit();
  await begin('settings-data');
  expect(said).toEqual(['start 1 as-needed', 'stop 1 as-needed: quits']);
  expect([succession.current(), succession.claim()]).toEqual([null, false]);
});

test('where she quits while one starts, it ends as any other', async () => {
  const { succession, said, begin, started } = await running();
  succession.claim();
  const turning = begin('settings-data');
  await Promise.resolve();
  await Promise.resolve();
  succession.quit();
  await started();
  await turning;
  expect(said.slice(2)).toEqual(['start 2 settings-data', 'stop 2 settings-data: quits']);
  expect(succession.current()).toBeNull();
});

test('what cannot be started is said, and another may be', async () => {
  const { succession, said } = await running();
  succession.claim();
  await succession.turnTo(() => {
    throw new Error('no folder');
  });
  expect([said.at(-1), succession.current(), succession.claim()]).toEqual(['Error: no folder', null, true]);
});
