import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LineRow, LogRow, LogView, StepTo } from './engine/protocol';
import type { LogWorker } from './use-log-worker';

/** The row that she chose, by its id: whatever comes, goes or unfolds around it, it stays the one that she saw chosen. */
export interface ChosenRow {
  readonly id: number | null;
  /** Where it is now; null: none is chosen, or it is not among the rows. */
  readonly row: number | null;
  /** Counts up when it is to come into sight. */
  readonly reveal: number;
  /** The line whose panel is open. */
  readonly panel: LineRow | null;
  choose(row: LogRow): void;
  clear(): void;
  openPanel(row: LineRow | null): void;
  /** Elsewhere: the worker knows where. What she chooses before it answers counts more. */
  step(to: Exclude<StepTo, 'search' | 'row'>): void;
  stepToRow(row: number): void;
  /** To the first match, as soon as it is known. */
  search(text: string, isRegex: boolean): void;
}

export function useChosenRow(
  { view, go, post }: LogWorker,
  onGone: (to: { readonly step: StepTo; readonly ordinal: number }) => void,
): ChosenRow {
  const [id, setId] = useState<number | null>(null);
  const [reveal, setReveal] = useState(0);
  const [panel, setPanel] = useState<LineRow | null>(null);
  const choice = useRef(0);
  const open = panel === null || panel.id !== id ? null : (newest(view, panel) ?? panel);

  function show(next: number | null): void {
    setId(next);
    setReveal((count) => count + 1);
  }

  function ask(): number {
    choice.current += 1;
    return choice.current;
  }

  useLayoutEffect(() => {
    if (go === null || go.id === null || go.choice !== choice.current) return;
    show(go.id);
    setPanel(null);
    onGone({ step: go.to, ordinal: go.ordinal });
  }, [go]);

  return {
    id,
    row: rowOf(view, id),
    reveal,
    panel: open,
    choose: (row) => {
      show(row.id);
      post({ kind: 'select', id: row.id, choice: ask() });
    },
    clear: () => {
      setId(null);
      setPanel(null);
      post({ kind: 'select', id: null, choice: ask() });
    },
    openPanel: setPanel,
    step: (to) => {
      post({ kind: 'step', to, choice: ask() });
    },
    stepToRow: (row) => {
      post({ kind: 'step', to: 'row', row, choice: ask() });
    },
    search: (text, isRegex) => {
      post({ kind: 'search', text, isRegex, choice: ask() });
    },
  };
}

/** By what is drawn, else by what the worker says of the rows out of sight. */
function rowOf(view: LogView | null, id: number | null): number | null {
  if (view === null || id === null) return null;
  const index = view.rows.findIndex((row) => row.id === id);
  if (index >= 0) return view.from + index;
  return view.selected?.id === id ? view.selected.row : null;
}

function newest(view: LogView | null, row: LineRow): LineRow | undefined {
  return view?.rows.find((one) => one.kind === 'line' && one.id === row.id) as LineRow | undefined;
}
