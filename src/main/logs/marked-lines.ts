import { StringDecoder } from 'node:string_decoder';
import { parseLogMark, type LogMark } from '../../core/services';

/** Longer than any sane line; the rest of such a line is dropped and marked. */
export const lineLimit = 16_384;
/** More than a mark has. */
const markLength = 400;

export interface MarkedLines {
  push(chunk: Buffer): void;
  end(): void;
}

/**
 * Bytes to lines and marks: UTF-8 across chunk borders, invalid bytes become U+FFFD, overlong lines are cut. What comes
 * before the first mark is a login shell's noise. A mark may stand behind half a line, which goes on after it.
 */
export function createMarkedLines(
  nonce: string,
  handlers: { readonly onLine: (line: string) => void; readonly onMark: (mark: LogMark) => void },
): MarkedLines {
  const decoder = new StringDecoder('utf8');
  const sign = `${nonce} `;
  let hasBegun = false;
  let rest = '';
  /** The line in `rest` is already shown, as far as it fits. */
  let isCut = false;

  function take(text: string): void {
    let from = 0;
    rest += text;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      const line = rest.slice(from, end);
      from = end + 1;
      const half = takeMark(line);
      if (half === null) emit(line);
      else if (half !== '') {
        rest = half + rest.slice(from);
        from = 0;
      }
    }
    rest = rest.slice(from);
    if (rest.length <= lineLimit + markLength) return;
    if (!isCut) show(`${rest.slice(0, lineLimit)}…`);
    isCut = true;
    // A mark may have begun in it.
    rest = rest.slice(-markLength);
  }

  /** What stands before a mark; null: there is none. */
  function takeMark(line: string): string | null {
    const at = line.indexOf(sign);
    if (at < 0) return null;
    const mark = parseLogMark(line.slice(at + sign.length));
    if (mark === null) return null;
    const half = hasBegun ? line.slice(0, at) : '';
    hasBegun = true;
    handlers.onMark(mark);
    return half;
  }

  function emit(line: string): void {
    if (isCut) isCut = false;
    else
      show(line.length > lineLimit ? `${line.slice(0, lineLimit)}…` : line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  function show(line: string): void {
    if (hasBegun) handlers.onLine(line);
  }

  return {
    push: (chunk) => {
      take(decoder.write(chunk));
    },
    end: () => {
      take(decoder.end());
      if (rest !== '' && !isCut) emit(rest);
      rest = '';
    },
  };
}
