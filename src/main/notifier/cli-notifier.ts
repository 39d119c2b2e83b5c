import type { Translator } from '../../shared/i18n';
import type { Clock } from '../clock';
import { createNotifier } from './create-notifier';
import { createNodeNotifierChannel } from './node-notifier';
import type { Notifier } from './notifier';

/** The command line's notices: node-notifier alone; where it cannot show, the line on the terminal is the notice. */
export function createCliNotifier({ clock }: { readonly clock: Clock; readonly t: Translator }): Notifier {
  const channel = createNodeNotifierChannel({
    clock,
    platform: process.platform,
    arch: process.arch,
    env: process.env,
  });
  return createNotifier({
    channels: [channel],
    setting: () => 'automatic',
    fallback: () => true,
    log: () => undefined,
  });
}
