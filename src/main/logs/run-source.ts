import type { RemoteError } from '../../core/errors';
import type { LogMark } from '../../core/services';
import type { SshConnection } from '../ssh/connect';
import type { FollowedCommand } from '../ssh/follow-command';
import { isGateRefusal } from '../ssh/to-remote-error';
import { toLogEnd, type LogEnd } from './log-end';
import { createMarkedLines } from './marked-lines';

export interface SourceHandlers {
  onLine(line: string): void;
  onMark(mark: LogMark): void;
  /** Called exactly once. */
  onEnd(error: LogEnd): void;
}

const complaintLength = 2000;

/** One of our log scripts on a channel of its own: lines and marks as they come. */
export function runSource(
  connection: Pick<SshConnection, 'stream'>,
  script: { readonly command: string; readonly stdin: string },
  nonce: string,
  handlers: SourceHandlers,
): FollowedCommand {
  let complaint = '';
  let isEmpty = true;
  let hasAnswered = false;
  const onMark = (mark: LogMark) => {
    hasAnswered = true;
    handlers.onMark(mark);
  };
  const lines = createMarkedLines(nonce, {
    onLine: (line) => {
      isEmpty = false;
      handlers.onLine(line);
    },
    onMark,
  });
  return connection.stream(script.command, {
    stdin: script.stdin,
    onOutput: (chunk, stream) => {
      if (stream === 'stdout') lines.push(chunk);
      else complaint = (complaint + chunk.toString('utf8')).slice(-complaintLength);
    },
    onEnd: (error, code) => {
      lines.end();
      // A code without an answer: a forced command, or no shell. Closed by us, it has neither.
      const isForeign = error === null && !hasAnswered && code !== null;
      const failure: RemoteError | null = isForeign
        ? { kind: isGateRefusal(code, complaint) ? 'gate-refused' : 'answer-unreadable' }
        : error;
      handlers.onEnd(toLogEnd(failure, { code, complaint, isEmpty }));
    },
  });
}
