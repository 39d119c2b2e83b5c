import type { ServerSettings } from '../../core/settings';
import type { Translator } from '../../shared/i18n';
import type { Push, RequestArgument } from '../../shared/ipc';
import { openLogStream, type LogDeps, type LogPositions, type LogStream } from '../logs/open-stream';
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

/** A stream that may be continued, also after its end. */
interface KnownStream {
  readonly serverId: string;
  readonly positions: () => LogPositions;
}

/** Results of one step, for each source. */
const maxHits = 1000;
/** Searches and streams that may still be continued. */
const mostKnown = 20;
/** Streams at once, each a connection: more than the window has, fewer than a server minds. */
const mostOpen = 8;

/** What the window asks of the logs. Nothing that it opened outlives it. */
export function createLogHandlers(deps: LogHandlerDeps): { readonly handlers: LogHandlers; closeAll(): void } {
  const { find, push } = deps;
  const streams = new Map<number, LogStream>();
  const read = new Map<number, KnownStream>();
  const searches = new Map<number, KnownSearch>();
  let next = 1;
  const handlers: LogHandlers = {
    'logs:open': ({ serverId, sources, span, follow, continues }) => {
      const stream = next++;
      const server = find(serverId);
      if (server === undefined) return { stream, isContinued: false };
      const before = continues === null ? undefined : read.get(continues);
      const isContinued = before?.serverId === serverId;
      let running = sources.length;
      const opened = openLogStream(deps, {
        server,
        sources,
        span,
        follow,
        ...(isContinued ? { after: before.positions() } : {}),
        on: (event) => {
          const { kind, ...rest } = event;
          push({ kind: `log-${kind}`, stream, ...rest } as Push);
          if (kind === 'end' && --running === 0) streams.delete(stream);
        },
      });
      streams.set(stream, opened);
      const [oldest] = streams.values();
      if (streams.size > mostOpen) oldest?.close();
      keepNewest(read, stream, { serverId, positions: opened.positions });
      return { stream, isContinued };
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
      keepNewest(searches, id, { asked, search })?.search.stop();
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
      read.clear();
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

/** What had to go for it. */
function keepNewest<T>(known: Map<number, T>, id: number, one: T): T | undefined {
  known.set(id, one);
  const [oldest] = known.keys();
  if (known.size <= mostKnown || oldest === undefined) return undefined;
  const gone = known.get(oldest);
  known.delete(oldest);
  return gone;
}

function keyOf({ serverId, text, isRegex, caseSensitive }: SearchArgument): string {
  return JSON.stringify([serverId, text, isRegex, caseSensitive]);
}
