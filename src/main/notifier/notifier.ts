import type { Result } from '../../core/result';

/** One message on her desktop. Title and body are ours; text from a server never enters them verbatim. */
export interface Notice {
  /** The same id replaces what it showed before (outage → recovered), and is what a click reports. */
  readonly id: string;
  readonly title: string;
  /** Lines separated by `\n`. */
  readonly body: string;
  readonly sound: boolean;
  readonly urgency: 'low' | 'normal' | 'critical';
  /** Label of a button that says "I know"; never one that restarts, a wrong click would cost too much. */
  readonly acknowledge?: string;
}

/** What she did with a notice. */
export type NoticeUse = 'open' | 'acknowledge';

export type ChannelName = 'node-notifier' | 'electron';
export type ChannelSetting = 'automatic' | ChannelName | 'none';

/** How a notice reached her. `window`: no channel worked and the window was opened. `none`: she switched notices off. */
export interface Delivery {
  readonly channel: ChannelName | 'window' | 'none';
  /** Why a better channel was not used; null: it was. */
  readonly reason: string | null;
}

/** What a channel can do on this system, found out without showing anything. */
export interface Capabilities {
  readonly canShow: boolean;
  readonly reportsClicks: boolean;
  readonly canReplace: boolean;
  /** Why it cannot show, or what it lacks; technical, short, for the log. */
  readonly reason: string | null;
}

/** One way of showing notices. Never throws, never takes longer than its own time limit. */
export interface Channel {
  readonly name: ChannelName;
  capabilities(): Promise<Capabilities>;
  show(notice: Notice, onUse: (use: NoticeUse) => void): Promise<Result<null, string>>;
  /** Takes a notice away where the channel can, else does nothing. */
  close(id: string): void;
}

/** The port that the application notifies through. Never throws. */
export interface Notifier {
  show(notice: Notice): Promise<Result<Delivery, string>>;
  close(id: string): void;
  onUse(listener: (id: string, use: NoticeUse) => void): () => void;
  /** Asks each channel what it can do, and logs it. Shows nothing. */
  check(): Promise<readonly (Capabilities & { readonly channel: ChannelName })[]>;
  /** Why the last notice reached her by no channel; null: it did. */
  blocked(): string | null;
}
