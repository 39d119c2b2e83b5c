/**
 * A regular expression as the window reads it (JavaScript's) in the words of `grep -E`. What both know stays; `\d`, `(?:` and
 * escapes are rewritten; what grep has nothing like is refused, for it would find nothing and say so.
 */
import { err, ok, type Result } from '../result';
import { bothCases } from './grep-pattern';

interface Reading {
  readonly text: string;
  readonly ignoreCase: boolean;
  at: number;
}

const classes: Readonly<Record<string, { readonly outside: string; readonly inside: string | null }>> = {
  d: { outside: '[0-9]', inside: '0-9' },
  D: { outside: '[^0-9]', inside: null },
  w: { outside: '[A-Za-z0-9_]', inside: 'A-Za-z0-9_' },
  W: { outside: '[^A-Za-z0-9_]', inside: null },
  s: { outside: '[[:space:]]', inside: '[:space:]' },
  S: { outside: '[^[:space:]]', inside: null },
};
const same = new Set(['b', 'B']);
const control: Readonly<Record<string, string>> = { t: '\t', r: '\r', f: '\f', v: '\v' };
/** A greater number of repetitions takes grep minutes and gigabytes. */
const mostRepetitions = 255;

export function toExtendedRegex(text: string, options: { readonly ignoreCase: boolean }): Result<string, string> {
  try {
    // Whether it is one at all.
    new RegExp(text);
  } catch (error) {
    return err(error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : 'syntax');
  }
  const reading: Reading = { text, ignoreCase: options.ignoreCase, at: 0 };
  let pattern = '';
  while (reading.at < text.length) {
    const piece = readPiece(reading);
    if (!piece.ok) return piece;
    pattern += piece.value;
  }
  return ok(pattern);
}

function readPiece(reading: Reading): Result<string, string> {
  const rest = reading.text.slice(reading.at);
  const take = (length: number, value: string): Result<string, string> => {
    reading.at += length;
    return ok(value);
  };
  if (rest.startsWith('\\')) return readEscape(reading, rest);
  if (rest.startsWith('[')) return readSet(reading, rest);
  if (rest.startsWith('(?')) {
    const group = /^\(\?(?::|<[A-Za-z_$][\w$]*>)/.exec(rest)?.[0];
    return group === undefined ? err(rest.slice(0, 3)) : take(group.length, '(');
  }
  if (rest.startsWith('{')) {
    const count = /^\{(\d+)(?:,(\d*))?\}/.exec(rest);
    if (count === null) return take(1, '\\{');
    if (Number(count[1]) > mostRepetitions || Number(count[2] ?? 0) > mostRepetitions) return err(count[0]);
    return take(count[0].length + (rest[count[0].length] === '?' ? 1 : 0), count[0]);
  }
  const [letter = ''] = rest;
  if (letter === '}' || letter === ']') return take(1, `\\${letter}`);
  // A lazy repetition finds the same lines.
  if (/^[*+?]\?/.test(rest)) return take(2, letter);
  return take(letter.length, /^[\0-\x7f]$/.test(letter) ? letter : plain(letter, reading));
}

function readEscape(reading: Reading, rest: string): Result<string, string> {
  const escaped = /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|c[A-Za-z]|([\s\S]))/.exec(rest);
  if (escaped === null) return err('\\');
  const [whole, two, four, letter] = escaped;
  reading.at += whole.length;
  const code = two ?? four;
  if (code !== undefined) return ok(plain(String.fromCharCode(parseInt(code, 16)), reading));
  if (letter === undefined || /^[pPkKn0-9]$/.test(letter)) return err(whole);
  const known = classes[letter];
  if (known !== undefined) return ok(known.outside);
  if (same.has(letter)) return ok(whole);
  return ok(plain(control[letter] ?? letter, reading));
}

/** A set of characters: what is special in it stands where grep takes it literally. */
function readSet(reading: Reading, rest: string): Result<string, string> {
  const set = /^\[(\^?)((?:\\[\s\S]|[^\]\\])*)\]/.exec(rest);
  if (set === null) return err('[');
  const [whole, negation = '', body = ''] = set;
  reading.at += whole.length;
  const parts = { ranges: '', bracket: false, open: false, caret: false, dash: false, others: [] as string[] };
  const members = body.match(/\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[\s\S]|[\s\S]/g) ?? [];
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index] ?? '';
    const known = member.startsWith('\\') ? classes[member.slice(1)] : undefined;
    if (known !== undefined) {
      if (known.inside === null) return err(member);
      parts.ranges += known.inside;
      continue;
    }
    const letter = memberLetter(member);
    if (letter === null) return err(member);
    const end = members[index + 1] === '-' ? memberLetter(members[index + 2] ?? '') : null;
    if (end !== null && end !== '') {
      if (!/^[A-Za-z0-9]{2}$/.test(letter + end)) return err(`${member}-${end}`);
      parts.ranges += `${letter}-${end}`;
      index += 2;
    } else if (letter === ']') parts.bracket = true;
    else if (letter === '[') parts.open = true;
    else if (letter === '^') parts.caret = true;
    else if (letter === '-') parts.dash = true;
    else if (/^[\0-\x7f]$/.test(letter)) parts.ranges += letter;
    else parts.others.push(letter);
  }
  return ok(writeSet(negation, parts, reading));
}

function writeSet(
  negation: string,
  parts: { ranges: string; bracket: boolean; open: boolean; caret: boolean; dash: boolean; others: string[] },
  reading: Reading,
): string {
  // Bytes of letters outside ASCII would be members each for itself; in a negated set that leaves out a little too much.
  const bytes = negation === '^' ? parts.others.join('') : '';
  const inner = `${parts.bracket ? ']' : ''}${parts.ranges}${bytes}${parts.open ? '[' : ''}${parts.caret ? '^' : ''}${parts.dash ? '-' : ''}`;
  // A caret alone is written as what it is; `[^]` takes everything.
  const ascii =
    inner === '' ? (negation === '^' ? '.' : '') : inner === '^' && negation === '' ? '\\^' : `[${negation}${inner}]`;
  if (negation === '^' || parts.others.length === 0) return ascii === '' ? '[^[:cntrl:][:print:]]' : ascii;
  const others = parts.others.map((letter) => plain(letter, reading)).join('|');
  return ascii === '' ? `(${others})` : `(${ascii}|${others})`;
}

function memberLetter(member: string): string | null {
  if (!member.startsWith('\\')) return member;
  const code = /^\\[ux]([0-9A-Fa-f]+)$/.exec(member)?.[1];
  if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
  const letter = member.slice(1);
  if (letter === 'b') return '\b';
  return /[A-Za-z0-9]/.test(letter) && control[letter] === undefined ? null : (control[letter] ?? letter);
}

function plain(letter: string, reading: Reading): string {
  if (reading.ignoreCase || /^[\0-\x7f]$/.test(letter)) return bothCases(letter);
  return `(${letter})`;
}
