import type { ServerSettings } from '../../core/settings';
import type { Push } from '../../shared/ipc';
import { openLog, type OpenLog } from '../follow-logs';
import type { Connect } from '../observe';
import type { RequestHandlers } from './ipc';

export type LogHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `logs:${string}`>>;

interface LogHandlerDeps {
  readonly find: (serverId: string) => ServerSettings | undefined;
  readonly connect: Connect;
  readonly push: (push: Push) => void;
}

/** What the window asks of the logs. Nothing that it opened outlives it. */
export function createLogHandlers({ find, connect, push }: LogHandlerDeps): {
  readonly handlers: LogHandlers;
  closeAll(): void;
} {
  const streams = new Map<number, readonly OpenLog[]>();
  let nextStream = 1;
  let nextSearch = 1;
  const handlers: LogHandlers = {
    'logs:open': ({ serverId, sources, span, follow }) => {
      const stream = nextStream++;
      const server = find(serverId);
      if (server === undefined) return { stream };
      let batch = 0;
      const logs = sources.map((source) =>
        openLog(connect, {
          server,
          source,
          lines: span.kind === 'last' ? span.lines : 500,
          follow,
          grep: null,
          sinceAt: null,
          onLines: (lines) => {
            push({ kind: 'log-lines', stream, source, batch: batch++, lines, dropped: 0 });
          },
          onEnd: (error) => {
            push({ kind: 'log-end', stream, source, error });
          },
        }),
      );
      streams.set(stream, logs);
      return { stream };
    },
    'logs:taken': () => null,
    'logs:close': ({ stream }) => {
      for (const log of streams.get(stream) ?? []) log.close();
      streams.delete(stream);
      return null;
    },
    'logs:search': ({ sources }) => {
      const search = nextSearch++;
      const nothing = { lines: [], ats: [], reachedAt: null, bytesRead: 0, bytesTotal: null, unreadFiles: 0 };
      const error = { kind: 'other', detail: 'not there yet' } as const;
      for (const source of sources) push({ kind: 'log-search', search, source, ...nothing, state: 'failed', error });
      return { search };
    },
    'logs:search-stop': () => null,
    'logs:save': () => ({ kind: 'cancelled' }),
  };
  return {
    handlers,
    closeAll: () => {
      for (const logs of streams.values()) for (const log of logs) log.close();
      streams.clear();
    },
  };
}
