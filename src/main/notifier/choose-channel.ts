import type { Capabilities, ChannelName, ChannelSetting } from './notifier';

/** Order of trial where two channels can do the same: node-notifier is the owner's choice. */
const preference: readonly ChannelName[] = ['node-notifier', 'electron'];

/**
 * The channels to try, best first. Automatic: those that show and report clicks before those that only show; what cannot
 * show comes last, for the check may be mistaken. An explicit choice is tried first, the others after it.
 */
export function orderChannels(
  setting: ChannelSetting,
  table: ReadonlyMap<ChannelName, Capabilities>,
): readonly ChannelName[] {
  if (setting === 'none') return [];
  const known = preference.filter((name) => table.has(name));
  const ranked = [...known].sort((a, b) => rank(table.get(b)) - rank(table.get(a)));
  if (setting === 'automatic') return ranked;
  return [...ranked.filter((name) => name === setting), ...ranked.filter((name) => name !== setting)];
}

function rank(capabilities: Capabilities | undefined): number {
  if (capabilities === undefined || !capabilities.canShow) return 0;
  return capabilities.reportsClicks ? 2 : 1;
}
