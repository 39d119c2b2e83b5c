import { err, ok, type Result } from '../result';
import { toExtendedRegex } from './extended-regex';

/** What grep is given: bytes in the locale C, so that a log may hold anything. */
export interface GrepPattern {
  readonly pattern: string;
  readonly isFixed: boolean;
  /** ASCII alone; other letters are in the pattern in both cases. */
  readonly ignoreCase: boolean;
}

export interface WantedText {
  readonly text: string;
  readonly isRegex: boolean;
  readonly caseSensitive: boolean;
}

/** Letters that are one and the same to whoever looks for a word: in Spanish, and in the names of our neighbours. */
const variants: readonly string[] = ['aáàâãä', 'eéèêë', 'iíìîï', 'oóòôõö', 'uúùûü', 'nñ', 'cç', 'yýÿ'];
const special = /[.[\]{}()*+?^$|\\]/;

/**
 * A text as grep finds it; whatever its case and its accents, unless told otherwise, as the window does with the lines that
 * it has. The error says in one word what grep has nothing like.
 */
export function toGrepPattern(wanted: WantedText): Result<GrepPattern, string> {
  const text = oneLine(wanted.text);
  const ignoreCase = !wanted.caseSensitive;
  if (wanted.isRegex) {
    const translated = toExtendedRegex(text, { ignoreCase });
    return translated.ok ? ok({ pattern: translated.value, isFixed: false, ignoreCase }) : err(translated.error);
  }
  if (wanted.caseSensitive) return ok({ pattern: text, isFixed: true, ignoreCase: false });
  const folded = Array.from(text, anyVariant).join('');
  return ok({ pattern: folded, isFixed: false, ignoreCase: true });
}

/** `a` → `(a|á|Á|…)`: in the locale C a letter with an accent is two bytes, which only an alternative can hold. */
function anyVariant(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const row = variants.find((letters) => letters.startsWith(base) && base !== '');
  if (row !== undefined) {
    const accented = Array.from(row.slice(1)).flatMap((one) => [...new Set([one, one.toUpperCase()])]);
    const own = letter === base || accented.includes(letter) || /^[\0-\x7f]$/.test(letter) ? [] : [letter];
    return `(${[base, ...accented, ...own].join('|')})`;
  }
  return bothCases(letter);
}

/** One character, ready for a pattern; outside ASCII in both cases. */
export function bothCases(letter: string): string {
  if (special.test(letter)) return `\\${letter}`;
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  return /^[\0-\x7f]*$/.test(letter) ? letter : lower === upper ? `(${letter})` : `(${lower}|${upper})`;
}

/** A line feed would be two patterns, and a log has none within a line. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}
