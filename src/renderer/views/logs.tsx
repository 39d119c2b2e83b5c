import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import type { LogSourceId } from '../../shared/ipc';
import { Button, CopyButton } from '../components/controls';
import { Icon } from '../components/icons';
import { LogFoot, LogReading, WholeLine } from '../components/log-parts';
import { filterLines } from '../logs/log-buffer';
import { LogList } from '../logs/log-list';
import { useLogStream } from '../logs/use-log-stream';
import type { LogStream } from '../logs/use-log-stream';
import type { ViewProps } from './view-props';

const sources: readonly LogSourceId[] = ['api-error', 'api-access', 'api-monitor', 'dashboard', 'nginx-error'];

interface LogsProps extends ViewProps {
  readonly server: ServerSnapshot;
}

/** The last lines of one source and what follows. Everything shown is text. */
export function LogsView({ store, t, server }: LogsProps) {
  const source = store.logSource.value;
  const stream = useLogStream(store, server.id, source);
  const [search, setSearch] = useState('');
  const [onlyErrors, setOnlyErrors] = useState(false);
  const [current, setCurrent] = useState<number | null>(null);
  // Number of the next line when she stopped following; null: following.
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const shown = useMemo(
    () => filterLines(stream.buffer.lines, search, onlyErrors),
    [stream.buffer, search, onlyErrors],
  );
  const setFollowing = (isFollowing: boolean) => {
    setPausedAt(isFollowing ? null : stream.buffer.next);
  };
  useShortcuts(pausedAt === null, setFollowing);
  useEffect(() => {
    setCurrent(null);
    setPausedAt(null);
  }, [source, server.id]);
  const line = current === null ? undefined : shown.find((one) => one.number === current);
  return (
    <>
      <div class="bar-top">
        <h1 class="hidden">{t.ui('logs.title')}</h1>
        <Sources store={store} t={t} source={source} />
        <span class="end">
          <Button
            icon="follow"
            isPressed={pausedAt === null}
            onPress={() => {
              setFollowing(pausedAt !== null);
            }}
          >
            {t.ui('logs.follow')}
          </Button>
          <CopyButton
            store={store}
            t={t}
            text={shown
              .slice(-2000)
              .map((one) => one.plain)
              .join('\n')
              .slice(-100_000)}
            kind="normal"
            label={t.ui('logs.copyAll')}
          />
        </span>
        <div class="filters">
          <Search t={t} search={search} onSearch={setSearch} />
          <div class="seg" role="group" aria-label={t.ui('logs.level')}>
            {[true, false].map((isErrors) => (
              <button
                type="button"
                key={String(isErrors)}
                aria-pressed={onlyErrors === isErrors}
                onClick={() => {
                  setOnlyErrors(isErrors);
                }}
              >
                {t.ui(isErrors ? 'logs.level.errors' : 'logs.level.all')}
              </button>
            ))}
          </div>
        </div>
      </div>
      <LogReading t={t} server={server} stream={stream} />
      {shown.length > 0 ? (
        <LogList
          t={t}
          lines={shown}
          search={search}
          isFollowing={pausedAt === null}
          current={current}
          onCurrent={setCurrent}
          onFollowing={setFollowing}
        />
      ) : (
        <p class="loglist quiet empty-list">{emptyText(stream, t)}</p>
      )}
      <div>
        {line !== undefined && (
          <WholeLine
            store={store}
            t={t}
            line={line}
            search={search}
            onClose={() => {
              setCurrent(null);
            }}
          />
        )}
        <LogFoot t={t} buffer={stream.buffer} shown={shown.length} pausedAt={pausedAt} onEnd={setFollowing} />
      </div>
    </>
  );
}

function Sources({ store, t, source }: ViewProps & { readonly source: LogSourceId }) {
  return (
    <div class="chips" role="group" aria-label={t.ui('logs.sources')}>
      {sources.map((one) => (
        <Button
          key={one}
          isPressed={one === source}
          onPress={() => {
            store.logSource.value = one;
          }}
        >
          {t.text(`logs.source.${one}`)}
        </Button>
      ))}
    </div>
  );
}

function Search({
  t,
  search,
  onSearch,
}: {
  readonly t: ViewProps['t'];
  readonly search: string;
  readonly onSearch: (text: string) => void;
}) {
  return (
    <div class="search">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        id="log-search"
        value={search}
        maxLength={200}
        aria-label={t.ui('logs.search')}
        placeholder={t.ui('logs.search')}
        onInput={(event) => {
          onSearch(event.currentTarget.value);
        }}
      />
    </div>
  );
}

function emptyText(stream: LogStream, t: ViewProps['t']): string {
  if (stream.buffer.lines.length > 0) return t.ui('logs.noMatch');
  return stream.state.kind === 'open' || (stream.state.kind === 'ended' && stream.state.error === null)
    ? t.ui('logs.empty')
    : '';
}

/** Ctrl/⌘ F searches; F alone pauses or follows, as long as she is not typing. */
function useShortcuts(isFollowing: boolean, setFollowing: (isFollowing: boolean) => void): void {
  const latest = useRef({ isFollowing, setFollowing });
  latest.current = { isFollowing, setFollowing };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || event.altKey || event.shiftKey) return;
      const isTyping = event.target instanceof HTMLInputElement;
      if (event.ctrlKey || event.metaKey) document.getElementById('log-search')?.focus();
      else if (isTyping) return;
      else latest.current.setFollowing(!latest.current.isFollowing);
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
