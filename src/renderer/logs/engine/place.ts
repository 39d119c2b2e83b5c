import type { LogModel } from './log-model';
import type { LogView } from './protocol';

/** What is on the screen: so many rows from this one on, or the last ones. */
interface Sight {
  readonly top: number;
  readonly count: number;
  readonly end: boolean;
}

/** Where she is among the rows, which come, go, unfold and fold again above, below and around her. */
export interface Place {
  readonly sight: Sight;
  /** How many rows came above what is on the screen, since the beginning. */
  readonly carry: number;
  /** `carry`: the one by which `top` was counted. */
  look(wanted: Sight & { readonly carry: number }): void;
  select(id: number | null): void;
  /** Where the chosen row is now; null: none is, or it is no row. */
  selected(): LogView['selected'];
  /** What she reads stays where it is on the screen: counts what came above it since the last time. */
  settle(): void;
  /** Other lines come. `keeps`: the same ones are read again, and she stays where she is as soon as that is there. */
  leave(keeps: boolean): void;
  /** The chosen row, once, where it is there again under another id. */
  regained(): number | null;
}

interface PlaceDeps {
  readonly model: () => LogModel;
  /** While it is, what is older still comes into sight at the very top. */
  readonly isReading: () => boolean;
}

/** What was held when the same lines began to be read again: their ids are others now. */
interface Lost {
  readonly key: number;
  readonly text: string;
  readonly below: number;
  readonly isChosen: boolean;
}

/** The chosen row is held if it is in sight, else the first one that is. */
interface Anchor {
  readonly id: number;
  /** Rows in sight above it. */
  readonly below: number;
}

export function createPlace({ model, isReading }: PlaceDeps): Place {
  let sight: Sight = { top: 0, count: 0, end: true };
  let carry = 0;
  let chosen: number | null = null;
  let anchor: Anchor | null = null;
  let lost: Lost | null = null;
  let regained: number | null = null;

  function selected(): LogView['selected'] {
    if (chosen === null) return null;
    const row = model().rowOf(chosen);
    return model().order.ids[row] === chosen && row < model().order.count ? { id: chosen, row } : null;
  }

  function take(): Anchor | null {
    const { ids, count } = model().order;
    if (sight.end || count === 0 || lost !== null) return null;
    const own = selected();
    if (own !== null && own.row >= sight.top && own.row < sight.top + sight.count)
      return { id: own.id, below: own.row - sight.top };
    if (sight.top <= 0 && isReading()) return null;
    return { id: ids[Math.max(0, Math.min(sight.top, count - 1))] ?? 0, below: 0 };
  }

  /** The very line; once all is read and it is not there, where it would be. */
  function find({ key, text, below, isChosen }: Lost): boolean {
    const { order, reader } = model();
    const first = model().rowAt(key);
    let row = first;
    while (
      row < order.count &&
      model().keyOf(order.ids[row] ?? 0) === key &&
      reader.rawOf(order.ids[row] ?? 0) !== text
    )
      row += 1;
    const id = order.ids[row] ?? 0;
    const isThere = row < order.count && model().keyOf(id) === key;
    if (!isThere && isReading()) return false;
    const top = Math.max(0, (isThere ? row : first) - below);
    carry += top - sight.top;
    sight = { ...sight, top };
    if (isThere && isChosen) chosen = regained = id;
    return true;
  }

  function settle(): void {
    if (lost !== null && (sight.end || find(lost))) lost = null;
    if (anchor !== null && !sight.end) {
      const top = model().rowOf(anchor.id) - anchor.below;
      carry += top - sight.top;
      sight = { ...sight, top };
    }
    anchor = take();
  }

  return {
    get sight() {
      return sight;
    },
    get carry() {
      return carry;
    },
    look: (wanted) => {
      settle();
      sight = { top: wanted.top + carry - wanted.carry, count: wanted.count, end: wanted.end };
      anchor = take();
    },
    select: (id) => {
      settle();
      chosen = id;
      anchor = take();
    },
    selected,
    settle,
    leave: (keeps) => {
      if (keeps && anchor !== null && anchor.id >= 0)
        lost = {
          key: model().keyOf(anchor.id),
          text: model().reader.rawOf(anchor.id),
          below: anchor.below,
          isChosen: anchor.id === chosen,
        };
      else if (!keeps) lost = null;
      anchor = null;
      chosen = null;
    },
    regained: () => {
      const id = regained;
      regained = null;
      return id;
    },
  };
}
