import type { ClientChannel } from 'ssh2';
import type { RemoteError } from '../../core/errors';
import type { Clock } from '../clock';
import type { Link } from './link';
import { openCommandChannel, type OutputStream } from './open-channel';

export interface FollowHandlers {
  /** Written at once; the input stays open. */
  readonly stdin?: string;
  onOutput(chunk: Buffer, stream: OutputStream): void;
  /** Called exactly once, also after `close`. Error null: the command ended by itself or was closed by us. */
  onEnd(error: RemoteError | null, code: number | null): void;
}

export interface FollowedCommand {
  /** Ends the remote command. No output comes after this. */
  close(): void;
  /** Stops reading; the server is held back once some 2 MB are waiting. */
  pause(): void;
  resume(): void;
}

/** How long the channel may stay open after the remote process ended. */
const tailMs = 1000;

/** Runs a command until it ends or is closed, however long its output. */
export function followCommand(link: Link, command: string, handlers: FollowHandlers, clock: Clock): FollowedCommand {
  let channel: ClientChannel | null = null;
  let code: number | null = null;
  let hasExited = false;
  let isPaused = false;
  let isEnded = false;
  let cancelTail = (): void => undefined;
  const end = (error: RemoteError | null): void => {
    if (isEnded) return;
    isEnded = true;
    forgetLink();
    cancelTail();
    closeChannel(channel);
    handlers.onEnd(error, code);
  };
  const forgetLink = link.onOver(end);
  const waitForTail = (): void => {
    cancelTail();
    if (!hasExited || isPaused || isEnded) return;
    cancelTail = clock.after(tailMs, () => {
      end(null);
    });
  };
  openCommandChannel(link, command, {
    isWanted: () => !isEnded,
    onOpen: (opened) => {
      channel = opened;
      if (handlers.stdin !== undefined) opened.write(handlers.stdin);
      if (isPaused) pauseChannel(opened);
    },
    onOutput: (chunk, stream) => {
      if (isEnded) return;
      handlers.onOutput(chunk, stream);
      waitForTail();
    },
    onExit: (exitCode) => {
      code = exitCode;
      hasExited = true;
      waitForTail();
    },
    onClose: end,
  });
  return {
    close: () => {
      end(null);
    },
    pause: () => {
      isPaused = true;
      cancelTail();
      if (channel !== null) pauseChannel(channel);
    },
    resume: () => {
      isPaused = false;
      channel?.resume();
      channel?.stderr.resume();
      waitForTail();
    },
  };
}

function pauseChannel(channel: ClientChannel): void {
  channel.pause();
  channel.stderr.pause();
}

/** The signal is for commands that would notice a closed output only at their next line. Unread output is thrown away. */
function closeChannel(channel: ClientChannel | null): void {
  if (channel === null) return;
  channel.resume();
  channel.stderr.resume();
  if (channel.writable) channel.signal('TERM');
  channel.close();
}
