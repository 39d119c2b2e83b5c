import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeLogFailure } from '../../shared/describe-log';
import { Button, Sentence } from '../components/controls';
import type { Words } from '../words';
import type { SearchState } from './engine/protocol';
import { correctionOf } from './log-clock';
import type { BackSearch, BackSearching } from './use-back-search';
import type { LogStream } from './use-log-stream';

/** Each thing that is wrong once, with the logs of which it is true: a lost connection fails all of them alike. */
export function problemsOf(stream: LogStream, server: ServerSnapshot, t: Words): readonly string[] {
  const named = new Map<string, string[]>();
  const texts = new Set<string>(stream.hasFailed ? [t.ui('logs.failed')] : []);
  for (const [source, { error }] of stream.sources) {
    if (error === null) continue;
    const text = describeLogFailure(error, source, server, t);
    texts.add(text);
    if (error.kind === 'file-missing' || error.kind === 'permission')
      named.set(text, [...(named.get(text) ?? []), t.ui(`logs.chip.${source}`)]);
  }
  return [...texts].map((problem) => {
    const sources = named.get(problem);
    return sources === undefined ? problem : t.ui('logs.problem', { sources, problem });
  });
}

interface LogStatusProps {
  readonly t: Words;
  readonly problems: readonly string[];
  readonly isSlow: boolean;
  /** Null: it would change nothing. */
  readonly onRetry: (() => void) | null;
}

/** What is being read or cannot be; nothing where all is well. */
export function LogStatus({ t, problems, isSlow, onRetry }: LogStatusProps) {
  if (problems.length === 0)
    return (
      <div class="seek" role="status">
        {isSlow && <span>{t.ui('logs.loading')}</span>}
      </div>
    );
  return (
    <div class="seek" role="status">
      <span class="problems">
        {problems.map((problem) => (
          <span key={problem}>
            <Sentence text={problem} />
          </span>
        ))}
      </span>
      {onRetry !== null && (
        <span class="end">
          <Button kind="plain" onPress={onRetry}>
            {t.ui('logs.retry')}
          </Button>
        </span>
      )}
    </div>
  );
}

interface SearchStatusProps {
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly local: SearchState;
  readonly back: BackSearching;
  readonly offsetMs: number;
  readonly onStart: () => void;
}

/** The search, here and on the server: how far it is, and how to go on or stop. */
export function SearchStatus({ t, server, local, back, offsetMs, onStart }: SearchStatusProps) {
  const { search } = back;
  const bytesTotal = search.bytesTotal ?? 0;
  const isFull = bytesTotal > 0;
  const percent = isFull ? Math.min(100, (search.bytesRead / bytesTotal) * 100) : 0;
  const isAsked = search.state !== 'none';
  const reached = search.reachedAt === null ? null : search.reachedAt - correctionOf(offsetMs);
  return (
    <div class="seek" role="status">
      <span>{searchText(search, local.count, t)}</span>
      {search.error !== null && (
        <span>
          <Sentence text={describeLogFailure(search.error, search.failedSource ?? 'api-error', server, t)} />
        </span>
      )}
      {isAsked && search.state !== 'finished' && reached !== null && (
        <span class="strong">{t.ui('logs.back.reached', { at: reached })}</span>
      )}
      {search.state === 'running' && isFull && (
        <div
          class="bar"
          role="progressbar"
          aria-label={t.ui('logs.searchBar')}
          aria-valuenow={Math.round(percent)}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <i style={{ width: `${String(percent)}%` }} />
        </div>
      )}
      {isAsked && search.bytesRead > 0 && (
        <span>
          {isFull && search.state !== 'finished'
            ? t.ui('logs.bytes', { read: search.bytesRead, total: bytesTotal })
            : t.ui('logs.bytes.read', { read: search.bytesRead })}
        </span>
      )}
      {search.unreadFiles > 0 && <span>{t.ui('logs.unread', { n: search.unreadFiles })}</span>}
      <span class="end">
        <SearchButton t={t} back={back} onStart={onStart} />
      </span>
    </div>
  );
}

function SearchButton({ t, back, onStart }: Pick<SearchStatusProps, 't' | 'back' | 'onStart'>) {
  switch (back.search.state) {
    case 'running':
      return (
        <Button kind="plain" onPress={back.stop}>
          {t.ui('logs.searchStop')}
        </Button>
      );
    case 'limit':
      return (
        <Button kind="plain" onPress={back.goOn}>
          {t.ui('logs.searchMore')}
        </Button>
      );
    case 'finished':
      return null;
    default:
      return (
        <Button kind="plain" onPress={onStart}>
          {t.ui('logs.searchBack')}
        </Button>
      );
  }
}

function searchText({ state }: BackSearch, count: number, t: Words): string {
  const matches = count === 0 ? t.ui('logs.matches.none') : t.ui('logs.matches', { n: count });
  return state === 'none' ? t.ui('logs.loadedOnly', { matches }) : t.ui(`logs.back.${state}`, { matches });
}
