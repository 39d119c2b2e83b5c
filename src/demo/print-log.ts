import type { CommandContext } from './commands';
import { firstLines, linesAfter, positionAfter, searchLines, type LogRead, type LogSearch } from './log-reading';
import type { CommandIo } from './ssh-server';

const followEveryMs = 500;

/** Prints a log's last lines and, where it is followed, each new one until the client leaves. */
export function printLog(request: LogRead, nonce: string, io: CommandIo, context: CommandContext): void {
  const { logs } = context.holder.read();
  printClock(nonce, io, context);
  print(firstLines(logs, request), io);
  io.write(`${nonce} read 0 0 0 - ${positionAfter(logs, request)}\n`);
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
    print(linesAfter(now, request.log, last), io);
    last = now[request.log].at(-1);
    cancel = context.after(followEveryMs, look);
  }
}

export function printSearch(request: LogSearch, nonce: string, io: CommandIo, context: CommandContext): void {
  const { lines, reachedAt, bytes, more } = searchLines(context.holder.read().logs, request);
  const seconds = (at: number) => String(Math.floor(at / 1000));
  printClock(nonce, io, context);
  print(
    lines.map(({ at, text }) => `${seconds(at)} ${text}`),
    io,
  );
  io.write(`${nonce} at ${reachedAt === null ? '-' : seconds(reachedAt)} ${String(bytes)} ${String(bytes)} 0\n`);
  io.write(more === null ? `${nonce} end\n` : `${nonce} more 0-0:${String(more)}\n`);
  io.exit(0);
}

/** The time of the simulated server: Bogotá's. */
export function printClock(nonce: string, io: CommandIo, context: CommandContext): void {
  const at = context.holder.now();
  const nanoseconds = String((Math.floor(at) % 1000) * 1_000_000).padStart(9, '0');
  io.write(`${nonce} clock ${String(Math.floor(at / 1000))} ${nanoseconds} -0500\n`);
}

function print(lines: readonly string[], io: CommandIo): void {
  if (lines.length > 0) io.write(`${lines.join('\n')}\n`);
}
