import type { PlaceFind } from './matcher';
import { toRegExp, toSearchPattern } from './search-pattern';

/** Where a pattern is in a text: beginnings and ends by turns. */
export type Hits = readonly number[];

export const noHits: Hits = [];

/** More are not drawn in one line. */
const mostHits = 100;
/** Texts whose places are remembered. */
const mostKnown = 4000;

/** What is found in the texts of the rows that are drawn. */
export interface Places {
  start(text: string, isRegex: boolean): void;
  of(text: string): Hits;
  /** Looks up what was asked for and is not known yet. */
  more(): void;
}

/** A regular expression of hers may run wild: its places are found where it can be stopped, and are drawn a moment later. */
export function createPlaces(finder: PlaceFind, onFound: () => void): Places {
  const known = new Map<string, Hits>();
  let wanted = new Set<string>();
  let source: string | null = null;
  let isRegex = false;
  let isBusy = false;
  let turn = 0;

  async function look(own: number, texts: readonly string[], pattern: string): Promise<void> {
    isBusy = true;
    const found = await finder.place({ texts, source: pattern });
    if (own !== turn) return;
    isBusy = false;
    if (known.size > mostKnown) known.clear();
    // Too slow for these: the search says so.
    texts.forEach((text, index) => known.set(text, found?.[index] ?? noHits));
    onFound();
  }

  return {
    start: (text, isExpression) => {
      turn += 1;
      known.clear();
      wanted = new Set();
      isBusy = false;
      isRegex = isExpression;
      const pattern = text === '' ? null : toSearchPattern(text, isExpression);
      source = pattern?.kind === 'pattern' ? pattern.source : null;
    },
    of: (text) => {
      if (source === null) return noHits;
      const hits = known.get(text);
      if (hits !== undefined) return hits;
      if (!isRegex) return placesIn(text, toRegExp(source, false));
      wanted.add(text);
      return noHits;
    },
    more: () => {
      if (isBusy || source === null || wanted.size === 0) return;
      const texts = [...wanted];
      wanted = new Set();
      void look(turn, texts, source);
    },
  };
}

export function placesIn(text: string, pattern: RegExp): Hits {
  const hits: number[] = [];
  for (const match of text.matchAll(pattern)) {
    if (match[0] !== '') hits.push(match.index, match.index + match[0].length);
    if (hits.length >= mostHits * 2) break;
  }
  return hits;
}
