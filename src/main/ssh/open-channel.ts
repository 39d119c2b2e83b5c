import type { ClientChannel } from 'ssh2';
import type { RemoteError } from '../../core/errors';
import type { Link } from './link';
import { fromChannelError } from './to-remote-error';

export type OutputStream = 'stdout' | 'stderr';

export interface ChannelHandlers {
  /** Asked when the server has answered: a channel that nobody waits for any more is closed at once. */
  isWanted(): boolean;
  onOpen(channel: ClientChannel): void;
  onOutput(chunk: Buffer, stream: OutputStream): void;
  onExit(code: number | null, signal: string | null): void;
  /** The channel is closed, or (with the reason) it was never opened. */
  onClose(failure: RemoteError | null): void;
}

/** Starts a command on a channel of its own. Both streams are always read: an unread one would stall the other. */
export function openCommandChannel(link: Link, command: string, handlers: ChannelHandlers): void {
  const over = link.over();
  if (over !== null) {
    queueMicrotask(() => {
      handlers.onClose(over);
    });
    return;
  }
  try {
    link.client.exec(command, (error, channel) => {
      if (error !== undefined) {
        handlers.onClose(fromChannelError(error));
        return;
      }
      channel.on('error', ignore);
      channel.stderr.on('error', ignore);
      if (handlers.isWanted()) attach(channel, handlers);
      else discard(channel);
    });
  } catch (error) {
    handlers.onClose(fromChannelError(error));
  }
}

function attach(channel: ClientChannel, handlers: ChannelHandlers): void {
  channel.on('data', (chunk: Buffer) => {
    handlers.onOutput(chunk, 'stdout');
  });
  channel.stderr.on('data', (chunk: Buffer) => {
    handlers.onOutput(chunk, 'stderr');
  });
  channel.on('exit', (code: number | null, signal?: string) => {
    handlers.onExit(code, signal ?? null);
  });
  channel.on('close', () => {
    handlers.onClose(null);
  });
  handlers.onOpen(channel);
}

function discard(channel: ClientChannel): void {
  channel.resume();
  channel.stderr.resume();
  channel.close();
}

function ignore(): void {
  // What it means is told by the channel's end or the connection's.
}
