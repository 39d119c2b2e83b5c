import { parseLogLine } from '../../core/logs/parse-line';
import type { LogSearchFailure, LogSearchProgress, LogSearchState, LogSource } from '../../core/logs/types';
import { buildLogSearch, toGrepPattern, type LogMark } from '../../core/services';
import type { ServerSettings } from '../../core/settings';
import type { SshConnection } from '../ssh/connect';
import type { FollowedCommand } from '../ssh/follow-command';
import type { LogDeps } from './open-stream';
import { runSource } from './run-source';

export interface SearchRequest {
  readonly server: ServerSettings;
  readonly sources: readonly LogSource[];
  readonly text: string;
  readonly isRegex: boolean;
  readonly caseSensitive: boolean;
  readonly beforeAt: number | null;
  readonly afterAt: number | null;
  /** Where each source goes on; one that is not in it is done. Null: from the beginning. */
  readonly cursors: LogCursors | null;
  readonly maxHits: number;
  readonly on: (progress: LogSearchProgress) => void;
}

export type LogCursors = ReadonlyMap<LogSource, string>;

export interface LogSearch {
  /** Ends the commands on the server; every source that still runs is `stopped`. */
  stop(): void;
  /** Of the sources that ended with `limit`. */
  cursors(): LogCursors;
}

interface Running {
  command: FollowedCommand | null;
  isEnded: boolean;
  lines: string[];
  ats: (number | null)[];
  last: Pick<LogSearchProgress, 'reachedAt' | 'bytesRead' | 'bytesTotal' | 'unreadFiles'>;
  timer: NodeJS.Timeout | null;
}

/** Every block says that it is done, and none may take this long. */
const silenceMs = 75_000;

/** Looks for a text on the server, the newest first, over a connection of its own. */
export function searchLogs(deps: LogDeps, request: SearchRequest): LogSearch {
  const { server, sources, on } = request;
  const abort = new AbortController();
  const cursors = new Map<LogSource, string>();
  const running = new Map<LogSource, Running>();
  let connection: SshConnection | null = null;
  for (const source of sources) running.set(source, newRunning());
  const pattern = toGrepPattern(request);
  void run().catch((error: unknown) => {
    endAll('failed', { kind: 'other', detail: String(error) });
  });
  return {
    stop: () => {
      endAll('stopped', null);
      abort.abort();
    },
    cursors: () => cursors,
  };

  async function run(): Promise<void> {
    // Whoever asked hears of the end only after the answer that names the search.
    await Promise.resolve();
    if (!pattern.ok) {
      endAll('failed', { kind: 'bad-pattern', detail: pattern.error });
      return;
    }
    const wanted = sources.filter((source) => request.cursors?.has(source) ?? true);
    for (const source of sources) if (!wanted.includes(source)) end(source, 'finished', null);
    if (wanted.length === 0) return;
    const connected = await deps.connect(server, abort.signal);
    if (!connected.ok) {
      endAll('failed', connected.error);
      return;
    }
    connection = connected.value;
    if (abort.signal.aborted) connection.end();
    else for (const source of wanted) start(source, connection, pattern.value);
  }

  function start(
    source: LogSource,
    over: SshConnection,
    grep: Extract<ReturnType<typeof toGrepPattern>, { ok: true }>['value'],
  ): void {
    const one = running.get(source);
    if (one === undefined) return;
    const nonce = deps.nonce();
    const { beforeAt, afterAt, maxHits } = request;
    const from = request.cursors?.get(source) ?? null;
    const script = buildLogSearch(server, {
      source,
      pattern: grep,
      beforeAt,
      afterAt,
      from,
      maxHits,
      nonce,
      proxyLog: deps.proxyLog,
    });
    let zone = { utcOffsetMinutes: 0 };
    const wait = () => {
      if (one.timer !== null) clearTimeout(one.timer);
      one.timer = setTimeout(() => {
        end(source, 'failed', { kind: 'command-timeout', limitMs: silenceMs });
      }, silenceMs);
    };
    wait();
    one.command = runSource(over, script, nonce, {
      onLine: (line) => {
        const found = /^(-|\d{1,11}) (.*)$/s.exec(line);
        if (found === null) return;
        const text = found[2] ?? '';
        const above = found[1] === '-' ? null : Number(found[1]) * 1000;
        one.lines.push(text);
        one.ats.push(parseLogLine(source, text, zone).at ?? above);
      },
      onMark: (mark) => {
        if (one.isEnded) return;
        wait();
        if (mark.kind === 'clock') zone = { utcOffsetMinutes: mark.zoneMinutes };
        else take(source, one, mark);
      },
      onEnd: (error) => {
        // It always says how it ended.
        end(source, 'failed', error ?? { kind: 'disconnected' });
      },
    });
  }

  function take(source: LogSource, one: Running, mark: LogMark): void {
    switch (mark.kind) {
      case 'at': {
        const { bytesRead, bytesTotal, unreadFiles } = mark;
        const reachedAt = mark.reachedAt ?? one.ats.find((at) => at !== null) ?? one.last.reachedAt;
        one.last = { reachedAt, bytesRead, bytesTotal, unreadFiles };
        tell(source, one, 'running', null);
        return;
      }
      case 'more':
        cursors.set(source, mark.cursor);
        end(source, 'limit', null);
        return;
      case 'bad':
        end(source, 'failed', { kind: 'bad-pattern', detail: mark.detail });
        return;
      case 'slow':
        end(source, 'failed', { kind: 'too-slow' });
        return;
      case 'end':
        end(source, 'finished', null);
        return;
      case 'clock':
      case 'read':
    }
  }

  function tell(source: LogSource, one: Running, state: LogSearchState, error: LogSearchFailure | null): void {
    const { lines, ats } = one;
    one.lines = [];
    one.ats = [];
    on({ source, lines, ats, ...one.last, state, error });
  }

  function end(source: LogSource, state: LogSearchState, error: LogSearchFailure | null): void {
    const one = running.get(source);
    if (one === undefined || one.isEnded) return;
    one.isEnded = true;
    if (one.timer !== null) clearTimeout(one.timer);
    tell(source, one, state, error);
    one.command?.close();
    if ([...running.values()].every(({ isEnded }) => isEnded)) connection?.end();
  }

  function endAll(state: LogSearchState, error: LogSearchFailure | null): void {
    for (const source of sources) end(source, state, error);
    connection?.end();
  }
}

function newRunning(): Running {
  const last = { reachedAt: null, bytesRead: 0, bytesTotal: null, unreadFiles: 0 };
  return { command: null, isEnded: false, lines: [], ats: [], last, timer: null };
}
