/**
 * One line of a server's log as harmless text. Logs are written by strangers: only colours (SGR) are honoured, every other
 * control, invisible or direction-changing character is spelled out, and nothing here ever becomes markup.
 */

export type SgrColor = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';

export interface LogSpan {
  readonly text: string;
  readonly color: SgrColor | null;
  readonly bold: boolean;
  readonly dim: boolean;
  /** The search found it. */
  readonly isHit: boolean;
}

/** Characters of one line that are kept; the rest is counted. */
export const maxLineLength = 16_000;

const colors: readonly SgrColor[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
type Style = Pick<LogSpan, 'color' | 'bold' | 'dim'>;
const plain: Style = { color: null, bold: false, dim: false };

// Only complete colour sequences; anything else that starts with ESC is shown, not obeyed.
// eslint-disable-next-line no-control-regex -- the control character is what is looked for
const sgrPattern = /(?:\u001b\[|\u009b)([0-9;:]{0,64})m/g;

// C0 but tab, DEL and C1, soft hyphen, Arabic letter mark, zero width, line separators, bidi marks, embeddings and isolates,
// invisible operators, variation selectors as used for smuggling, BOM, interlinear marks, tags, lone surrogates.
const unsafePattern =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- the very characters that must not pass
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu;

/** Every character that would act instead of being read becomes `\x1b` or `\u202e`. */
export function showControls(text: string): string {
  return text.replace(unsafePattern, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
    if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
    return `\\u{${code.toString(16)}}`;
  });
}

/** Whether anything in it is spelled out, colours aside. */
export function holdsControls(raw: string): boolean {
  return raw.replace(sgrPattern, '').search(unsafePattern) >= 0;
}

interface Piece {
  /** Beginnings and ends by turns, where the search found something. */
  readonly hits?: readonly number[];
  /** Only this part is drawn. */
  readonly from?: number;
  readonly to?: number;
}

/** Splits a capped line into coloured spans. All places count in the line without its colours, as it came. */
export function toSpans(kept: string, { hits = [], from = 0, to = Infinity }: Piece = {}): readonly LogSpan[] {
  const spans: LogSpan[] = [];
  let style = plain;
  let [raw, at] = [0, 0];
  const take = (end: number) => {
    const text = kept.slice(raw, end);
    pushPiece(spans, text, at, { hits, from, to }, style);
    at += text.length;
  };
  for (const match of kept.matchAll(sgrPattern)) {
    take(match.index);
    if (at >= to) return spans;
    style = applySgr(style, match[1] ?? '');
    raw = match.index + match[0].length;
  }
  take(kept.length);
  return spans;
}

/** The line without colours, as it is searched and copied. */
export function toPlainText(kept: string): string {
  return toSpans(kept)
    .map((span) => span.text)
    .join('');
}

/** The beginning of a line that may be megabytes long, and how many characters were left out. */
export function capLine(raw: string): { readonly kept: string; readonly cut: number } {
  if (raw.length <= maxLineLength) return { kept: raw, cut: 0 };
  // Not in the middle of a pair.
  const last = raw.charCodeAt(maxLineLength - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? maxLineLength - 1 : maxLineLength;
  return { kept: raw.slice(0, end), cut: raw.length - end };
}

/** `at`: where the text begins in its line. Cut where something that was found begins or ends. */
function pushPiece(spans: LogSpan[], text: string, at: number, piece: Required<Piece>, style: Style): void {
  const last = Math.min(text.length, piece.to - at);
  const inside = piece.hits.map((place) => place - at).filter((place) => place > 0 && place < last);
  let begin = Math.max(0, piece.from - at);
  for (const end of [...inside, last]) {
    if (end <= begin) continue;
    // Inside where one more has begun than has ended.
    const isHit = piece.hits.filter((place) => place <= at + begin).length % 2 === 1;
    spans.push({ ...style, isHit, text: showControls(text.slice(begin, end)) });
    begin = end;
  }
}

function applySgr(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  let next = style;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const extended = readExtended(codes, i + 1);
      if (code === 38) next = { ...next, color: extended.color };
      i += extended.used;
    } else {
      next = applyCode(next, code);
    }
  }
  return next;
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return plain;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code >= 30 && code <= 37) return { ...style, color: colors[code - 30] ?? null };
  if (code === 39) return { ...style, color: null };
  if (code >= 90 && code <= 97) return { ...style, color: colors[code - 90] ?? null };
  // Backgrounds, blinking and the rest would cost contrast and say nothing.
  return style;
}

/** `38;5;N` and `38;2;R;G;B`, reduced to the eight names so that every colour keeps its contrast in both themes. */
function readExtended(
  codes: readonly number[],
  at: number,
): { readonly color: SgrColor | null; readonly used: number } {
  if (codes[at] === 5) return { color: fromPalette(codes[at + 1] ?? 0), used: 2 };
  if (codes[at] === 2) return { color: fromRgb(codes[at + 1] ?? 0, codes[at + 2] ?? 0, codes[at + 3] ?? 0), used: 4 };
  return { color: null, used: 0 };
}

function fromPalette(index: number): SgrColor | null {
  if (index < 16) return colors[index % 8] ?? null;
  if (index >= 232) return null;
  const cube = index - 16;
  return fromRgb(Math.floor(cube / 36) * 51, (Math.floor(cube / 6) % 6) * 51, (cube % 6) * 51);
}

function fromRgb(red: number, green: number, blue: number): SgrColor | null {
  const highest = Math.max(red, green, blue);
  const lowest = Math.min(red, green, blue);
  if (highest - lowest < 48) return null;
  const half = (highest + lowest) / 2;
  return colors[(red > half ? 1 : 0) + (green > half ? 2 : 0) + (blue > half ? 4 : 0)] ?? null;
}
