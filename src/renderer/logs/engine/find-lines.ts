import { placesIn, type Hits } from './places';
import { toRegExp } from './search-pattern';

/** One piece of the store that is to be searched: lines without colours that each end in a line feed. */
export interface FindJob {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly source: string;
  readonly isRegex: boolean;
}

/** A few texts of which the places are asked. */
export interface PlaceJob {
  readonly texts: readonly string[];
  /** A regular expression. */
  readonly source: string;
}

export function findPlaces({ texts, source }: PlaceJob): readonly Hits[] {
  const pattern = toRegExp(source, true);
  return texts.map((text) => placesIn(text, pattern));
}

const decoder = new TextDecoder();
/** What may run over the end of a line: such a pattern sees each line alone. */
const mayCross = /\[\^|\\[sSWDnrBPpux0-9]|\\c|\(\?/;

/** Which lines hold the pattern, counted from the first of the piece. */
export function findLines({ bytes, source, isRegex }: FindJob): Uint32Array<ArrayBuffer> {
  const text = decoder.decode(bytes);
  const pattern = toRegExp(source, isRegex);
  return Uint32Array.from(isRegex && mayCross.test(source) ? findEach(text, pattern) : findAll(text, pattern));
}

function findAll(text: string, pattern: RegExp): readonly number[] {
  const found: number[] = [];
  let [line, lineEnd] = [0, text.indexOf('\n')];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    while (lineEnd >= 0 && lineEnd < match.index) {
      line += 1;
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    // Nothing is found behind the last line.
    if (lineEnd < 0) break;
    found.push(line);
    pattern.lastIndex = lineEnd + 1;
  }
  return found;
}

function findEach(text: string, pattern: RegExp): readonly number[] {
  const found: number[] = [];
  let [line, from] = [0, 0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    pattern.lastIndex = 0;
    if (pattern.test(text.slice(from, end))) found.push(line);
    line += 1;
    from = end + 1;
  }
  return found;
}
