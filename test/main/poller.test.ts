import { expect, test } from 'vitest';
import { initialState } from '../../src/core/monitor-state';
import type { MonitorEvent } from '../../src/core/monitor';
import type { Observation } from '../../src/core/model';
import type { ServerSettings, Settings } from '../../src/core/settings';
import type { Observer } from '../../src/main/observe';
import { createPoller } from '../../src/main/poller';
import { createMonitorStore, type MonitorStore } from '../../src/main/store';
import { facts, observation, server, settings } from '../support/builders';
import { fakeClock } from '../support/fake-clock';

/** Rounds that end when the test says so. */
function build(options: { readonly onChange?: () => void; readonly isBusy?: () => boolean } = {}) {
  const clock = fakeClock();
  const begun: { readonly server: ServerSettings; end: (change?: Partial<Observation>) => Promise<void> }[] = [];
  const released: string[] = [];
  const problems: string[] = [];
  const observer: Observer = {
    observe: (one) =>
      new Promise((resolve) => {
        begun.push({
          server: one,
          end: async (change = {}) => {
            resolve({ ...observation({}, clock.now() - 1000), ...change });
            await settle();
          },
        });
      }),
    lookInside: () => Promise.resolve({ ok: true, value: facts() }),
    probeWeb: () => Promise.resolve({ portal: observation().portal, api: observation().api }),
    release: (id) => {
      released.push(id);
    },
  };
  const store: MonitorStore = createMonitorStore(
    initialState(settings(), {}, { demo: false, timeZone: 'America/Bogota' }),
    () => undefined,
    () => options.onChange?.(),
    (what) => problems.push(what),
  );
  const poller = createPoller({
    clock,
    observer,
    getState: store.getState,
    dispatch: store.dispatch,
    random: () => 0.5,
    isBusy: () => options.isBusy?.() === true,
  });
  const change = (next: Settings) => {
    store.dispatch({ kind: 'settings-changed', settings: next } satisfies MonitorEvent);
    poller.settingsChanged();
  };
  return { clock, begun, released, problems, store, poller, change };
}

/** Lets everything that waits for a resolved promise run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('a round never overlaps another, and the next is counted from its end', async () => {
  const { clock, begun, poller } = build();
  poller.start();
  clock.advance(0);
  clock.advance(10 * 60_000);
  expect(begun).toHaveLength(1);
  await begun[0]?.end();
  clock.advance(60_000);
  expect(begun).toHaveLength(1);
  clock.advance(5 * 60_000);
  expect(begun).toHaveLength(2);
});

test('what was seen of the old server is not shown as the new one', async () => {
  const { clock, begun, store, poller, change } = build();
  poller.start();
  clock.advance(0);
  change(settings({ servers: [{ ...server, host: 'new.example' }] }));
  await begun[0]?.end();
  expect(store.getState().servers[0]?.rounds).toBe(0);
  clock.advance(0);
  expect(begun[1]?.server.host).toBe('new.example');
});

test('another way to log in is tried at once', async () => {
  const { clock, begun, poller, change, released } = build();
  poller.start();
  clock.advance(0);
  await begun[0]?.end();
  change(settings({ servers: [{ ...server, auth: { kind: 'agent' } }] }));
  clock.advance(0);
  expect(begun).toHaveLength(2);
  expect(released).toContain(server.id);
});

test('"check now" during a round looks again after it, once for any number of clicks', async () => {
  const { clock, begun, poller } = build();
  poller.start();
  clock.advance(0);
  void poller.checkNow(server.id);
  void poller.checkNow(server.id);
  await begun[0]?.end();
  await settle();
  expect(begun).toHaveLength(2);
  await begun[1]?.end();
  expect(begun).toHaveLength(2);
});

test('a view that throws stops neither the rounds nor the state', async () => {
  const { clock, begun, store, poller, problems } = build({
    onChange: () => {
      throw new Error('the tray is gone');
    },
  });
  poller.start();
  clock.advance(0);
  await begun[0]?.end();
  expect(store.getState().servers[0]?.rounds).toBe(1);
  clock.advance(6 * 60_000);
  expect(begun).toHaveLength(2);
  expect(problems[0]).toContain('the tray is gone');
});

test('rounds wait while another process restarts a service', async () => {
  let busy = true;
  const { clock, begun, poller } = build({ isBusy: () => busy });
  poller.start();
  clock.advance(0);
  await settle();
  clock.advance(4_000);
  await settle();
  expect(begun).toHaveLength(0);
  busy = false;
  clock.advance(4_000);
  await settle();
  expect(begun).toHaveLength(1);
});

test('a server that was taken away and comes back as it was is looked at again', async () => {
  const { clock, begun, poller, change } = build();
  poller.start();
  clock.advance(0);
  await begun[0]?.end();
  change(settings({ servers: [] }));
  clock.advance(10 * 60_000);
  await settle();
  change(settings());
  clock.advance(0);
  expect(begun).toHaveLength(2);
});

test('another rhythm counts at once, and a login that was refused is not tried again for it', async () => {
  const { clock, begun, poller, change, released } = build();
  poller.start();
  clock.advance(0);
  await begun[0]?.end();
  change(settings({ intervalMinutes: 20 }));
  clock.advance(0);
  expect([begun.length, released]).toEqual([2, []]);
  await begun[1]?.end();
  clock.advance(19 * 60_000);
  expect(begun).toHaveLength(2);
  clock.advance(2 * 60_000);
  expect(begun).toHaveLength(3);
});

test('stop leaves no timer', async () => {
  const { clock, begun, poller } = build();
  poller.start();
  clock.advance(0);
  await begun[0]?.end();
  poller.stop();
  expect(clock.waiting()).toBe(0);
});
