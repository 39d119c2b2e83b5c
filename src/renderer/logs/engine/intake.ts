import { parseLogLine } from '../../../core/logs/parse-line';
import type { LogLevel, LogSource } from '../../../core/logs/types';
import { capLine } from '../log-text';
import { splitColours } from './colours';
import { addLine, flag, type LineReader, type LineStore } from './line-store';
import type { Tracebacks } from './tracebacks';

/** Reads lines as they come in and keeps them. */
export interface Intake {
  /** In file order, of one source. Answers their ids. */
  add(source: LogSource, raw: readonly string[]): readonly number[];
  /** Found further back, with their moments. */
  addFound(source: LogSource, raw: readonly string[], ats: readonly (number | null)[]): readonly number[];
  setZone(utcOffsetMinutes: number): void;
  /** From now on lines without any date are those of this moment. */
  setLive(source: LogSource): void;
  /** The first dated line of a source that was read in one piece, not found. */
  firstAt(source: LogSource): number | null;
}

interface Place {
  readonly key: number;
  readonly level: LogLevel;
  readonly firstAt: number | null;
  readonly isLive: boolean;
}

const nowhere: Place = { key: Number.NEGATIVE_INFINITY, level: 'none', firstAt: null, isLive: false };
/** A stamp further ahead than this is not believed: it would hold back all lines behind it. */
const mostAheadMs = 86_400_000;

/** `serverNow`: the server's clock. */
export function createIntake(
  store: LineStore,
  reader: LineReader,
  tracebacks: Tracebacks,
  serverNow: () => number,
): Intake {
  const places = new Map<LogSource, Place>();
  let utcOffsetMinutes = 0;

  function read(source: LogSource, raw: string) {
    const { kept, cut } = capLine(raw);
    const line = splitColours(kept);
    return { line, cut, parsed: parseLogLine(source, line.text, { utcOffsetMinutes }) };
  }

  function keep({ line, cut }: ReturnType<typeof read>, facts: Parameters<typeof addLine>[2]): number {
    const id = addLine(store, line, facts);
    if (cut > 0) store.cuts.set(id, cut);
    return id;
  }

  return {
    add: (source, raw) => {
      let place = places.get(source) ?? nowhere;
      const now = serverNow();
      const ids: number[] = [];
      const lines = raw.map((one) => {
        const own = read(source, one);
        const { parsed } = own;
        const isDated = parsed.at !== null && parsed.at < now + mostAheadMs;
        // Without any date in its file it is as old as its coming.
        const moment = isDated ? parsed.at : place.isLive && place.firstAt === null ? now : null;
        const level = parsed.continues && parsed.level !== 'error' ? place.level : parsed.level;
        place = {
          key: moment === null ? place.key : Math.max(place.key, moment),
          level,
          firstAt: place.firstAt ?? (isDated ? parsed.at : null),
          isLive: place.isLive,
        };
        const { at, bodyFrom, isOwn } = parsed;
        ids.push(keep(own, { source, level, at, key: place.key, bodyFrom, isFound: false, isOwn }));
        return { ...parsed, text: own.line.text };
      });
      places.set(source, place);
      for (const { id, lines: count } of tracebacks.add(source, lines, ids))
        markMembers(reader, source, id, count, store.nextId);
      return ids;
    },
    addFound: (source, raw, ats) =>
      raw.map((one, index) => {
        const own = read(source, one);
        const { at, bodyFrom, level, isOwn } = own.parsed;
        const key = ats[index] ?? at ?? Number.NEGATIVE_INFINITY;
        return keep(own, { source, level, at: at ?? ats[index] ?? null, key, bodyFrom, isFound: true, isOwn });
      }),
    setZone: (minutes) => {
      utcOffsetMinutes = minutes;
    },
    setLive: (source) => {
      places.set(source, { ...(places.get(source) ?? nowhere), isLive: true });
    },
    firstAt: (source) => places.get(source)?.firstAt ?? null,
  };
}

function markMembers(reader: LineReader, source: LogSource, head: number, count: number, end: number): void {
  reader.setFlag(head, flag.head);
  for (const id of membersOf(reader, source, head, count, end)) reader.setFlag(id, flag.member);
}

/** The lines of a traceback behind its first one: others may have come in between. */
export function membersOf(
  reader: LineReader,
  source: LogSource,
  head: number,
  count: number,
  end: number,
): readonly number[] {
  const ids: number[] = [];
  for (let id = head + 1; id < end && ids.length < count - 1; id += 1) {
    const facts = reader.factsOf(id);
    if (facts?.source === source && !facts.isFound) ids.push(id);
  }
  return ids;
}
