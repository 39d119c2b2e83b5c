import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogSearchFailure } from '../../core/logs/types';
import type { LogPush, LogSourceId } from '../../shared/ipc';
import type { Store } from '../store';
import type { ToWorker } from './engine/protocol';

type SearchPush = Extract<LogPush, { kind: 'log-search' }>;

/** What the server has looked through, older than what is loaded. */
export interface BackSearch {
  readonly state: 'none' | 'running' | 'finished' | 'limit' | 'stopped' | 'failed';
  readonly found: number;
  readonly reachedAt: number | null;
  readonly bytesRead: number;
  readonly bytesTotal: number | null;
  readonly unreadFiles: number;
  readonly error: LogSearchFailure | null;
  readonly failedSource: LogSourceId | null;
}

export interface BackSearchQuestion {
  readonly serverId: string;
  readonly sources: readonly LogSourceId[];
  readonly text: string;
  readonly isRegex: boolean;
}

export interface BackSearching {
  readonly search: BackSearch;
  /** Older than this moment, by the server's clock; null: everything. */
  start(beforeAt: number | null): void;
  /** Beyond the limit at which it stopped. */
  goOn(): void;
  stop(): void;
}

interface Running {
  readonly number: number | null;
  /** Hears no more of it. */
  leave(): void;
  stop(): void;
}

const none: BackSearch = {
  state: 'none',
  found: 0,
  reachedAt: null,
  bytesRead: 0,
  bytesTotal: null,
  unreadFiles: 0,
  error: null,
  failedSource: null,
};

/** A search on the server. Another question ends it. */
export function useBackSearch(
  store: Store,
  post: (message: ToWorker) => void,
  question: BackSearchQuestion,
): BackSearching {
  const [search, setSearch] = useState(none);
  const running = useRef<Running | null>(null);

  function run(beforeAt: number | null, continues: number | null, foundBefore: number): void {
    // What goes on exactly where it stopped must not be stopped: it has ended by itself.
    if (continues === null) running.current?.stop();
    else running.current?.leave();
    const bySource = new Map<LogSourceId, SearchPush>();
    let number: number | null = null;
    let found = foundBefore;
    let early: SearchPush[] = [];
    let isOver = false;
    setSearch({ ...none, state: 'running', found });
    const take = (push: SearchPush) => {
      post({ kind: 'push', push });
      found += push.lines.length;
      bySource.set(push.source, push);
      setSearch(sumOf([...bySource.values()], question.sources.length, found));
    };
    const stopListening = store.onLog((push) => {
      if (push.kind !== 'log-search') return;
      if (number === null) early = [...early, push];
      else if (push.search === number) take(push);
    });
    const own: Running = {
      get number() {
        return number;
      },
      leave: stopListening,
      stop: () => {
        isOver = true;
        stopListening();
        if (number !== null) void store.bridge.request('logs:search-stop', { search: number });
      },
    };
    running.current = own;
    store.bridge
      .request('logs:search', {
        serverId: question.serverId,
        sources: [...question.sources],
        text: question.text,
        isRegex: question.isRegex,
        caseSensitive: false,
        beforeAt: beforeAt === null ? null : Math.max(0, Math.round(beforeAt)),
        continues,
      })
      .then(
        (answer) => {
          number = answer.search;
          if (isOver) void store.bridge.request('logs:search-stop', { search: number });
          else for (const push of early) if (push.search === number) take(push);
          early = [];
        },
        () => {
          if (!isOver) setSearch({ ...none, state: 'failed', found });
        },
      );
  }

  useEffect(() => {
    setSearch(none);
    return () => {
      running.current?.stop();
      running.current = null;
    };
  }, [store, question.serverId, question.sources.join(), question.text, question.isRegex]);

  return {
    search,
    start: (beforeAt) => {
      run(beforeAt, null, 0);
    },
    goOn: () => {
      run(null, running.current?.number ?? null, search.found);
    },
    stop: () => {
      const number = running.current?.number ?? null;
      // Its last message says how far it came.
      if (number !== null) void store.bridge.request('logs:search-stop', { search: number });
    },
  };
}

/** All sources together: it runs while one runs, and is only as far back as the one that came least far. */
function sumOf(pushes: readonly SearchPush[], sources: number, found: number): BackSearch {
  const of = (state: SearchPush['state']) => pushes.filter((push) => push.state === state);
  const isRunning = pushes.length < sources || of('running').length > 0;
  const failed = of('failed')[0];
  const reached = pushes.map(({ reachedAt }) => reachedAt).filter((at) => at !== null);
  return {
    state: isRunning ? 'running' : stateOf(of),
    found,
    reachedAt: reached.length === 0 ? null : Math.max(...reached),
    bytesRead: pushes.reduce((sum, push) => sum + push.bytesRead, 0),
    bytesTotal: pushes.every(({ bytesTotal }) => bytesTotal !== null)
      ? pushes.reduce((sum, push) => sum + (push.bytesTotal ?? 0), 0)
      : null,
    unreadFiles: pushes.reduce((sum, push) => sum + push.unreadFiles, 0),
    error: failed?.error ?? null,
    failedSource: failed?.source ?? null,
  };
}

function stateOf(of: (state: SearchPush['state']) => readonly unknown[]): BackSearch['state'] {
  for (const state of ['stopped', 'limit', 'failed'] as const) if (of(state).length > 0) return state;
  return 'finished';
}
