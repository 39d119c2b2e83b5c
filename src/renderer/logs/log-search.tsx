import { Button } from '../components/controls';
import { Icon } from '../components/icons';
import type { Words } from '../words';
import type { SearchState } from './engine/protocol';

export interface SearchQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly onlyMatches: boolean;
}

interface LogSearchProps {
  readonly t: Words;
  readonly query: SearchQuery;
  readonly search: SearchState;
  /** Of the current match, from 1; 0: none is current. */
  readonly ordinal: number;
  readonly onQuery: (query: SearchQuery) => void;
  readonly onStep: (to: 'next' | 'previous') => void;
}

/** Text or a regular expression; what is wrong with one is said right here. */
export function LogSearch({ t, query, search, ordinal, onQuery, onStep }: LogSearchProps) {
  const wrong = wrongOf(search, t);
  return (
    <div class="search-box" data-state={search.state}>
      <div class="search">
        <Icon name="search" />
        <input
          class="input"
          type="text"
          id="log-search"
          value={query.text}
          maxLength={200}
          spellcheck={false}
          autocomplete="off"
          aria-label={t.ui('logs.search')}
          placeholder={t.ui('logs.search')}
          aria-invalid={wrong === null ? undefined : 'true'}
          aria-describedby={wrong === null ? 'log-matches' : 'log-wrong'}
          onInput={(event) => {
            onQuery({ ...query, text: event.currentTarget.value });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(event.shiftKey ? 'previous' : 'next');
            else if (event.key === 'Escape' && query.text !== '') onQuery({ ...query, text: '' });
            else if (event.key === 'ArrowDown') document.getElementById('log-lines')?.focus();
            else return;
            event.preventDefault();
          }}
        />
        <span class="trail">
          <span class="caption quiet num" id="log-matches" role="status">
            {countText(query, search, ordinal, t)}
          </span>
          {query.text !== '' && (
            <Button
              kind="plain"
              icon="filter"
              label={t.ui('logs.onlyMatches')}
              isPressed={query.onlyMatches}
              onPress={() => {
                onQuery({ ...query, onlyMatches: !query.onlyMatches });
              }}
            />
          )}
          <button
            type="button"
            class="btn plain mono"
            aria-pressed={query.isRegex}
            aria-label={t.ui('logs.regex')}
            title={t.ui('logs.regex')}
            onClick={() => {
              onQuery({ ...query, isRegex: !query.isRegex });
            }}
          >
            .*
          </button>
        </span>
      </div>
      {wrong !== null && (
        <p class="search-wrong" id="log-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

function wrongOf({ state, detail }: SearchState, t: Words): string | null {
  if (state === 'bad') return t.ui('logs.badPattern', { detail });
  return state === 'slow' ? t.ui('logs.slowPattern') : null;
}

function countText(query: SearchQuery, search: SearchState, ordinal: number, t: Words): string {
  if (query.text === '' || search.text !== query.text || search.state === 'bad') return '';
  if (search.count === 0) return search.state === 'running' ? '' : t.ui('logs.matches.none');
  return ordinal > 0 && ordinal <= search.count
    ? t.ui('logs.match', { at: ordinal, n: search.count })
    : t.ui('logs.matches', { n: search.count });
}
