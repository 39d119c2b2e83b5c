import type { FindJob } from './find-lines';
import { flag, type Chunk } from './line-store';
import type { LogModel } from './log-model';
import type { SearchState } from './protocol';
import { toSearchPattern } from './search-pattern';

/** Searches pieces somewhere else, so that this thread stays free. */
export interface Find {
  /** Null: it took too long, or was given up. */
  find(job: FindJob): Promise<Uint32Array | null>;
  /** Gives up what is being searched. */
  cancel(): void;
}

export interface Searcher {
  readonly state: SearchState;
  start(text: string, isRegex: boolean): void;
  /** Lines came in behind what was searched. */
  more(): void;
  stop(): void;
}

export const noSearch: SearchState = { text: '', isRegex: false, count: 0, state: 'none', detail: '' };

/** Searches all lines held, the newest first, a piece at a time; then whatever comes in. */
export function createSearcher(model: LogModel, { find, cancel }: Find, onChange: (isDone: boolean) => void): Searcher {
  let state: SearchState = noSearch;
  let turn = 0;
  let searchedTo = 0;
  let isBusy = false;

  function set(part: Partial<SearchState>): void {
    state = { ...state, ...part };
    onChange(state.state !== 'running');
  }

  /** Of one chunk the lines from this one on. */
  async function searchIn(chunk: Chunk, from: number, source: string): Promise<boolean> {
    const own = turn;
    const { count, used } = chunk;
    if (from >= count) return true;
    // A copy: the chunk may grow meanwhile.
    const bytes = chunk.bytes.slice(chunk.starts[from] ?? 0, used);
    const found = await find({ bytes, source, isRegex: state.isRegex });
    if (own !== turn) return false;
    if (found === null) {
      set({ state: 'slow' });
      return false;
    }
    for (const line of found)
      if (from + line < count) chunk.flags[from + line] = (chunk.flags[from + line] ?? 0) | flag.match;
    if (found.length > 0) set({ count: state.count + found.length });
    return true;
  }

  async function searchAll(source: string): Promise<void> {
    const own = turn;
    searchedTo = model.store.nextId;
    const chunks = model.store.chunks.toReversed().values();
    const take = async () => {
      for (const chunk of chunks) if (!(await searchIn(chunk, 0, source))) return;
    };
    // One more than are searched at once, so that none waits for its copy.
    await Promise.all([take(), take(), take()]);
    if (own === turn && state.state === 'running') set({ state: 'done' });
  }

  async function searchNew(source: string): Promise<void> {
    const own = turn;
    isBusy = true;
    for (const chunk of model.store.chunks) {
      const from = searchedTo - chunk.firstId;
      if (from >= chunk.count) continue;
      const end = chunk.firstId + chunk.count;
      if (!(await searchIn(chunk, Math.max(0, from), source))) break;
      searchedTo = end;
    }
    if (own === turn) isBusy = false;
  }

  function stop(): void {
    turn += 1;
    cancel();
    isBusy = false;
    for (const chunk of model.store.chunks)
      for (let index = 0; index < chunk.count; index += 1) chunk.flags[index] = (chunk.flags[index] ?? 0) & ~flag.match;
    state = noSearch;
  }

  return {
    get state() {
      return state;
    },
    start: (text, isRegex) => {
      stop();
      if (text === '') {
        onChange(true);
        return;
      }
      const pattern = toSearchPattern(text, isRegex);
      if (pattern.kind === 'bad') {
        set({ text, isRegex, state: 'bad', detail: pattern.detail });
        return;
      }
      state = { ...noSearch, text, isRegex, state: 'running' };
      void searchAll(pattern.source);
    },
    more: () => {
      if (state.state !== 'done' || isBusy) return;
      const pattern = toSearchPattern(state.text, state.isRegex);
      if (pattern.kind === 'pattern') void searchNew(pattern.source);
    },
    stop,
  };
}
