import type { CommandContext } from './commands';
import { lastLines, linesAfter, type LogRequest } from './log-reading';
import type { CommandIo } from './ssh-server';

const followEveryMs = 500;

/** Prints a log's last lines and, where it is followed, each new one until the client leaves. */
export function printLog(request: LogRequest, io: CommandIo, context: CommandContext): void {
  const { logs } = context.holder.read();
  print(lastLines(logs, request), io);
  if (!request.follow) {
    io.exit(0);
    return;
  }
  let last = logs[request.log].at(-1);
  let cancel = context.after(followEveryMs, look);
  io.onEnd(() => {
    cancel();
  });
  function look(): void {
    const now = context.holder.read().logs;
    print(linesAfter(now, request, last), io);
    last = now[request.log].at(-1);
    cancel = context.after(followEveryMs, look);
  }
}

function print(lines: readonly string[], io: CommandIo): void {
  if (lines.length > 0) io.write(`${lines.join('\n')}\n`);
}
