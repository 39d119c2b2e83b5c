import { expect, test } from 'vitest';
import { orderChannels } from '../../../src/main/notifier/choose-channel';
import type { Capabilities, ChannelName, ChannelSetting } from '../../../src/main/notifier/notifier';

const clicks: Capabilities = { canShow: true, reportsClicks: true, canReplace: true, reason: null };
const shows: Capabilities = { ...clicks, reportsClicks: false };
const nothing: Capabilities = { ...shows, canShow: false };

const rows: readonly [string, ChannelSetting, Capabilities, Capabilities, readonly ChannelName[]][] = [
  ['where only Electron reports clicks, it is first', 'automatic', shows, clicks, ['electron', 'node-notifier']],
  ['where both report clicks, node-notifier is first', 'automatic', clicks, clicks, ['node-notifier', 'electron']],
  ['where neither does, node-notifier is first', 'automatic', shows, shows, ['node-notifier', 'electron']],
  ['what cannot show comes last, and is still tried', 'automatic', nothing, shows, ['electron', 'node-notifier']],
  [
    'an explicit choice comes first, whatever it can do',
    'node-notifier',
    nothing,
    clicks,
    ['node-notifier', 'electron'],
  ],
  ['the other stays in reserve', 'electron', clicks, shows, ['electron', 'node-notifier']],
  ['none is none', 'none', clicks, clicks, []],
];

test.each(rows)('%s', (_title, setting, nodeNotifier, electron, expected) => {
  const table = new Map<ChannelName, Capabilities>([
    ['electron', electron],
    ['node-notifier', nodeNotifier],
  ]);
  expect(orderChannels(setting, table)).toEqual(expected);
});

test('a channel that is not there is never chosen', () => {
  expect(orderChannels('electron', new Map([['node-notifier', shows]]))).toEqual(['node-notifier']);
});
