import type { ServerSettings } from '../../core/settings';
import type { Translator } from '../../shared/i18n';
import type { Push, RequestArgument } from '../../shared/ipc';
import { openLogStream, type LogDeps, type LogStream } from '../logs/open-stream';
import { saveLog } from '../logs/save-log';
import { searchLogs, type LogCursors, type LogSearch } from '../logs/search-logs';
import type { FileChooser } from './history-handlers';
import type { RequestHandlers } from './ipc';

export type LogHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `logs:${string}`>>;

interface LogHandlerDeps extends LogDeps {
  readonly find: (serverId: string) => ServerSettings | undefined;
  readonly push: (push: Push) => void;
  readonly choose: Pick<FileChooser, 'save'>;
  readonly translator: () => Translator;
}

type SearchArgument = RequestArgument<'logs:search'>;

interface KnownSearch {
  readonly asked: SearchArgument;
  readonly search: LogSearch;
}

/** Results of one step, for each source. */
const maxHits = 1000;
/** Searches that may still be continued. */
const mostKnown = 20;

/** What the window asks of the logs. Nothing that it opened outlives it. */
export function createLogHandlers(deps: LogHandlerDeps): { readonly handlers: LogHandlers; closeAll(): void } {
  const { find, push } = deps;
  const streams = new Map<number, LogStream>();
  const searches = new Map<number, KnownSearch>();
  let next = 1;
  const handlers: LogHandlers = {
    'logs:open': ({ serverId, sources, span, follow }) => {
      const stream = next++;
      const server = find(serverId);
      if (server === undefined) return { stream };
      let running = sources.length;
      const opened = openLogStream(deps, {
        server,
        sources,
        span,
        follow,
        on: (event) => {
          const { kind, ...rest } = event;
          push({ kind: `log-${kind}`, stream, ...rest } as Push);
          if (kind === 'end' && --running === 0) streams.delete(stream);
        },
      });
      streams.set(stream, opened);
      return { stream };
    },
    'logs:taken': ({ stream, batch }) => {
      streams.get(stream)?.taken(batch);
      return null;
    },
    'logs:close': ({ stream }) => {
      streams.get(stream)?.close();
      return null;
    },
    'logs:search': (asked) => {
      const id = next++;
      const server = find(asked.serverId);
      if (server === undefined) return { search: id };
      const search = searchLogs(deps, {
        ...asked,
        server,
        afterAt: null,
        cursors: cursorsOf(asked),
        maxHits,
        on: (progress) => {
          push({ kind: 'log-search', search: id, ...progress });
        },
      });
      searches.set(id, { asked, search });
      const [oldest] = searches.keys();
      if (searches.size > mostKnown && oldest !== undefined) {
        searches.get(oldest)?.search.stop();
        searches.delete(oldest);
      }
      return { search: id };
    },
    'logs:search-stop': ({ search }) => {
      searches.get(search)?.search.stop();
      return null;
    },
    'logs:save': ({ name, text }) => saveLog(deps, { name, text }),
  };
  return {
    handlers,
    closeAll: () => {
      for (const stream of streams.values()) stream.close();
      for (const { search } of searches.values()) search.stop();
      streams.clear();
      searches.clear();
    },
  };

  /** Where the earlier search stopped, if it was for the same. */
  function cursorsOf(asked: SearchArgument): LogCursors | null {
    const before = asked.continues === null ? undefined : searches.get(asked.continues);
    if (before === undefined || keyOf(before.asked) !== keyOf(asked)) return null;
    return before.search.cursors();
  }
}

function keyOf({ serverId, text, isRegex, caseSensitive }: SearchArgument): string {
  return JSON.stringify([serverId, text, isRegex, caseSensitive]);
}
