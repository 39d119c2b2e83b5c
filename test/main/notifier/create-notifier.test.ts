import { describe, expect, test } from 'vitest';
import { err, ok } from '../../../src/core/result';
import { createNotifier } from '../../../src/main/notifier/create-notifier';
import type { Channel, ChannelName, ChannelSetting, Notice, NoticeUse } from '../../../src/main/notifier/notifier';

const notice: Notice = {
  id: 'portal:1',
  title: 'La API está detenida',
  body: 'Desde las 10:42.',
  sound: true,
  urgency: 'critical',
};

interface Desk {
  /** What happened, in order. */
  readonly seen: string[];
  readonly log: string[];
  failing: ReadonlySet<ChannelName>;
  throwing: ReadonlySet<ChannelName>;
  /** The question what the channels can do has no answer. */
  isDeaf: boolean;
  setting: ChannelSetting;
  /** What a click on the last notice of a channel calls. */
  readonly click: Partial<Record<ChannelName, (use: NoticeUse) => void>>;
}

/** Two channels that are plain objects: only `electron` reports clicks, as on Linux. */
function desk(options: { readonly fallback?: boolean } = {}) {
  const state: Desk = {
    seen: [],
    log: [],
    failing: new Set(),
    throwing: new Set(),
    isDeaf: false,
    setting: 'automatic',
    click: {},
  };
  const channel = (name: ChannelName): Channel => ({
    name,
    capabilities: () =>
      state.isDeaf
        ? Promise.reject(new Error('no bus'))
        : Promise.resolve({
            canShow: true,
            reportsClicks: name === 'electron',
            canReplace: name === 'electron',
            reason: null,
          }),
    show: ({ id }, onUse) => {
      state.seen.push(`${name} shows ${id}`);
      state.click[name] = onUse;
      if (state.throwing.has(name)) throw new Error('thrown');
      return Promise.resolve(state.failing.has(name) ? err('broken') : ok(null));
    },
    close: (id) => state.seen.push(`${name} closes ${id}`),
  });
  const notifier = createNotifier({
    channels: [channel('node-notifier'), channel('electron')],
    setting: () => state.setting,
    fallback: ({ id }, reason) => {
      state.seen.push(`window shows ${id}: ${reason}`);
      return options.fallback ?? true;
    },
    log: (line) => state.log.push(line),
  });
  return { state, notifier };
}

describe('a notice', () => {
  test('is shown once, by the channel that reports clicks', async () => {
    const { state, notifier } = desk();
    expect(await notifier.show(notice)).toEqual(ok({ channel: 'electron', reason: null }));
    expect([state.seen, notifier.blocked()]).toEqual([['electron shows portal:1'], null]);
  });

  test('that one channel cannot show is shown by the other, and the reason is kept and logged', async () => {
    const { state, notifier } = desk();
    state.failing = new Set(['electron']);
    expect(await notifier.show(notice)).toEqual(ok({ channel: 'node-notifier', reason: 'electron: broken' }));
    expect(state.log).toContain('notice not shown by electron: broken');
  });

  test('that nobody can show opens the window, and is reported as blocked until one works again', async () => {
    const { state, notifier } = desk();
    state.failing = new Set(['electron', 'node-notifier']);
    const reason = 'electron: broken; node-notifier: broken';
    expect(await notifier.show(notice)).toEqual(ok({ channel: 'window', reason }));
    expect([state.seen.at(-1), notifier.blocked()]).toEqual([`window shows portal:1: ${reason}`, reason]);
    state.failing = new Set();
    await notifier.show(notice);
    expect(notifier.blocked()).toBeNull();
  });

  test('that nobody can show, with no window to open, is an error', async () => {
    const { state, notifier } = desk({ fallback: false });
    state.failing = new Set(['electron', 'node-notifier']);
    expect(await notifier.show(notice)).toEqual(err('electron: broken; node-notifier: broken'));
  });

  test('is not shown at all where she switched notices off, and that is no failure', async () => {
    const { state, notifier } = desk();
    state.setting = 'none';
    expect([await notifier.show(notice), state.seen]).toEqual([ok({ channel: 'none', reason: null }), []]);
  });

  test('with the id of one that the other channel shows takes that away', async () => {
    const { state, notifier } = desk();
    await notifier.show(notice);
    state.failing = new Set(['electron']);
    await notifier.show({ ...notice, title: 'La API volvió' });
    expect(state.seen.at(-1)).toBe('electron closes portal:1');
  });

  test('whose channel throws is shown by the other, and so are those after it', async () => {
    const { state, notifier } = desk();
    state.throwing = new Set(['electron']);
    const shown = ok({ channel: 'node-notifier', reason: 'electron: Error: thrown' });
    expect([await notifier.show(notice), await notifier.show(notice)]).toEqual([shown, shown]);
  });

  test('is shown though the one before it could not even ask what the channels can do', async () => {
    const { state, notifier } = desk();
    state.isDeaf = true;
    await expect(notifier.show(notice)).rejects.toThrow('no bus');
    state.isDeaf = false;
    expect(await notifier.show(notice)).toEqual(ok({ channel: 'electron', reason: null }));
  });

  test('asked for while another is on its way waits for its turn', async () => {
    const { state, notifier } = desk();
    await Promise.all([notifier.show(notice), notifier.show({ ...notice, id: 'portal:2' })]);
    expect(state.seen).toEqual(['electron shows portal:1', 'electron shows portal:2']);
  });
});

test('a click or a button tells the id, to whoever still listens', async () => {
  const { state, notifier } = desk();
  const used: string[] = [];
  const stop = notifier.onUse((id, use) => used.push(`${use} ${id}`));
  await notifier.show(notice);
  state.click.electron?.('open');
  state.click.electron?.('acknowledge');
  stop();
  state.click.electron?.('open');
  expect(used).toEqual(['open portal:1', 'acknowledge portal:1']);
});

test('closing goes to the channel that shows the notice', async () => {
  const { state, notifier } = desk();
  await notifier.show(notice);
  notifier.close('portal:1');
  notifier.close('unknown');
  expect(state.seen).toEqual(['electron shows portal:1', 'electron closes portal:1']);
});

test('the check shows nothing and logs what each channel can do', async () => {
  const { state, notifier } = desk();
  expect((await notifier.check()).map(({ channel, reportsClicks }) => [channel, reportsClicks])).toEqual([
    ['node-notifier', false],
    ['electron', true],
  ]);
  expect([state.seen, state.log]).toEqual([
    [],
    [
      'notices by node-notifier: shows yes, reports clicks no, replaces no',
      'notices by electron: shows yes, reports clicks yes, replaces yes',
    ],
  ]);
});
