import { StringDecoder } from 'node:string_decoder';
import type { LogFailure, LogSource } from '../core/logs/types';
import { logCommand, logExit } from '../core/services';
import type { ServerSettings } from '../core/settings';
import type { Connect } from './observe';
import type { SshConnection } from './ssh/connect';

export type LogEnd = Exclude<LogFailure, { kind: 'drill' }> | null;

export interface LogRequest {
  readonly server: ServerSettings;
  readonly source: LogSource;
  /** How many of the last lines. */
  readonly lines: number;
  readonly follow: boolean;
  /** Only lines that contain this text; decided on the server. */
  readonly grep: string | null;
  readonly sinceAt: number | null;
  readonly onLines: (lines: readonly string[]) => void;
  /** Called exactly once. Null: the end of the log, or closed by her. */
  readonly onEnd: (error: LogEnd) => void;
}

export interface OpenLog {
  close(): void;
}

/** Longer than any sane line; the rest of such a line is dropped and marked. */
const lineLimit = 16_384;
/** Lines are handed on in batches of this age at most, so that a flood does not become a flood of calls. */
const batchMs = 40;

/** The last lines of a log, then its new ones, over a connection of its own. Raw text: who shows it makes it harmless. */
export function openLog(connect: Connect, request: LogRequest): OpenLog {
  const abort = new AbortController();
  const batch = createBatch(request.onLines);
  let ended = false;
  const end = (error: LogEnd) => {
    if (ended) return;
    ended = true;
    batch.flush();
    request.onEnd(error);
  };
  void run().catch((error: unknown) => {
    end({ kind: 'other', detail: String(error) });
  });
  return {
    close: () => {
      end(null);
      abort.abort();
    },
  };

  async function run(): Promise<void> {
    const connection = await connect(request.server, abort.signal);
    if (!connection.ok) {
      end(connection.error);
      return;
    }
    try {
      follow(connection.value);
    } catch (error) {
      connection.value.end();
      throw error;
    }
  }

  function follow(connection: SshConnection): void {
    const splitter = createLineSplitter(batch.push);
    let complaint = '';
    const command = logCommand(request.source, request.server, {
      lines: request.lines,
      follow: request.follow,
      grep: request.grep,
      since: request.sinceAt === null ? null : new Date(request.sinceAt).toISOString(),
    });
    const stream = connection.stream(command, {
      onOutput: (chunk, name) => {
        if (name === 'stdout') splitter.push(chunk);
        else complaint = (complaint + chunk.toString('utf8')).slice(-2000);
      },
      onEnd: (error, code) => {
        splitter.end();
        connection.end();
        end(error ?? toLogEnd(code, complaint));
      },
    });
    abort.signal.addEventListener('abort', () => {
      stream.close();
      connection.end();
    });
    if (abort.signal.aborted) stream.close();
  }
}

/** The remote command runs with LC_ALL=C, so its complaints are in English. */
function toLogEnd(code: number | null, complaint: string): LogEnd {
  if (code === logExit.missing || /no such file/i.test(complaint)) return { kind: 'file-missing' };
  if (code === logExit.unreadable) return { kind: 'permission' };
  if (/permission denied|insufficient permissions|not seeing messages/i.test(complaint) && code !== 0)
    return { kind: 'permission' };
  return null;
}

interface LineSplitter {
  push(chunk: Buffer): void;
  end(): void;
}

/** Bytes to lines: UTF-8 across chunk borders, invalid bytes become U+FFFD, overlong lines are cut. */
function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let skipping = false;
  const take = (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (!skipping) onLine(part.length > lineLimit ? `${part.slice(0, lineLimit)}…` : part.replace(/\r$/, ''));
      skipping = false;
    }
    if (rest.length <= lineLimit) return;
    if (!skipping) onLine(`${rest.slice(0, lineLimit)}…`);
    skipping = true;
    rest = '';
  };
  return {
    push: (chunk) => {
      take(decoder.write(chunk));
    },
    end: () => {
      take(decoder.end());
      if (rest !== '' && !skipping) onLine(rest);
      rest = '';
    },
  };
}

function createBatch(onLines: (lines: readonly string[]) => void): { push(line: string): void; flush(): void } {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting.length === 0) return;
    const lines = waiting;
    waiting = [];
    onLines(lines);
  };
  return {
    push: (line) => {
      waiting.push(line);
      timer ??= setTimeout(flush, batchMs);
      if (waiting.length >= 2000) flush();
    },
    flush,
  };
}
