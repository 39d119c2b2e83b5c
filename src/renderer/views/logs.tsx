import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { copyText } from '../actions';
import type { LogRow } from '../logs/engine/protocol';
import { createRowClock, correctionOf, zoneName } from '../logs/log-clock';
import { LogEmpty } from '../logs/log-empty';
import { minutesAround, type FreeRange } from '../logs/free-range';
import { LogFoot } from '../logs/log-foot';
import { LogList } from '../logs/log-list';
import { LogPanel } from '../logs/log-panel';
import type { SearchQuery } from '../logs/log-search';
import { LogStatus, SearchStatus, problemsOf } from '../logs/log-status';
import { LogToolbar, type RangeKind } from '../logs/log-toolbar';
import { logReport } from '../logs/log-report';
import { saveLines } from '../logs/save-lines';
import { useBackSearch } from '../logs/use-back-search';
import { useChosenRow } from '../logs/use-chosen-row';
import { marksOf, outageOf, useIncidents } from '../logs/use-incidents';
import { useLater } from '../logs/use-later';
import { useLogKeys } from '../logs/use-log-keys';
import { useLogStream } from '../logs/use-log-stream';
import { useLogWorker } from '../logs/use-log-worker';
import { useSpan } from '../logs/use-span';
import type { ViewProps } from './view-props';

/** What the clipboard takes at once, with room for the head of a report. */
const mostCopied = 90_000;

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
  const [free, setFree] = useState<FreeRange | null>(null);
  const [onlyErrors, setOnlyErrors] = useState(server.incident !== null);
  const [hidesOwn, setHidesOwn] = useState(false);
  const [follow, setFollow] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [lastLines, setLastLines] = useState(500);
  const [query, setQuery] = useState<SearchQuery>({ text: '', isRegex: false, onlyMatches: false });
  const [pausedAt, setPausedAt] = useState<number | null>(range === 'incident' ? 0 : null);
  const [ordinal, setOrdinal] = useState(0);
  const [said, setSaid] = useState('');
  const chosen = useChosenRow(worker, (to) => {
    pause();
    if (!to.step.startsWith('mark') && to.step !== 'row') setOrdinal(to.ordinal);
  });

  const incidents = useIncidents(store, server.id);
  const now = Date.now();
  const outage = outageOf(server, incidents, now);
  const offsetMs = useRef(0);
  const span = useSpan({ range, outage, free, lastLines, attempt, offsetMs: offsetMs.current });
  const choice = JSON.stringify([server.id, range, lastLines, free, range === 'incident' ? outage?.fromAt : null]);
  const asked = useMemo(() => ({ sources }), [server.id, attempt]);
  // A source that is read already is only shown again; another one has to be asked for.
  if (!sources.every((one) => asked.sources.includes(one))) asked.sources = sources;
  const stream = useLogStream(store, post, {
    serverId: server.id,
    sources: asked.sources,
    span,
    follow,
    attempt,
    choice,
  });
  offsetMs.current = stream.offsetMs;
  const back = useBackSearch(store, post, {
    serverId: server.id,
    sources,
    text: query.text,
    isRegex: query.isRegex,
  });

  useEffect(() => {
    post({ kind: 'filter', sources, onlyErrors, hideOwn: hidesOwn });
  }, [sources, onlyErrors, hidesOwn]);
  useEffect(() => {
    post({ kind: 'matches-only', on: query.onlyMatches && query.text !== '' });
  }, [query.onlyMatches, query.text === '']);
  useEffect(() => {
    setOrdinal(0);
    chosen.search(query.text, query.isRegex);
  }, [query.text, query.isRegex]);
  useEffect(() => {
    post({ kind: 'marks', marks: marksOf(incidents, correctionOf(stream.offsetMs), t) });
  }, [incidents, stream.offsetMs, t]);
  useEffect(() => {
    chosen.clear();
    setPausedAt(range === 'incident' && !follow ? 0 : null);
  }, [choice]);

  const clock = useMemo(
    () => createRowClock({ offsetMs: stream.offsetMs, now, timeZone, locale: t.language === 'es' ? 'es-CO' : 'en' }),
    [stream.offsetMs, timeZone, t.language, Math.floor(now / 3_600_000)],
  );
  const isRead = view !== null && view.turn === stream.turn && (view.lines > 0 || view.done >= asked.sources.length);
  const isLoading = !isRead && !stream.hasFailed;
  const isSlow = useLater(isLoading, 300);
  const problems = problemsOf(stream, server, t);
  function pause(): void {
    setPausedAt((before) => before ?? view?.arrived ?? 0);
  }
  /** What is shown now is where she begins to choose. */
  function chooseRange(next: RangeKind): void {
    if (next === 'free' && range !== 'free') {
      const shown =
        span.kind === 'window'
          ? { fromAt: span.fromAt - stream.offsetMs, toAt: span.toAt - stream.offsetMs }
          : { fromAt: now - 3_600_000, toAt: now };
      setFree(minutesAround(shown, now));
    }
    setRange(next);
  }
  function toEnd(): void {
    chosen.clear();
    setPausedAt(null);
  }
  function choose(row: LogRow): void {
    chosen.choose(row);
    pause();
  }
  function press(row: LogRow): void {
    choose(row);
    if (row.kind === 'mark') return;
    const isOpen = chosen.panel?.id === row.id;
    chosen.openPanel(isOpen ? null : row);
    if (row.traceback !== null && row.traceback.isOpen === isOpen) post({ kind: 'fold', id: row.id });
  }
  function toggleFollow(): void {
    if (!follow) {
      setFollow(true);
      toEnd();
    } else if (pausedAt === null) pause();
    else toEnd();
  }
  const isShowing = store.snapshot.value?.drill == null;
  const step = (to: 'next' | 'previous' | 'mark-next' | 'mark-previous') => {
    chosen.step(to);
    if (!to.startsWith('mark') && query.text !== '' && isShowing && back.search.state === 'none') startBack();
  };
  const startBack = () => {
    back.start(span.kind === 'window' ? span.fromAt : (view?.oldestAt ?? null));
  };
  useLogKeys({
    onFollow: toggleFollow,
    onStep: step,
    onClose: () => {
      const wasOpen = chosen.panel !== null;
      closePanel();
      return wasOpen;
    },
    onCopy: () => {
      if (chosen.id === null || chosen.id < 0 || chosen.row === null) return false;
      copyRow(chosen.id);
      return true;
    },
  });
  const closePanel = () => {
    chosen.openPanel(null);
    document.getElementById('log-lines')?.focus();
  };
  const copyRow = (id: number) => {
    void worker.readText(mostCopied, id).then(({ text }) => {
      copyText(store, text);
      setSaid(`${t.ui('logs.copied')} ${t.text('logs.masked')}`);
    });
  };
  const report = (lines: string) =>
    logReport({ t, server, sources, now: Date.now(), isDrill: store.snapshot.peek()?.drill != null, lines });
  const copyReport = () => {
    void worker.readText(mostCopied).then(({ text, isCut }) => {
      copyText(store, report(text));
      setSaid(`${t.ui(isCut ? 'logs.copied.cut' : 'logs.copied')} ${t.text('logs.masked')}`);
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
        onCopy={copyReport}
        onSave={() => {
          void saveLines(store, t, server, worker, report, setSaid);
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
        onRange={chooseRange}
        free={free}
        timeZone={timeZone}
        onFree={setFree}
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
          current={chosen.row}
          reveal={chosen.reveal}
          isAtEnd={pausedAt === null}
          panel={
            chosen.panel !== null ? (
              <LogPanel
                t={t}
                row={chosen.panel}
                correctionMs={correctionOf(stream.offsetMs)}
                onCopy={() => {
                  if (chosen.panel !== null) copyRow(chosen.panel.id);
                }}
                onClose={closePanel}
              />
            ) : null
          }
          post={post}
          onCurrent={(index) => {
            const row = view.rows[index - view.from];
            if (row === undefined) chosen.stepToRow(index);
            else choose(row);
          }}
          onPress={press}
          onAtEnd={(isAtEnd) => {
            if (isAtEnd) setPausedAt(null);
            else pause();
          }}
        />
      ) : (
        <LogEmpty
          t={t}
          view={view}
          isLoading={isLoading}
          hasProblems={problems.length > 0}
          isWindow={span.kind === 'window'}
          isGone={[...stream.sources.values()].some(({ beginsAt }) => beginsAt !== null)}
          onlyErrors={onlyErrors}
          firstAt={view?.oldestAt == null ? null : view.oldestAt - correctionOf(stream.offsetMs)}
          onAll={() => {
            setOnlyErrors(false);
          }}
          onOlder={() => {
            if (range === 'incident' || range === 'free') setRange('day');
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
        hidesOwn={hidesOwn}
        onHideOwn={setHidesOwn}
        zone={zoneName(timeZone, t.language === 'es' ? 'es-CO' : 'en', now)}
        said={said}
        onEnd={toEnd}
      />
    </>
  );
}
