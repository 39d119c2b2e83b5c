import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { copyText } from '../actions';
import { toRegExp, toSearchPattern } from '../logs/engine/search-pattern';
import type { LogRow } from '../logs/engine/protocol';
import { createRowClock, correctionOf, zoneName } from '../logs/log-clock';
import { LogEmpty } from '../logs/log-empty';
import { LogFoot } from '../logs/log-foot';
import type { Pattern } from '../logs/log-line';
import { LogList } from '../logs/log-list';
import { LogPanel } from '../logs/log-panel';
import type { SearchQuery } from '../logs/log-search';
import { LogStatus, SearchStatus, problemsOf } from '../logs/log-status';
import { LogToolbar, type RangeKind } from '../logs/log-toolbar';
import { saveLines } from '../logs/save-lines';
import { useBackSearch } from '../logs/use-back-search';
import { marksOf, outageOf, useIncidents } from '../logs/use-incidents';
import { useLater } from '../logs/use-later';
import { useLogKeys } from '../logs/use-log-keys';
import { useLogStream } from '../logs/use-log-stream';
import { useLogWorker } from '../logs/use-log-worker';
import { useSpan } from '../logs/use-span';
import type { ViewProps } from './view-props';

interface LogsProps extends ViewProps {
  readonly server: ServerSnapshot;
}

/** Several logs of a server, merged by time. Everything shown is text. */
export function LogsView({ store, t, server }: LogsProps) {
  const sources = store.logSources.value;
  const timeZone = store.context.value?.timeZone ?? 'UTC';
  const worker = useLogWorker((stream, batch) => {
    void store.bridge.request('logs:taken', { stream, batch });
  });
  const { view, post } = worker;
  const [range, setRange] = useState<RangeKind>(server.incident === null ? 'last' : 'incident');
  const [onlyErrors, setOnlyErrors] = useState(server.incident !== null);
  const [follow, setFollow] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [lastLines, setLastLines] = useState(500);
  const [query, setQuery] = useState<SearchQuery>({ text: '', isRegex: false, onlyMatches: false });
  const [current, setCurrent] = useState<number | null>(null);
  const [reveal, setReveal] = useState(0);
  const [panelId, setPanelId] = useState<number | null>(null);
  const [pausedAt, setPausedAt] = useState<number | null>(range === 'incident' ? 0 : null);
  const [ordinal, setOrdinal] = useState(0);
  const [said, setSaid] = useState('');

  const incidents = useIncidents(store, server.id);
  const now = Date.now();
  const outage = outageOf(server, incidents, now);
  const offsetMs = useRef(0);
  const span = useSpan({ range, outage, lastLines, attempt, follow, offsetMs: offsetMs.current });
  const asked = useMemo(() => ({ sources }), [server.id, attempt]);
  // A source that is read already is only shown again; another one has to be asked for.
  if (!sources.every((one) => asked.sources.includes(one))) asked.sources = sources;
  const stream = useLogStream(store, post, { serverId: server.id, sources: asked.sources, span, follow, attempt });
  offsetMs.current = stream.offsetMs;
  const back = useBackSearch(store, post, {
    serverId: server.id,
    sources,
    text: query.text,
    isRegex: query.isRegex,
  });

  useEffect(() => {
    post({ kind: 'filter', sources, onlyErrors });
  }, [sources, onlyErrors]);
  useEffect(() => {
    post({ kind: 'matches-only', on: query.onlyMatches && query.text !== '' });
  }, [query.onlyMatches, query.text === '']);
  useEffect(() => {
    setOrdinal(0);
    post({ kind: 'search', text: query.text, isRegex: query.isRegex });
  }, [query.text, query.isRegex]);
  useEffect(() => {
    post({ kind: 'marks', marks: marksOf(incidents, correctionOf(stream.offsetMs), t) });
  }, [incidents, stream.offsetMs, t]);
  useEffect(() => {
    setCurrent(null);
    setPanelId(null);
    setPausedAt(range === 'incident' && !follow ? 0 : null);
  }, [span, server.id, follow]);
  useEffect(() => {
    setCurrent(null);
    setPanelId(null);
  }, [sources, onlyErrors, query.onlyMatches]);
  const { go } = worker;
  useEffect(() => {
    if (go?.row == null) return;
    goTo(go.row + (view?.carry ?? 0) - go.carry);
    setPanelId(null);
    if (!go.to.startsWith('mark')) setOrdinal(go.ordinal);
  }, [go]);

  const clock = useMemo(
    () => createRowClock({ offsetMs: stream.offsetMs, now, timeZone, locale: t.language === 'es' ? 'es-CO' : 'en' }),
    [stream.offsetMs, timeZone, t.language, Math.floor(now / 3_600_000)],
  );
  const pattern = useMemo(() => patternOf(query), [query.text, query.isRegex]);
  const isRead = view !== null && view.turn === stream.turn && (view.lines > 0 || view.done >= asked.sources.length);
  const isLoading = !isRead && !stream.hasFailed;
  const isSlow = useLater(isLoading, 300);
  const problems = problemsOf(stream, server, t);
  const currentRow = current === null ? undefined : view?.rows[current - view.from];

  function goTo(row: number): void {
    setCurrent(row);
    setReveal((count) => count + 1);
    pause();
  }
  function pause(): void {
    setPausedAt((before) => before ?? view?.arrived ?? 0);
  }
  function toEnd(): void {
    setCurrent(null);
    setPanelId(null);
    setPausedAt(null);
  }
  function press(row: LogRow, index: number): void {
    goTo(index);
    if (row.kind === 'mark') return;
    const isOpen = panelId === row.id;
    setPanelId(isOpen ? null : row.id);
    if (row.traceback !== null && row.traceback.isOpen === isOpen) post({ kind: 'fold', id: row.id });
  }
  function toggleFollow(): void {
    if (!follow) setFollow(true);
    else if (pausedAt === null) pause();
    else toEnd();
  }
  const isShowing = store.snapshot.value?.drill == null;
  const step = (to: 'next' | 'previous' | 'mark-next' | 'mark-previous') => {
    post({ kind: 'step', to, row: current ?? (pausedAt === null ? (view?.total ?? 0) : -1) });
    if (!to.startsWith('mark') && query.text !== '' && isShowing && back.search.state === 'none') startBack();
  };
  const startBack = () => {
    back.start(span.kind === 'window' ? span.fromAt : (view?.oldestAt ?? null));
  };
  useLogKeys({
    onFollow: toggleFollow,
    onStep: step,
    onClose: () => {
      const wasOpen = panelId !== null;
      setPanelId(null);
      document.getElementById('log-lines')?.focus();
      return wasOpen;
    },
    onCopy: () => {
      if (currentRow?.kind !== 'line') return false;
      copyRow(currentRow.id);
      return true;
    },
  });
  const copyRow = (id?: number) => {
    void worker.readText(100_000, id).then(({ text }) => {
      copyText(store, text);
      setSaid(`${t.ui('logs.copied')} ${t.text('logs.masked')}`);
    });
  };

  return (
    <>
      <LogToolbar
        t={t}
        sources={sources}
        onSources={(next) => {
          store.logSources.value = next;
        }}
        isFollowing={follow && pausedAt === null}
        onFollow={toggleFollow}
        onCopy={copyRow}
        onSave={() => {
          void saveLines(store, t, server, worker, setSaid);
        }}
        query={query}
        search={view?.search ?? null}
        ordinal={ordinal}
        onQuery={setQuery}
        onStep={step}
        onlyErrors={onlyErrors}
        onOnlyErrors={setOnlyErrors}
        range={range}
        outage={outage}
        lastLines={lastLines}
        onRange={setRange}
      />
      <div>
        <LogStatus
          t={t}
          problems={problems}
          isSlow={isSlow}
          onRetry={
            isShowing
              ? () => {
                  setAttempt((count) => count + 1);
                }
              : null
          }
        />
        {query.text !== '' && view !== null && view.search.state !== 'bad' && (
          <SearchStatus
            t={t}
            server={server}
            local={view.search}
            back={back}
            offsetMs={stream.offsetMs}
            onStart={startBack}
          />
        )}
      </div>
      {view !== null && view.lineRows > 0 ? (
        <LogList
          t={t}
          view={view}
          clock={clock}
          pattern={pattern}
          current={current}
          reveal={reveal}
          isAtEnd={pausedAt === null}
          panel={
            currentRow?.kind === 'line' && currentRow.id === panelId ? (
              <LogPanel
                t={t}
                row={currentRow}
                pattern={pattern}
                correctionMs={correctionOf(stream.offsetMs)}
                onCopy={() => {
                  copyRow(currentRow.id);
                }}
                onClose={() => {
                  setPanelId(null);
                  document.getElementById('log-lines')?.focus();
                }}
              />
            ) : null
          }
          post={post}
          onCurrent={goTo}
          onPress={press}
          onAtEnd={(isAtEnd) => {
            if (isAtEnd) setPausedAt(null);
            else pause();
          }}
          onMoved={(rows) => {
            setCurrent((row) => (row === null ? null : row + rows));
          }}
        />
      ) : (
        <LogEmpty
          t={t}
          view={view}
          isLoading={isLoading}
          hasProblems={problems.length > 0}
          isWindow={span.kind === 'window'}
          onlyErrors={onlyErrors}
          firstAt={view?.oldestAt == null ? null : view.oldestAt - correctionOf(stream.offsetMs)}
          onAll={() => {
            setOnlyErrors(false);
          }}
          onOlder={() => {
            if (range === 'incident') setRange('day');
            else {
              setRange('last');
              setLastLines((lines) => Math.min(20_000, lines * 10));
            }
          }}
        />
      )}
      <LogFoot
        t={t}
        view={view}
        stream={stream}
        isFollowing={follow}
        pausedAt={pausedAt}
        zone={zoneName(timeZone, t.language === 'es' ? 'es-CO' : 'en', now)}
        said={said}
        onEnd={toEnd}
      />
    </>
  );
}

function patternOf({ text, isRegex }: SearchQuery): Pattern {
  if (text === '') return null;
  if (isRegex) return 'whole';
  const pattern = toSearchPattern(text, false);
  return pattern.kind === 'pattern' ? toRegExp(pattern.source, false) : null;
}
