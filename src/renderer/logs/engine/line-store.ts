import { logSources, type LogLevel, type LogSource } from '../../../core/logs/types';
import { withColours, type ColouredLine } from './colours';

/** What the store keeps of each line beside its text. */
export interface LineFacts {
  readonly source: LogSource;
  readonly level: LogLevel;
  /** By the server's clock; null where the line bears no date. */
  readonly at: number | null;
  /** Where it stands among lines of other sources: never before the line above it in its own file. */
  readonly key: number;
  /** Where the message begins in the text without colours. */
  readonly bodyFrom: number;
  /** Found further back on the server: what stood around it was not read. */
  readonly isFound: boolean;
  /** A request that we made ourselves. */
  readonly isOwn: boolean;
}

/**
 * Lines without their colours as bytes, each ended by a line feed, with a table of where they begin; the colours beside
 * them, so that a search sees only text. Ids count from the first line ever.
 */
export interface Chunk {
  readonly firstId: number;
  count: number;
  used: number;
  bytes: Uint8Array<ArrayBuffer>;
  starts: Uint32Array;
  colours: Uint8Array<ArrayBuffer>;
  coloursUsed: number;
  /** Where the colours of each line end. */
  colourEnds: Uint32Array;
  ats: Float64Array;
  keys: Float64Array;
  bodies: Uint16Array;
  /** Level and source. */
  kinds: Uint8Array;
  /** See `flag`. */
  flags: Uint8Array;
}

export const flag = { member: 1, head: 2, match: 4, found: 8, own: 16 } as const;

export interface LineStore {
  readonly chunks: Chunk[];
  /** Characters of a line that were left out, where any were. */
  readonly cuts: Map<number, number>;
  firstId: number;
  nextId: number;
  bytes: number;
  /** How many requests of ours are held. */
  own: number;
}

const levels: readonly LogLevel[] = ['error', 'warning', 'info', 'debug', 'none'];

const chunkBytes = 4 * 1024 * 1024;
const chunkLines = 65_536;
/** Of text. The tables beside it take about 26 bytes a line. */
const maxStoreBytes = 240 * 1024 * 1024;
const maxStoreLines = 3_000_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `firstId`: none of an earlier store comes again, or a row chosen there would be another one here. */
export function createLineStore(firstId: number): LineStore {
  return { chunks: [], cuts: new Map(), firstId, nextId: firstId, bytes: 0, own: 0 };
}

/** Adds a line at the end and gives it its id. */
export function addLine(store: LineStore, { text, colours }: ColouredLine, facts: LineFacts): number {
  const line = text.includes('\n') ? text.replaceAll('\n', ' ') : text;
  let chunk = store.chunks.at(-1);
  if (chunk === undefined || chunk.count >= chunkLines || chunk.used + line.length * 3 + 1 > chunkBytes) {
    chunk = createChunk(store.nextId);
    store.chunks.push(chunk);
  }
  makeRoom(chunk, line.length * 3 + 1, colours.length);
  const index = chunk.count;
  const { written } = encoder.encodeInto(line, chunk.bytes.subarray(chunk.used));
  chunk.starts[index] = chunk.used;
  chunk.bytes[chunk.used + written] = 10;
  chunk.used += written + 1;
  if (colours !== '')
    chunk.coloursUsed += encoder.encodeInto(colours, chunk.colours.subarray(chunk.coloursUsed)).written;
  chunk.colourEnds[index] = chunk.coloursUsed;
  chunk.ats[index] = facts.at ?? Number.NaN;
  chunk.keys[index] = facts.key;
  chunk.bodies[index] = Math.min(facts.bodyFrom, 65_535);
  chunk.kinds[index] = levels.indexOf(facts.level) * 8 + logSources.indexOf(facts.source);
  chunk.flags[index] = (facts.isFound ? flag.found : 0) | (facts.isOwn ? flag.own : 0);
  if (facts.isOwn) store.own += 1;
  chunk.count += 1;
  store.bytes += written + 1 + colours.length;
  store.nextId += 1;
  return store.nextId - 1;
}

/** Lets the oldest go until the rest fits. How many lines went. */
export function dropOldest(store: LineStore, bounds = { bytes: maxStoreBytes, lines: maxStoreLines }): number {
  const before = store.firstId;
  while (store.chunks.length > 1 && (store.bytes > bounds.bytes || store.nextId - store.firstId > bounds.lines)) {
    const oldest = store.chunks.shift();
    if (oldest === undefined) break;
    store.bytes -= oldest.used + oldest.coloursUsed;
    store.own -= countFlag(oldest, flag.own);
    store.firstId = oldest.firstId + oldest.count;
  }
  if (store.firstId > before) for (const id of store.cuts.keys()) if (id < store.firstId) store.cuts.delete(id);
  return store.firstId - before;
}

function countFlag(chunk: Chunk, one: number): number {
  let count = 0;
  for (let index = 0; index < chunk.count; index += 1) if (((chunk.flags[index] ?? 0) & one) !== 0) count += 1;
  return count;
}

/** Finds lines; remembers where it was last, for most questions are about neighbours. */
export interface LineReader {
  chunkOf(id: number): Chunk | null;
  keyOf(id: number): number;
  flagsOf(id: number): number;
  setFlag(id: number, one: number): void;
  /** Without colours, and with them as they came. */
  textOf(id: number): string;
  rawOf(id: number): string;
  factsOf(id: number): LineFacts | null;
}

export function createLineReader(store: LineStore): LineReader {
  let last: Chunk | null = null;

  function chunkOf(id: number): Chunk | null {
    if (last !== null && id >= last.firstId && id < last.firstId + last.count && id >= store.firstId) return last;
    if (id < store.firstId || id >= store.nextId) return null;
    let [low, high] = [0, store.chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((store.chunks[middle]?.firstId ?? 0) <= id) low = middle;
      else high = middle - 1;
    }
    last = store.chunks[low] ?? null;
    return last;
  }

  function textOf(id: number): string {
    const chunk = chunkOf(id);
    if (chunk === null) return '';
    const from = chunk.starts[id - chunk.firstId] ?? 0;
    const next = id - chunk.firstId + 1;
    const to = next < chunk.count ? (chunk.starts[next] ?? chunk.used) : chunk.used;
    return decoder.decode(chunk.bytes.subarray(from, to - 1));
  }

  return {
    chunkOf,
    keyOf: (id) => {
      const chunk = chunkOf(id);
      return chunk?.keys[id - chunk.firstId] ?? Number.NEGATIVE_INFINITY;
    },
    flagsOf: (id) => {
      const chunk = chunkOf(id);
      return chunk?.flags[id - chunk.firstId] ?? 0;
    },
    setFlag: (id, one) => {
      const chunk = chunkOf(id);
      if (chunk !== null) chunk.flags[id - chunk.firstId] = (chunk.flags[id - chunk.firstId] ?? 0) | one;
    },
    textOf,
    rawOf: (id) => {
      const chunk = chunkOf(id);
      if (chunk === null) return '';
      const index = id - chunk.firstId;
      const from = index === 0 ? 0 : (chunk.colourEnds[index - 1] ?? 0);
      const to = chunk.colourEnds[index] ?? from;
      const text = textOf(id);
      return from === to ? text : withColours({ text, colours: decoder.decode(chunk.colours.subarray(from, to)) });
    },
    factsOf: (id) => {
      const chunk = chunkOf(id);
      if (chunk === null) return null;
      const index = id - chunk.firstId;
      const kind = chunk.kinds[index] ?? 0;
      const at = chunk.ats[index] ?? Number.NaN;
      return {
        source: logSources[kind & 7] ?? 'api-error',
        level: levels[kind >> 3] ?? 'none',
        at: Number.isNaN(at) ? null : at,
        key: chunk.keys[index] ?? 0,
        bodyFrom: chunk.bodies[index] ?? 0,
        isFound: ((chunk.flags[index] ?? 0) & flag.found) !== 0,
        isOwn: ((chunk.flags[index] ?? 0) & flag.own) !== 0,
      };
    },
  };
}

function createChunk(firstId: number): Chunk {
  const lines = 512;
  return {
    firstId,
    count: 0,
    used: 0,
    bytes: new Uint8Array(64 * 1024),
    starts: new Uint32Array(lines),
    colours: new Uint8Array(0),
    coloursUsed: 0,
    colourEnds: new Uint32Array(lines),
    ats: new Float64Array(lines),
    keys: new Float64Array(lines),
    bodies: new Uint16Array(lines),
    kinds: new Uint8Array(lines),
    flags: new Uint8Array(lines),
  };
}

function makeRoom(chunk: Chunk, bytes: number, colours: number): void {
  if (chunk.coloursUsed + colours > chunk.colours.length)
    chunk.colours = grown(new Uint8Array(Math.max(4096, (chunk.coloursUsed + colours) * 2)), chunk.colours);
  if (chunk.used + bytes > chunk.bytes.length)
    chunk.bytes = grown(
      new Uint8Array(Math.min(chunkBytes, Math.max(chunk.used + bytes, chunk.bytes.length * 2))),
      chunk.bytes,
    );
  if (chunk.count < chunk.starts.length) return;
  const lines = chunk.starts.length * 2;
  chunk.starts = grown(new Uint32Array(lines), chunk.starts);
  chunk.colourEnds = grown(new Uint32Array(lines), chunk.colourEnds);
  chunk.ats = grown(new Float64Array(lines), chunk.ats);
  chunk.keys = grown(new Float64Array(lines), chunk.keys);
  chunk.bodies = grown(new Uint16Array(lines), chunk.bodies);
  chunk.kinds = grown(new Uint8Array(lines), chunk.kinds);
  chunk.flags = grown(new Uint8Array(lines), chunk.flags);
}

function grown<T extends { set(from: T): void }>(larger: T, from: T): T {
  larger.set(from);
  return larger;
}
