/** The lines of a file, which may be anybody's: none is read into memory that is longer than asked for. */
import { createReadStream } from 'node:fs';

export interface FileLine {
  readonly number: number;
  /** Null: it is longer. Nothing behind it is read. */
  readonly text: string | null;
}

const lineEnd = 0x0a;

/** In parts, as they come from the disk. */
export async function* readBoundedLines(path: string, longestBytes: number): AsyncGenerator<readonly FileLine[]> {
  let pieces: Buffer[] = [];
  let pendingBytes = 0;
  let number = 0;
  const finish = (): FileLine => {
    const isTooLong = pendingBytes > longestBytes;
    const text = isTooLong ? null : Buffer.concat(pieces).toString('utf8');
    pieces = [];
    pendingBytes = 0;
    number += 1;
    return { number, text: number === 1 ? (text?.replace(/^\uFEFF/, '') ?? null) : text };
  };
  const add = (piece: Buffer): void => {
    pieces.push(piece);
    pendingBytes += piece.length;
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const lines: FileLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      add(chunk.subarray(from, end));
      lines.push(finish());
      from = end + 1;
    }
    add(chunk.subarray(from));
    if (pendingBytes > longestBytes) lines.push(finish());
    const tooLong = lines.findIndex(({ text }) => text === null);
    yield tooLong < 0 ? lines : lines.slice(0, tooLong + 1);
    if (tooLong >= 0) return;
  }
  if (pendingBytes > 0) yield [finish()];
}
