import { err, ok, type Result } from '../../core/result';
import { orderChannels } from './choose-channel';
import type {
  Capabilities,
  Channel,
  ChannelName,
  ChannelSetting,
  Delivery,
  Notice,
  Notifier,
  NoticeUse,
} from './notifier';

export interface NotifierOptions {
  readonly channels: readonly Channel[];
  /** Read at each notice, for it can be changed while running. */
  readonly setting: () => ChannelSetting;
  /** Last resort: opens the window at what the notice is about; false where there is none. */
  readonly fallback: (notice: Notice, reason: string) => boolean;
  readonly log: (line: string) => void;
}

/** Shows by the best channel; when that fails by the other; when all fail by the window. One notice at a time. */
export function createNotifier(options: NotifierOptions): Notifier {
  const listeners = new Set<(id: string, use: NoticeUse) => void>();
  const shownBy = new Map<string, Channel>();
  let table: Promise<ReadonlyMap<ChannelName, Capabilities>> | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let blocked: string | null = null;

  async function learnTable(): Promise<ReadonlyMap<ChannelName, Capabilities>> {
    const asked = (table ??= askAll(options));
    try {
      return await asked;
    } catch (error) {
      // What could not be learned now may be known at the next notice.
      if (table === asked) table = null;
      throw error;
    }
  }

  function reportUse(id: string, use: NoticeUse): void {
    for (const listener of listeners) listener(id, use);
  }

  async function deliver(notice: Notice): Promise<Result<Delivery, string>> {
    const setting = options.setting();
    if (setting === 'none') return ok({ channel: 'none', reason: null });
    const failures: string[] = [];
    for (const name of orderChannels(setting, await learnTable())) {
      const channel = options.channels.find((candidate) => candidate.name === name);
      if (channel === undefined) continue;
      const shown = await tryShow(channel, notice);
      if (shown.ok) {
        takeOver(channel, notice.id);
        blocked = null;
        return ok({ channel: name, reason: failures.length > 0 ? failures.join('; ') : null });
      }
      failures.push(`${name}: ${shown.error}`);
      options.log(`notice not shown by ${name}: ${shown.error}`);
      // What can show may have changed, e.g. the desktop's notification service came up after us.
      table = null;
    }
    const reason = failures.length > 0 ? failures.join('; ') : 'no channel';
    blocked = reason;
    return options.fallback(notice, reason) ? ok({ channel: 'window', reason }) : err(reason);
  }

  /** A channel that throws has failed like one that says so. */
  async function tryShow(channel: Channel, notice: Notice): Promise<Result<null, string>> {
    try {
      return await channel.show(notice, (use) => {
        reportUse(notice.id, use);
      });
    } catch (error) {
      return err(String(error));
    }
  }

  /** The outage shown by one channel must not stay beside its recovery shown by the other. */
  function takeOver(channel: Channel, id: string): void {
    const before = shownBy.get(id);
    if (before !== undefined && before !== channel) before.close(id);
    shownBy.set(id, channel);
  }

  return {
    show: (notice) => {
      const delivery = queue.then(() => deliver(notice));
      // A channel that throws must not silence the notices after it.
      queue = delivery.catch(() => undefined);
      return delivery;
    },
    close: (id) => {
      shownBy.get(id)?.close(id);
      shownBy.delete(id);
    },
    onUse: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check: async () => [...(await learnTable())].map(([channel, capabilities]) => ({ channel, ...capabilities })),
    blocked: () => blocked,
  };
}

async function askAll(options: NotifierOptions): Promise<ReadonlyMap<ChannelName, Capabilities>> {
  const answers = await Promise.all(
    options.channels.map(async (channel) => [channel.name, await channel.capabilities()] as const),
  );
  for (const [name, can] of answers) {
    const words = `shows ${yesNo(can.canShow)}, reports clicks ${yesNo(can.reportsClicks)}, replaces ${yesNo(can.canReplace)}`;
    options.log(`notices by ${name}: ${words}${can.reason === null ? '' : ` (${can.reason})`}`);
  }
  return new Map(answers);
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
